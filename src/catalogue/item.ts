/** One sample as the API shows it (docs/api.md). */
import type { Geometry } from './geometry.ts'

/** A concept of a vocabulary, or a literal that could not be mapped: then `id` is the literal itself. */
export interface Labelled {
  readonly id: string
  readonly label: string
}

/** A person or organisation and what it has to do with the sample. `id` is the text itself when the record gives no IRI. */
export interface Involved {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
}

/** A publication or data set; `relation` is the DataCite relation as given, e.g. `IsCitedBy`, one entry per relation. */
export interface Publication {
  readonly id: string
  readonly title: string
  readonly relation: string
}

/** When the sample was collected, as precise as given: xsd:gYear, gYearMonth, date or dateTime texts. */
export interface Collected {
  readonly from?: string
  readonly to?: string
}

/** A sample, merged from all accepted records that describe it; what no record says is absent, lists may be empty. */
export interface SampleItem {
  readonly id: string
  readonly identifier: string
  readonly name?: string
  readonly description?: string
  readonly landingPage?: string
  readonly source: string
  readonly sources: readonly string[]
  readonly status: string
  readonly collection: boolean
  readonly objectTypes: readonly Labelled[]
  readonly materials: readonly Labelled[]
  readonly sampledFeatures: readonly Labelled[]
  readonly methods: readonly Labelled[]
  readonly collected?: Collected
  readonly geometry?: Geometry
  readonly elevation?: number
  readonly place?: string
  readonly people: readonly Involved[]
  readonly organisations: readonly Involved[]
  readonly publications: readonly Publication[]
  readonly parents: readonly string[]
  readonly conformsTo: readonly string[]
}
