/** What a check of one document is asked for and answers: plain values, so that they can cross threads. */
import type { Repair } from '../model/json-ld-document.ts'
import type { Problem } from '../model/problem.ts'
import type { Coverage } from '../model/record-graph.ts'
import type { Source } from '../model/source.ts'
import type { ValidationResult } from '../model/validation-report.ts'
import type { ProfileExplanation } from './explanation.ts'

/** Languages that messages and explanations come in. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** Which results keep a document from conforming: violations only, warnings as well, or any result at all (SHACL 3.6). */
export const THRESHOLDS = ['violation', 'warning', 'info'] as const
export type Threshold = (typeof THRESHOLDS)[number]

/** Shapes that are not those of a profile, as Turtle. */
export interface GivenShapes {
  /** File name, or what the shapes are called in messages. */
  readonly name: string
  readonly text: string
}

/** One document and what it is to be checked with. */
export interface CheckRequest {
  /** File name, or what the document is called in messages. */
  readonly name: string
  readonly content: Uint8Array
  /** Media type in lower case; empty to tell by the content. */
  readonly mediaType: string
  /** Absolute IRI of the document: relative IRIs are resolved against it, and it names the record. */
  readonly url: string
  /** Ids of profiles; the kernel is always among them, unless shapes are given and no profile is. */
  readonly profiles: readonly string[]
  readonly shapes?: GivenShapes
  /** The document is the kernel graph of a record as the archive has it (N-Triples), its samples named. */
  readonly kernelOf?: readonly string[]
  /** How the source of the document has it read, where it has a source: overlays and repairs. */
  readonly reading?: Pick<Source, 'overlay' | 'repairs'>
  /** JSON-LD is validated as the JSON-LD specification reads it, without repairs, overlays and crosswalk. */
  readonly raw: boolean
  readonly language: Language
  /** By default `violation` for profiles (what a harvest decides by), `info` for given shapes (SHACL 3.6). */
  readonly threshold?: Threshold
  readonly explain: boolean
  /** Whether the report is wanted as statements, too. */
  readonly graph: boolean
  /** Results given at most; what is left out is counted. */
  readonly maxResults: number
}

/** A problem that keeps a document from being checked, with its place where that is known (from 1). */
export interface PlacedProblem extends Problem {
  readonly of: 'request' | 'document' | 'shapes'
  readonly line?: number
}

/** How one profile fared. */
export interface ProfileOutcome {
  readonly id: string
  readonly title: string
  readonly inherits: readonly string[]
  readonly conforms: boolean
  /** Nodes that its shapes were run on; 0 means that nothing was checked. */
  readonly targets: number
  readonly results: number
}

/** What was validated: the graph that a harvest would make of the document, or the document's own statements. */
export type Validated = 'kernel' | 'as-is'

/** The outcome of one check. */
export interface CheckReport {
  readonly name: string
  readonly url: string
  readonly mediaType: string
  readonly validated: Validated
  /** Statements that were validated. */
  readonly statements: number
  /** Nothing failed that counts, and something was checked. */
  readonly conforms: boolean
  /** No shape of any profile found a node to check: the document neither conforms nor fails. */
  readonly nothingChecked: boolean
  /** False when a validation was given up, because it took too many steps. */
  readonly complete: boolean
  readonly results: readonly ValidationResult[]
  /** For each result the line of the document that it speaks of, from 1, or null. */
  readonly lines: readonly (number | null)[]
  /** Results beyond `maxResults` that were left out. */
  readonly omitted: number
  readonly profiles: readonly ProfileOutcome[]
  readonly warnings: readonly Problem[]
  /** Of a document that went through the pipeline. */
  readonly repairs?: readonly Repair[]
  readonly coverage?: Coverage
  readonly explanation?: readonly ProfileExplanation[]
  /** The report as N-Triples (SHACL 3.6). */
  readonly reportTriples?: string
}

/** A report, or everything that kept the document from being checked. */
export type CheckAnswer =
  | { readonly ok: true; readonly value: CheckReport }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[] }
