/** What the rules about values share. */
import type { Quad, Quad_Object } from '@rdfjs/types'
import { factory } from '../../rdf/terms.ts'
import type { ValueRepairName } from '../../registry/repairs.ts'

/** What the rules about values need. */
export interface ValueBench {
  /** Whether a repair may be made. */
  readonly may: (rule: ValueRepairName) => boolean
  readonly log: (rule: ValueRepairName, detail: string) => void
  /** Public address without a trailing slash. */
  readonly base: string
}

/** The quad with another object. */
export const withObject = ({ subject, predicate, graph }: Quad, object: Quad_Object): Quad =>
  factory.quad(subject, predicate, object, graph)
