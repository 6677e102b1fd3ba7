/** Graphs that exist only in external stores. */

import { isIri } from '../../rdf/terms.ts'

/** Names below the base. */
export interface GraphNames {
  /** The default graph's statements, in stores whose default graph is the union of all. */
  readonly kernel: string
  /** Which archive the store shows, and how far. */
  readonly watermark: string
  /** Never holds anything. */
  readonly nothing: string
}

/** The names for a base without trailing slash. Throws when the base is no IRI: it is written into updates. */
export const graphNames = (base: string): GraphNames => {
  if (!isIri(base)) throw new TypeError(`the base "${base}" is no IRI`)
  return {
    kernel: `${base}/graph/kernel`,
    watermark: `${base}/graph/watermark`,
    nothing: `${base}/graph/nothing`,
  }
}
