/** Which of many identifiers the catalogue knows, and as what: answered in batches, for documents that name thousands. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { canonicalise } from '../pid/identifiers.ts'
import { datacite, schema } from '../rdf/namespaces.ts'
import { Bindings, rows } from './database.ts'
import { type EntityKind, FACETS, facetOfCode } from './facet-table.ts'
import type { SampleItem } from './item.ts'

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

const grouped = (pairs: Iterable<readonly [name: string, sample: string]>): Samples => {
  const found = new Map<string, string[]>()
  for (const [name, sample] of pairs) {
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
  const of = new Bindings()
  const wanted = of.texts(iris)
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

// What people put before a code or DOI; RE2, on lower case.
const LABELS = String.raw`^(?:(?:igsn|doi|hdl)[ :]+|urn:igsn:|https?://(?:dx\.|www\.)?(?:doi\.org|hdl\.handle\.net|igsn\.org)/|10273/)+`
const stripped = (column: string): string => `regexp_replace(lower(${column}), '${LABELS}', '')`

/** Names and identifiers that records give to samples, without labels, equal to any of the keys (in lower case). */
const spelt = async (
  connection: DuckDBConnection,
  keys: readonly string[],
): Promise<{ sample: string; name: string; key: string }[]> => {
  const of = new Bindings()
  return rows(
    connection,
    `WITH given AS (
       SELECT sample, unnest(from_json(json_extract(facts, '$.alternateNames'), '["VARCHAR"]')) AS name FROM description
       UNION ALL SELECT sample, unnest(from_json(json_extract(facts, '$.identifiers'), '["VARCHAR"]')) FROM description),
     keyed AS (SELECT sample, name, ${stripped('name')} AS key FROM given)
     SELECT DISTINCT sample, name, key FROM keyed WHERE key IN ${of.texts(keys)} ORDER BY key, sample, name`,
    of,
  )
}

const keyOf = (iri: string): string =>
  iri.toLowerCase().replace(/^https?:\/\/(?:doi\.org|hdl\.handle\.net\/10273)\//, '')

const SAME = [schema('sameAs').value, datacite('IsIdenticalTo').value]

/** Samples whose records say that an IRI names them as well: schema:sameAs, IsIdenticalTo, or another name that spells it out. */
export const samplesCalled = async (
  connection: DuckDBConnection,
  iris: readonly string[],
): Promise<Samples> => {
  const of = new Bindings()
  const same = await rows<{ sample: string; target: string }>(
    connection,
    `SELECT DISTINCT l.sample, l.target FROM link l JOIN sample s ON s.iri = l.sample
     WHERE l.relation IN ${of.texts(SAME)} AND l.target IN ${of.texts(iris)} ORDER BY l.target, l.sample`,
    of,
  )
  const names = await spelt(connection, iris.map(keyOf))
  const wanted = new Set(iris)
  // A field number that happens to be spelt like a code is no evidence: the name must be the identifier by itself.
  const evident = names.flatMap(({ sample, name }) => {
    const canonical = canonicalise(name)
    return canonical !== undefined && wanted.has(canonical) && canonical !== sample
      ? [[canonical, sample] as const]
      : []
  })
  return grouped([...same.map(({ sample, target }) => [target, sample] as const), ...evident])
}

/** Samples with one of these codes (in capitals) as the end of their IRI, as identifier or as other name. */
export const samplesWithCode = async (
  connection: DuckDBConnection,
  codes: readonly string[],
): Promise<Samples> => {
  const of = new Bindings()
  const ending = await rows<{ code: string; iri: string }>(
    connection,
    `WITH coded AS (SELECT iri, upper(regexp_replace(iri, '^https?://(?:doi\\.org/10\\.[^/]+|hdl\\.handle\\.net/10273)/', '')) AS code
       FROM sample)
     SELECT code, iri FROM coded WHERE code IN ${of.texts(codes)} ORDER BY code, iri`,
    of,
  )
  const names = await spelt(
    connection,
    codes.map(code => code.toLowerCase()),
  )
  return grouped([
    ...ending.map(({ code, iri }) => [code, iri] as const),
    ...names.map(({ key, sample }) => [key.toUpperCase(), sample] as const),
  ])
}

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
