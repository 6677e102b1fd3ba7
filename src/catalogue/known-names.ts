/** Which of many identifiers the catalogue knows, and as what: answered in batches, for documents that name thousands. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { Bindings, rows } from './database.ts'
import { type EntityKind, FACETS, facetOfCode } from './facet-table.ts'
import type { SampleItem } from './item.ts'
import { findNames, type Named } from './sample-names.ts'

/** A sample and everything that its records link it to. */
export interface NamedSample {
  readonly item: SampleItem
  readonly targets: readonly string[]
}

/** Something that is no sample. */
export interface NamedEntity {
  readonly id: string
  readonly kind: EntityKind
  readonly label: string
}

/** Name that was asked for -> IRIs of samples. */
export type Samples = ReadonlyMap<string, readonly string[]>

const grouped = (named: readonly Named[]): Samples => {
  const found = new Map<string, string[]>()
  for (const { name, sample } of named) {
    const samples = found.get(name) ?? []
    if (samples.length < MAX_SAMPLES && !samples.includes(sample)) found.set(name, [...samples, sample])
  }
  return found
}

/** Samples told of one name. */
const MAX_SAMPLES = 20

/** Samples with these IRIs. */
export const samplesNamed = async (
  connection: DuckDBConnection,
  iris: readonly string[],
): Promise<NamedSample[]> => {
  const known = await findNames(connection, iris, ['iri'])
  if (known.length === 0) return []
  const of = new Bindings()
  const wanted = of.texts([...new Set(known.map(({ sample }) => sample))])
  const found = await rows<{ iri: string; item: string; targets: string }>(
    connection,
    `SELECT s.iri, s.item, to_json(coalesce(l.targets, [])) AS targets FROM sample s
     LEFT JOIN (SELECT sample, list(DISTINCT target ORDER BY target) AS targets FROM link WHERE sample IN ${wanted} GROUP BY sample) l
       ON l.sample = s.iri
     WHERE s.iri IN ${wanted}`,
    of,
  )
  return found.map(({ item, targets }) => ({
    item: JSON.parse(item) as SampleItem,
    targets: JSON.parse(targets) as string[],
  }))
}

/** Samples whose records say that an IRI names them as well: schema:sameAs, IsIdenticalTo, or another name that spells it out. */
export const samplesCalled = async (
  connection: DuckDBConnection,
  iris: readonly string[],
): Promise<Samples> => grouped(await findNames(connection, iris, ['same']))

/** Samples with one of these codes (in capitals) as the end of their IRI, as identifier or as other name. */
export const samplesWithCode = async (
  connection: DuckDBConnection,
  codes: readonly string[],
): Promise<Samples> => grouped(await findNames(connection, codes, ['code', 'identifier', 'alternate']))

/** Publications, people and organisations with these IRIs. */
export const entitiesNamed = async (
  connection: DuckDBConnection,
  iris: readonly string[],
): Promise<NamedEntity[]> => {
  const of = new Bindings()
  const codes = [FACETS.publication.code, FACETS.person.code, FACETS.organisation.code]
  const found = await rows<{ facet: number; value: string; label: string | null }>(
    connection,
    `SELECT facet, value, label FROM term WHERE facet IN ${of.integers(codes)} AND value IN ${of.texts(iris)}`,
    of,
  )
  return found.map(({ facet, value, label }) => ({
    id: value,
    kind: facetOfCode(facet) as EntityKind,
    label: label ?? value,
  }))
}

/** Those beginnings of IRIs that some sample's IRI has. */
export const beginningsInUse = async (
  connection: DuckDBConnection,
  beginnings: readonly string[],
): Promise<string[]> => {
  const of = new Bindings()
  const found = await rows<{ beginning: string }>(
    connection,
    `SELECT DISTINCT regexp_extract(iri, '^.*/') AS beginning FROM sample
     WHERE regexp_extract(iri, '^.*/') IN ${of.texts(beginnings)}`,
    of,
  )
  return found.map(({ beginning }) => beginning)
}
