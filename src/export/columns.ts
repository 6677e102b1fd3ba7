/** The columns of tables: one sample a row; labels and identifiers of several things in lists of the same length. */
import type { Involved, Labelled, SampleItem } from '../catalogue/item.ts'
import type { ExportContext, ExportRow } from './format.ts'
import { wktOf } from './wkt.ts'

export type Cell = string | number | boolean | readonly string[] | undefined

type Kind = 'text' | 'number' | 'boolean' | 'list'

/** One column; `usual` ones are in a table for which none were chosen. */
export interface Column {
  readonly kind: Kind
  readonly usual: boolean
  readonly value: (row: ExportRow, context: Pick<ExportContext, 'sources'>) => Cell
}

const column =
  (kind: Kind, usual: boolean) =>
  (value: Column['value']): Column => ({ kind, usual, value })
const text = column('text', true)
const number = column('number', true)
const list = column('list', true)

const labelled = (of: (item: SampleItem) => readonly Labelled[]) => ({
  labels: list(({ item }) => of(item).map(({ label }) => label)),
  ids: list(({ item }) => of(item).map(({ id }) => id)),
})
const involved = (of: (item: SampleItem) => readonly Involved[]) => ({
  names: list(({ item }) => of(item).map(({ name }) => name)),
  ids: list(({ item }) => of(item).map(({ id }) => id)),
  roles: list(({ item }) => of(item).map(({ roles }) => roles.join(', '))),
})

const [types, materials] = [labelled(item => item.objectTypes), labelled(item => item.materials)]
const [features, methods] = [labelled(item => item.sampledFeatures), labelled(item => item.methods)]
const [people, organisations] = [involved(item => item.people), involved(item => item.organisations)]

/** Licences of a sample: those of the sources that describe it, as the registry states them. */
export const licencesOf = (item: SampleItem, sources: ExportContext['sources']): string[] => [
  ...new Set(item.sources.flatMap(id => sources.find(source => source.id === id)?.licence ?? [])),
]

/** Name -> column, in their order. */
export const COLUMNS: Readonly<Record<string, Column>> = {
  id: text(({ item }) => item.id),
  identifier: text(({ item }) => item.identifier),
  name: text(({ item }) => item.name),
  description: column('text', false)(({ item }) => item.description),
  status: text(({ item }) => item.status),
  collection: column('boolean', false)(({ item }) => item.collection),
  object_types: types.labels,
  object_type_ids: types.ids,
  materials: materials.labels,
  material_ids: materials.ids,
  sampled_features: features.labels,
  sampled_feature_ids: features.ids,
  methods: methods.labels,
  method_ids: methods.ids,
  latitude: number(({ centre }) => centre?.[1]),
  longitude: number(({ centre }) => centre?.[0]),
  wkt: column('text', false)(({ item }) => item.geometry && wktOf(item.geometry)),
  elevation: number(({ item }) => item.elevation),
  place: text(({ item }) => item.place),
  collected_from: text(({ item }) => item.collected?.from),
  collected_to: text(({ item }) => item.collected?.to),
  people: people.names,
  people_ids: people.ids,
  people_roles: people.roles,
  organisations: organisations.names,
  organisation_ids: organisations.ids,
  organisation_roles: organisations.roles,
  parents: list(({ item }) => item.parents),
  publications: list(({ item }) => item.publications.map(({ title }) => title)),
  publication_ids: list(({ item }) => item.publications.map(({ id }) => id)),
  publication_relations: list(({ item }) => item.publications.map(({ relation }) => relation)),
  landing_page: text(({ item }) => item.landingPage),
  sources: list(({ item }) => item.sources),
  licences: list(({ item }, { sources }) => licencesOf(item, sources)),
  conforms_to: column('list', false)(({ item }) => item.conformsTo),
}

export const COLUMN_NAMES: readonly string[] = Object.keys(COLUMNS)
/** What a table has when no columns are chosen. */
export const USUAL_COLUMNS: readonly string[] = COLUMN_NAMES.filter(name => COLUMNS[name]?.usual)

/** The columns with these names; a name that is none of them was not checked, thrown. */
export const columnsNamed = (names: readonly string[]): readonly (readonly [string, Column])[] =>
  names.map(name => {
    const found = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined
    if (!found) throw new Error(`unknown column reached the export: ${name}`)
    return [name, found]
  })
