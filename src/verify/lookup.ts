/** What verifying has to look up: a port, so that a catalogue, a server far away or a test can stand behind it. */
import type { Field } from './completeness.ts'

/** A sample as far as verifying is concerned. */
export interface KnownSample {
  readonly iri: string
  /** As people write it. */
  readonly identifier: string
  readonly name?: string
  readonly landingPage?: string
  /** Of schema:creativeWorkStatus, e.g. `registered`, `deprecated`, `destroyed`. */
  readonly status: string
  readonly fields: ReadonlySet<Field>
  /** Canonical IRIs of publications and other works that its records name. */
  readonly works: ReadonlySet<string>
}

/** Something that is known and is no sample. */
export interface KnownOther {
  readonly kind: string
  readonly label: string
}

/** Answers in batches; every method leaves out what is not known. All IRIs are canonical. */
export interface SampleLookup {
  samples(iris: readonly string[]): Promise<ReadonlyMap<string, KnownSample>>
  /** IRI -> samples whose records say that it is another name of theirs. */
  aliases(iris: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  /** Code without prefix, in capitals -> samples whose identifier ends with it, whatever the prefix. */
  codes(codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  /** Publications, people and organisations. */
  others(iris: readonly string[]): Promise<ReadonlyMap<string, KnownOther>>
  /** IRI -> why it is no longer, or not, among the samples. */
  gone(
    iris: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly withdrawn: boolean; readonly because: string }>>
  /** Those beginnings of IRIs (`https://doi.org/10.58052/`) under which there is any sample. */
  prefixes(beginnings: readonly string[]): Promise<ReadonlySet<string>>
}
