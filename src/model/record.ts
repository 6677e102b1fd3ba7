import type { Iri } from './iri.ts'
import type { Repair } from './json-ld-document.ts'
import type { Problem } from './problem.ts'
import type { Coverage } from './record-graph.ts'
import type { ValidationReport } from './validation-report.ts'

/**
 * `accepted`: in the public graph; `rejected`: a kernel violation keeps it out, with its report;
 * `unreadable`: no graph could be made of it, with the problems; `withdrawn`: a tombstone.
 */
export type RecordState = 'accepted' | 'rejected' | 'unreadable' | 'withdrawn'

/** What the walk made of one page: what the archive is asked to store. */
export interface RecordOutcome {
  /** Landing page URL: the name of the record and of its graph. */
  readonly url: Iri
  readonly source: string
  readonly state: 'accepted' | 'rejected' | 'unreadable'
  readonly finalUrl: string
  readonly mediaType: string
  readonly charset?: string
  readonly etag?: string
  readonly lastModified?: string
  readonly fetchedAt: string
  /** Raw bytes as fetched and their SHA-256. */
  readonly body: Uint8Array
  readonly bodyDigest: string
  /** Digest of everything but the page that decided the outcome: contexts, overlays, rules, shapes, vocabularies, program version. */
  readonly pipelineDigest: string
  readonly samples: readonly Iri[]
  /** N-Quads, sorted, all in the graph `url`; empty when unreadable. */
  readonly recordQuads: string
  /** N-Triples, sorted; empty when unreadable. */
  readonly kernelTriples: string
  readonly coverage?: Coverage
  readonly repairs: readonly Repair[]
  readonly reports: readonly ValidationReport[]
  readonly problems: readonly Problem[]
}

/** A record as the archive keeps it: the outcome, plus its version. `body` is fetched separately. */
export interface StoredRecord extends Omit<RecordOutcome, 'body' | 'state'> {
  readonly state: RecordState
  /** Sequence number of the change that made this version. */
  readonly seq: number
  /** When withdrawn: why, e.g. `gone (410)`. */
  readonly withdrawnBecause?: string
}
