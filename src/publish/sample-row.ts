/** A row of the table after it was checked: what every style of JSON-LD and the landing page are made of. */
import type { Iri } from '../model/iri.ts'
import type { Fault } from './faults.ts'
import type { Geometry } from './geometry.ts'
import type { RelationType } from './relations.ts'

/** A sample identifier: the canonical IRI, and the identifier as people write it (without `https://`). */
export interface SampleIdentifier {
  readonly iri: Iri
  readonly text: string
}

/** A person or an organisation; `iri` only when a persistent identifier (ORCID, ROR) is known. */
export interface Party {
  readonly name: string
  readonly iri?: Iri
  /** E-mail address or web page of the person to ask. */
  readonly contact?: string
}

/** A person with the part they had, e.g. `DataCurator`. */
export interface Contribution {
  readonly person: Party
  readonly role: string
}

/** A publication or data set, and how the sample is related to it. */
export interface Publication {
  readonly iri: Iri
  readonly relation: RelationType
  readonly title?: string
}

/** A community-specific value, e.g. Horizon: `Bt2`; `unit` in UCUM-like short form, e.g. `m`. */
export interface Property {
  readonly label: string
  readonly value: string | number
  readonly unit?: string
}

export type Status = 'registered' | 'deprecated' | 'destroyed'

export interface SampleRow {
  /** Row of the spreadsheet: the header is row 1. */
  readonly row: number
  readonly identifier: SampleIdentifier
  readonly name: string
  readonly description?: string
  /** BCP 47 tag of the description; names are mostly proper names, which have no language. */
  readonly language?: string
  readonly alternateNames: readonly string[]
  readonly objectTypes: readonly string[]
  readonly materials: readonly string[]
  readonly sampledFeatures: readonly string[]
  readonly geometry?: Geometry
  /** Metres above mean sea level; negative below. */
  readonly elevation?: number
  readonly place?: string
  /** As precise as given: YYYY, YYYY-MM, YYYY-MM-DD or an xsd:dateTime. */
  readonly collectedStart?: string
  readonly collectedEnd?: string
  readonly methods: readonly string[]
  readonly collectors: readonly Party[]
  readonly contributions: readonly Contribution[]
  readonly custodian?: Party
  readonly owner?: Party
  readonly funder?: Party
  readonly parents: readonly SampleIdentifier[]
  readonly collection?: SampleIdentifier
  readonly derivedFrom: readonly SampleIdentifier[]
  readonly publications: readonly Publication[]
  readonly licence?: string
  readonly access?: string
  readonly status: Status
  readonly registered?: string
  /** When the description last changed, date or dateTime. */
  readonly updated?: string
  readonly properties: readonly Property[]
  /** Only in demos and tests: the defect that the published page shall have. */
  readonly fault?: Fault
}

/** Who publishes the samples. */
export interface Agent {
  readonly name: string
  readonly ror?: Iri
  readonly homepage?: string
  readonly email?: string
  readonly description?: string
  /** Made-up data: every page says so. */
  readonly demo?: boolean
}

/** A sample that a page links to: as part, whole, source or collection. `page` when this site publishes it. */
export interface Relative extends SampleIdentifier {
  readonly name?: string
  readonly page?: string
}

/** What surrounds a sample when its page is made. All URLs are absolute. */
export interface Surroundings {
  readonly agent: Agent
  readonly pageUrl: string
  readonly parents: readonly Relative[]
  readonly collection?: Relative
  readonly derivedFrom: readonly Relative[]
  /** Samples of the same table that name this one as parent or collection. */
  readonly children: readonly Relative[]
}
