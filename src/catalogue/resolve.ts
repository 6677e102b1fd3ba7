/** Any text that may mean something of the catalogue -> what it can mean. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { canonicalise, igsnHandle } from '../pid/identifiers.ts'
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
const ORDER: readonly (readonly number[])[] = [[NAMES.page], [NAMES.identifier, NAMES.code], [NAMES.landing]]

const samplesWhere = (connection: DuckDBConnection, where: string, of: Bindings): Promise<Candidate[]> =>
  rows<Candidate>(
    connection,
    `SELECT 'sample' AS kind, s.iri AS id, coalesce(s.name, s.identifier) AS label
     FROM sample s WHERE ${where} ORDER BY s.iri LIMIT ${MAX_CANDIDATES}`,
    of,
  )

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

/**
 * What a text names, by the first of these that finds anything: the IRI of a sample (as given, canonical, or as legacy
 * IGSN handle); a person, organisation or publication; a landing page; an identifier as written; the last part of a
 * sample's IRI, such as a bare IGSN code; a page that a record gives for a sample. Several candidates mean that the text is ambiguous.
 */
export const candidatesOf = async (connection: DuckDBConnection, text: string): Promise<Candidate[]> => {
  // Pasted from Turtle or from the address line of a browser.
  const given = text.trim().replace(/^<(.*)>$/s, '$1')
  const unslashed = given.replace(/\/+$/, '')
  const names = [given, canonicalise(unslashed), igsnHandle(unslashed)?.canonical].filter(
    name => name !== undefined,
  )
  const byIri = new Bindings()
  const samples = await samplesWhere(connection, `s.iri IN ${byIri.texts(names)}`, byIri)
  if (samples.length > 0) return samples
  const others = await entities(connection, names)
  if (others.length > 0) return others
  const code = given.replace(/^igsn:?\s*/i, '')
  const called = await findNames(connection, [given, code], ['page', 'identifier', 'code', 'landing'])
  const [first] = ORDER.map(kinds => called.filter(({ kind }) => kinds.includes(kind))).filter(
    found => found.length > 0,
  )
  if (!first) return []
  const byName = new Bindings()
  const iris = [...new Set(first.map(({ sample }) => sample))]
  return samplesWhere(connection, `s.iri IN ${byName.texts(iris)}`, byName)
}
