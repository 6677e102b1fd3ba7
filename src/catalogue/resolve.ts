/** Any text that may mean something of the catalogue -> what it can mean. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { canonicalise, igsnHandle } from '../pid/identifiers.ts'
import { legacyHandle } from '../pid/legacy-handle.ts'
import { Bindings, rows } from './database.ts'
import { type EntityKind, FACETS, facetOfCode } from './facet-table.ts'
import { findNames, NAMES } from './sample-names.ts'

/** Something the catalogue knows. */
export interface Candidate {
  readonly kind: 'sample' | EntityKind
  readonly id: string
  readonly label: string
}

/** Candidates given at most: more than these nobody reads. */
const MAX_CANDIDATES = 20

/** Which names are believed before which. */
const ORDER: readonly (readonly number[])[] = [
  [NAMES.iri],
  [NAMES.page],
  [NAMES.identifier, NAMES.code],
  [NAMES.landing],
]

const labelled = (connection: DuckDBConnection, iris: readonly string[]): Promise<Candidate[]> => {
  const of = new Bindings()
  return rows<Candidate>(
    connection,
    `SELECT 'sample' AS kind, s.iri AS id, coalesce(s.name, s.identifier) AS label
     FROM sample s WHERE s.iri IN ${of.texts(iris)} ORDER BY s.iri LIMIT ${MAX_CANDIDATES}`,
    of,
  )
}

const entities = async (connection: DuckDBConnection, names: readonly string[]): Promise<Candidate[]> => {
  const of = new Bindings()
  const codes = [FACETS.person.code, FACETS.organisation.code, FACETS.publication.code]
  const found = await rows<{ facet: number; value: string; label: string }>(
    connection,
    `SELECT facet, value, label FROM term WHERE facet IN ${of.integers(codes)} AND value IN (SELECT * FROM ${of.texts(names)}
       UNION ALL SELECT chosen FROM same WHERE value IN ${of.texts(names)})
     ORDER BY facet, value LIMIT ${MAX_CANDIDATES}`,
    of,
  )
  return found.map(({ facet, value, label }) => ({
    kind: facetOfCode(facet) as EntityKind,
    id: value,
    label,
  }))
}

/** What has a legacy handle by what a record says: which of the samples with its code it is, the code does not tell. */
const byHandle = async (
  connection: DuckDBConnection,
  given: string,
  handle: string,
): Promise<readonly string[]> => {
  const called = await findNames(connection, [given, handle], ['iri', 'same', 'page', 'landing'])
  const of = (kinds: readonly number[]) => called.filter(({ kind }) => kinds.includes(kind))
  const found = [[NAMES.iri, NAMES.same], [NAMES.page], [NAMES.landing]].map(of).find(some => some.length > 0)
  return [...new Set((found ?? []).map(({ sample }) => sample))]
}

/**
 * What a text names, by the first of these that finds anything: the IRI of a sample (as given, canonical, or as legacy
 * IGSN handle); a person, organisation or publication; a landing page; an identifier as written; the last part of a
 * sample's IRI, such as a bare IGSN code; a page that a record gives for a sample. A legacy handle only names what a record
 * says that it names. Several candidates mean that the text is ambiguous.
 */
export const candidatesOf = async (connection: DuckDBConnection, text: string): Promise<Candidate[]> => {
  // Pasted from Turtle or from the address line of a browser.
  const given = text.trim().replace(/^<(.*)>$/s, '$1')
  const unslashed = given.replace(/\/+$/, '')
  const handle = legacyHandle(unslashed)
  if (handle !== undefined) return labelled(connection, await byHandle(connection, given, handle))
  const names = [given, canonicalise(unslashed), igsnHandle(unslashed)?.canonical].filter(
    name => name !== undefined,
  )
  const code = given.replace(/^igsn:?\s*/i, '')
  const kinds = ['iri', 'page', 'identifier', 'code', 'landing'] as const
  const called = (await findNames(connection, [...new Set([...names, code])], kinds)).filter(
    // Only an IRI may be meant in other words: the rest is as it is written.
    ({ name, kind }) => kind === NAMES.iri || name === given || name === code,
  )
  const samples = (of: readonly number[]) => called.filter(({ kind }) => of.includes(kind))
  const others = samples([NAMES.iri]).length === 0 ? await entities(connection, names) : []
  if (others.length > 0) return others
  const found = ORDER.map(samples).find(some => some.length > 0)
  return found ? labelled(connection, [...new Set(found.map(({ sample }) => sample))]) : []
}
