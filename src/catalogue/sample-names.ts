/** What samples are called, as numbers that are found fast: the table `sample_name`. */
import { hash } from 'node:crypto'
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { canonicalise } from '../pid/identifiers.ts'
import { datacite, schema } from '../rdf/namespaces.ts'
import { Bindings, rows } from './database.ts'
import type { Facts } from './facts.ts'
import { byText } from './order.ts'

/** How a name belongs to a sample. */
export const NAMES = {
  /** URL of a record that describes it. */
  page: 0,
  /** Another page that a record gives for it. */
  landing: 1,
  /** IRI that a record says is the same: schema:sameAs, IsIdenticalTo, or a name that is an identifier by itself. */
  same: 2,
  /** The end of its IRI: a bare IGSN code, the suffix of a DOI, what stands behind the last slash. */
  code: 3,
  /** An identifier as written. */
  identifier: 4,
  alternate: 5,
  /** The IRI itself: that nothing has it is found out without reading all IRIs. */
  iri: 6,
} as const
export type NameKind = keyof typeof NAMES

/** One name that was asked for, as some record gives it to a sample. */
export interface Named {
  readonly name: string
  readonly kind: number
  readonly sample: string
}

/** Samples looked at for one name: nothing is gained by more, and a name may be that of all samples. */
const MOST_OF_ONE_NAME = 1_000
/** Up to so many rows each is fetched by itself; a scan of all names costs as much as some twenty. */
const FETCHED_SINGLY = 16
/** Longer texts are no names that anybody asks for. */
const LONGEST = 1_000

// What people put before a code or DOI.
const LABELS =
  /^(?:(?:igsn|doi|hdl)[ :]+|urn:igsn:|https?:\/\/(?:dx\.|www\.)?(?:doi\.org|hdl\.handle\.net|igsn\.org)\/|10273\/)+/

const EXACT: readonly number[] = [NAMES.page, NAMES.landing, NAMES.same, NAMES.iri]

/** The text by which a name is found: web addresses as they are, others without labels and in lower case. */
const keyText = (kind: number, name: string): string =>
  EXACT.includes(kind) ? name : name.trim().toLowerCase().replace(LABELS, '')

// 52 bits of SHA-256, exact in a double: two names in one number are not met by chance, and who wants a name that is
// somebody else's can as well write it into a record. So the text is not kept.
const numberOf = (kind: number, name: string): number =>
  Number.parseInt(hash('sha256', `${kind}\n${keyText(kind, name)}`).slice(0, 13), 16)

const SAME: readonly string[] = [schema('sameAs').value, datacite('IsIdenticalTo').value]

const codesOf = (iri: string): string[] => {
  const code = iri.replace(/^https?:\/\/(?:doi\.org\/10\.[^/]+|hdl\.handle\.net\/10273)\//, '')
  return [code, iri.slice(iri.lastIndexOf('/') + 1)]
}

const namesOf = (url: string, sample: string, facts: Facts): (readonly [NameKind, string])[] => {
  const written = [...facts.identifiers, ...facts.alternateNames]
  // A field number that happens to be spelt like a code is no evidence: the name must be the identifier by itself.
  const same = [
    ...facts.links.filter(({ relation }) => SAME.includes(relation)).map(({ target }) => target),
    ...written.flatMap(name => (name.length > LONGEST ? [] : (canonicalise(name) ?? []))),
  ]
  return [
    ['iri', sample],
    ['page', url],
    ...facts.landingPages.filter(page => page !== url).map(page => ['landing', page] as const),
    ...same.filter(iri => iri !== sample).map(iri => ['same', iri] as const),
    ...codesOf(sample).map(code => ['code', code] as const),
    ...facts.identifiers.map(name => ['identifier', name] as const),
    ...facts.alternateNames.map(name => ['alternate', name] as const),
  ]
}

/** Rows of `sample_name` for what the record `url`, version `seq`, says of a sample; each once. */
export const nameRowsOf = (
  { url, seq }: { readonly url: string; readonly seq: number },
  sample: string,
  facts: Facts,
): DuckDBValue[][] => {
  const numbers = new Map<number, number>()
  for (const [kind, name] of namesOf(url, sample, facts))
    if (kind === 'iri' || (name !== '' && name.length <= LONGEST))
      numbers.set(numberOf(NAMES[kind], name), NAMES[kind])
  return [...numbers].map(([key, kind]) => [BigInt(seq), sample, kind, BigInt(key)])
}

const rowsAt = (
  connection: DuckDBConnection,
  places: readonly number[],
): Promise<{ place: number; sample: string }[]> => {
  const of = new Bindings()
  const select = 'SELECT rowid::DOUBLE AS place, sample FROM sample_name WHERE rowid'
  const sql =
    places.length > FETCHED_SINGLY
      ? `${select} IN ${of.integers(places)}`
      : places.map(place => `${select} = ${of.integer(place)}`).join(' UNION ALL ')
  return rows(connection, sql, of)
}

/**
 * Samples that have any of the names in one of the ways, ordered by name as asked, kind and sample; in one search, however
 * many names there are. First the numbers are searched, because the IRIs beside them take ten times as long to read.
 */
export const findNames = async (
  connection: DuckDBConnection,
  names: readonly string[],
  kinds: readonly NameKind[],
): Promise<Named[]> => {
  const asked = new Map<number, { kind: number; names: string[] }>()
  for (const kind of kinds)
    for (const name of new Set(names)) {
      const number = numberOf(NAMES[kind], name)
      const known = asked.get(number)
      if (known) known.names.push(name)
      else asked.set(number, { kind: NAMES[kind], names: [name] })
    }
  if (asked.size === 0) return []
  const of = new Bindings()
  const keys = [...asked.keys()]
  const [first = 0, ...others] = keys
  // An equation is checked while the column is read; what stands behind IN, only afterwards.
  const matching = others.length === 0 ? `= ${of.integer(first)}` : `IN ${of.integers(keys)}`
  const places = await rows<{ place: number; key: number }>(
    connection,
    `SELECT rowid::DOUBLE AS place, key::DOUBLE AS key FROM sample_name WHERE key ${matching}
     QUALIFY row_number() OVER (PARTITION BY key ORDER BY rowid) <= ${MOST_OF_ONE_NAME}`,
    of,
  )
  if (places.length === 0) return []
  const samples = await rowsAt(
    connection,
    places.map(({ place }) => place),
  )
  const sampleAt = new Map(samples.map(({ place, sample }) => [place, sample]))
  const order = new Map(names.map((name, n) => [name, n]))
  return places
    .flatMap(({ place, key }) => {
      const { kind = 0, names: spelt = [] } = asked.get(key) ?? {}
      return spelt.map(name => ({ name, kind, sample: sampleAt.get(place) ?? '' }))
    })
    .sort(
      (a, b) =>
        (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0) || a.kind - b.kind || byText(a.sample, b.sample),
    )
}
