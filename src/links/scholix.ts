/** Scholix link information packages, versions 3 and 4: links between samples, literature and data for harvesters. */
import { identify } from '../pid/identifiers.ts'
import { inverseType } from './relations.ts'
import type { PackageV3, PackageV4, ScholixIdentifier } from './scholix-schema.ts'

/** One end of a link. */
export interface End {
  readonly id: string
  readonly kind: 'sample' | 'literature' | 'dataset' | 'other'
  readonly title?: string
}

/** A link as the records state it, read from `source`. */
export interface ScholixLink {
  readonly source: End
  readonly target: End
  /** DataCite relation type from source to target. */
  readonly relation: string
  /** xsd:dateTime of the newest record that states it: when it was fetched. */
  readonly date: string
  /** Names of the sources whose records state it, with the address of each where there is one. */
  readonly providers: readonly { readonly id: string; readonly name: string }[]
  readonly licence?: string
}

/** Schema of the exact relation and of `PhysicalObject`. */
export const SUBTYPE_SCHEMA = 'DataCite'

const NAMES: ReadonlyMap<string, PackageV3['RelationshipType']['Name']> = new Map([
  ['IsSupplementTo', 'IsSupplementTo'],
  ['IsSupplementedBy', 'IsSupplementedBy'],
  ['References', 'References'],
  ['Cites', 'References'],
  ['IsReferencedBy', 'IsReferencedBy'],
  ['IsCitedBy', 'IsReferencedBy'],
] as const)

// Scholix knows five relations; the exact one stands beside it, also where the five have it.
const relationship = (type: string): PackageV3['RelationshipType'] => ({
  Name: NAMES.get(type) ?? 'IsRelatedTo',
  SubType: type,
  SubTypeSchema: SUBTYPE_SCHEMA,
})

const SCHEMES: Readonly<Record<string, string>> = { igsn: 'igsn', 'igsn-handle': 'igsn' }

/** An identifier in Scholix form: the short form for people, its scheme in lower case, and the IRI when a browser can open it. */
export const scholixIdentifier = (iri: string): ScholixIdentifier => {
  const known = identify(iri)
  const IDURL = /^https?:/i.test(iri) ? { IDURL: iri } : {}
  return known
    ? {
        ID: known.display.replace(/^(?:igsn|doi|hdl|ark):\s*/i, ''),
        IDScheme: SCHEMES[known.scheme] ?? known.scheme,
        ...IDURL,
      }
    : { ID: iri, IDScheme: /^https?:/i.test(iri) ? 'url' : 'uri', ...IDURL }
}

const TYPES_V3 = { sample: 'other', literature: 'publication', dataset: 'dataset', other: 'other' } as const
// "unknwon" is what the published schema of version 4 allows; "unknown" would be refused.
const TYPES_V4 = {
  sample: 'unknwon',
  literature: 'literature',
  dataset: 'dataset',
  other: 'unknwon',
} as const

const endV3 = ({ id, kind, title }: End): PackageV3['Source'] => ({
  Identifier: [scholixIdentifier(id)],
  Type: TYPES_V3[kind],
  ...(kind === 'sample' && { SubType: 'PhysicalObject', SubTypeSchema: SUBTYPE_SCHEMA }),
  ...(title !== undefined && { Title: title }),
})

/** Version 3 as ScholeXplorer documents it: `Type` a word, `Identifier` a list. A sample is `other` of subtype PhysicalObject. */
export const packageV3 = ({
  source,
  target,
  relation,
  date,
  providers,
  licence,
}: ScholixLink): PackageV3 => ({
  LinkPublicationDate: date,
  LinkProvider: providers.map(({ name, id }) => ({
    Name: name,
    Identifier: [{ ID: id, IDScheme: 'lodestone-source' }],
  })),
  RelationshipType: relationship(relation),
  ...(licence !== undefined && { LicenseURL: licence }),
  Source: endV3(source),
  Target: endV3(target),
})

const endV4 = ({ kind, title }: End) => ({
  Type: {
    Name: TYPES_V4[kind],
    ...(kind === 'sample' && { SubType: 'PhysicalObject', SubTypeSchema: SUBTYPE_SCHEMA }),
  },
  ...(title !== undefined && { Title: [title] }),
})

/** Version 4 as its schema is published: the source's `Identifier` is a list, the target's a single object. */
export const packageV4 = ({
  source,
  target,
  relation,
  date,
  providers,
  licence,
}: ScholixLink): PackageV4 => ({
  LinkPublicationDate: date,
  LinkProvider: providers.map(({ name, id }) => ({
    name,
    identifier: [{ ID: id, IDScheme: 'lodestone-source' }],
  })),
  RelationshipType: relationship(relation),
  ...(licence !== undefined && { LicenseURL: licence }),
  Source: { Identifier: [scholixIdentifier(source.id)], ...endV4(source) },
  Target: { Identifier: scholixIdentifier(target.id), ...endV4(target) },
})

/** The same link read from its other end; undefined when its relation has no inverse. */
export const turned = (link: ScholixLink): ScholixLink | undefined => {
  const relation = inverseType(link.relation)
  return relation === undefined ? undefined : { ...link, source: link.target, target: link.source, relation }
}
