/** What verifying a document comes to. */
import type { Scheme } from '../pid/identifiers.ts'
import type { Completeness } from './completeness.ts'
import type { DocumentKind, Place } from './document-text.ts'

/** In the order of reports. */
export const VERDICTS = [
  'registered',
  'alias',
  'ambiguous',
  'malformed',
  'unknown',
  'withdrawn',
  'not-a-sample',
] as const
export type Verdict = (typeof VERDICTS)[number]

/** Verdicts that an author should do something about. */
export const isFinding = (verdict: Verdict): boolean => verdict !== 'registered' && verdict !== 'not-a-sample'

/** One identifier of the document. What is `null` is not known, or does not apply. */
export interface VerifyResult {
  readonly text: string
  /** UTF-16 offsets into the text of the document; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly scheme: Scheme | null
  readonly canonical: string | null
  readonly verdict: Verdict
  /** The identifier that is probably meant, or the better one, as people write it. */
  readonly suggestion: string | null
  /** IRI of the sample: meant for certain when registered, alias or withdrawn, else probably. */
  readonly sample: string | null
  /** Whether the sample's record names the publication; null without publication, or without a known sample. */
  readonly linksBack: boolean | null
  /** A sentence for people. */
  readonly detail: string
  readonly place: Place
  readonly before: string
  readonly behind: string
  /** Canonical IRIs that may be meant, when several may. */
  readonly candidates: readonly string[]
  readonly name: string | null
  readonly landingPage: string | null
  readonly status: string | null
  readonly completeness: Completeness | null
}

/** The publication whose samples are verified. */
export interface CheckedPublication {
  readonly id: string
  /** Taken from the document's first page, not said by anybody. */
  readonly guessed: boolean
}

/** The report on one document. */
export interface VerifyReport {
  readonly document: {
    readonly name: string
    readonly kind: DocumentKind | 'list'
    readonly characters: number
    readonly pages?: number
  }
  readonly publication: CheckedPublication | null
  readonly results: readonly VerifyResult[]
  readonly summary: Readonly<Record<Verdict, number>>
  /** Samples that are registered, each once: how many there are, link back, and how complete they are on average. */
  readonly samples: {
    readonly distinct: number
    readonly linkingBack: number | null
    readonly completeness: number | null
  }
  readonly truncated: boolean
  readonly notes: readonly string[]
}
