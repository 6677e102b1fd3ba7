/** Expected failures as values: every stage returns a `Problem` instead of throwing. */

/** The room of the house in which a problem arose (docs: the walk of a record). */
export type Stage =
  | 'registry'
  | 'gate'
  | 'porch'
  | 'hall'
  | 'lab'
  | 'crosswalk'
  | 'scales'
  | 'archive'
  | 'graph'
  | 'catalogue'
  | 'serve'
  | 'publish'

/** One expected failure: where, which kind (kebab-case code), about what (usually a URL), and a sentence for a person. */
export interface Problem {
  readonly stage: Stage
  readonly code: string
  readonly subject: string
  readonly detail: string
}

/** Either a value or the problem that stands in its place. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem }

/** Wraps a value as a success. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

/** Wraps a problem as a failure. */
export const failed = (problem: Problem): Result<never> => ({ ok: false, problem })
