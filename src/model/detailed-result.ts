import type { ValidationResult } from './validation-report.ts'

/** One message with its language, empty when it has none. */
export interface ResultMessage {
  readonly language: string
  readonly text: string
}

/**
 * What a stored result may know besides: the quality graph tells all of it. Results of archives that were filled before, and
 * those beyond a bound, are without.
 */
export interface DetailedResult extends ValidationResult {
  /** In every language at hand; `message` is one of them. */
  readonly messages?: readonly ResultMessage[]
  /** Why an inner shape failed (sh:detail). */
  readonly detail?: readonly DetailedResult[]
  /** In place of `sourceShape`, of a shape that is a blank node: a digest of what the shape says and of where it stands. */
  readonly shapeDigest?: string
}
