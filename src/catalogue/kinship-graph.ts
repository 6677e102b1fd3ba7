/** Which sample is part of or derived from which, as numbers: the tables are read once, then every step is a few look-ups. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { prov } from '../rdf/namespaces.ts'
import { Bindings, run } from './database.ts'
import { UPWARD } from './facts.ts'

/** Samples numbered in the order of their IRIs, and from each the ways up and down. */
export interface KinshipGraph {
  readonly names: NameList
  readonly up: Ways
  readonly down: Ways
}

/** Texts in their order as UTF-8, which takes less room than strings. */
interface NameList {
  readonly size: number
  at(place: number): string
  /** How many texts come before this one, and whether it is among them itself. */
  find(text: string): { readonly place: number; readonly there: boolean }
}

/** From each sample to others: those of sample n stand from starts[n] to starts[n + 1]. */
interface Ways {
  readonly starts: Int32Array
  /** The other sample, twice, plus 1 when the way is a derivation. */
  readonly ends: Int32Array
}

const chunksOf = async (
  connection: DuckDBConnection,
  sql: string,
  of: Bindings,
  each: (columns: readonly (readonly unknown[])[]) => void,
): Promise<void> => {
  const result = await connection.stream(sql, of.values, of.types)
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    each(chunk.getColumns())
}

// Sorting a million texts takes longer than all else: it is done once, for the texts as well as for their numbers.
const numberSamples = async (connection: DuckDBConnection): Promise<void> => {
  const of = new Bindings()
  const ends = ['sample', 'target'].map(
    end => `SELECT ${end} AS iri FROM link WHERE relation IN ${of.texts(UPWARD)}`,
  )
  await run(
    connection,
    `CREATE OR REPLACE TEMP TABLE node AS
     SELECT iri, (row_number() OVER () - 1)::INTEGER AS n FROM (SELECT iri FROM (${ends.join(' UNION ')}) ORDER BY iri)`,
    of,
  )
}

const namesOf = async (connection: DuckDBConnection): Promise<NameList> => {
  const parts: Buffer[] = []
  const ends = [0]
  await chunksOf(connection, 'SELECT iri FROM node ORDER BY n', new Bindings(), ([iris = []]) => {
    const buffers = iris.map(iri => Buffer.from(String(iri)))
    for (const { length } of buffers) ends.push((ends.at(-1) ?? 0) + length)
    parts.push(Buffer.concat(buffers))
  })
  const all = Buffer.concat(parts)
  const bounds = Float64Array.from(ends)
  const bytes = (place: number) => all.subarray(bounds[place], bounds[place + 1])
  const size = bounds.length - 1
  return {
    size,
    at: place => bytes(place).toString(),
    find: text => {
      const sought = Buffer.from(text)
      let [low, high] = [0, size]
      while (low < high) {
        const middle = (low + high) >> 1
        if (Buffer.compare(bytes(middle), sought) < 0) low = middle + 1
        else high = middle
      }
      return { place: low, there: low < size && bytes(low).equals(sought) }
    },
  }
}

const waysOf = (size: number, links: Int32Array, from: 0 | 1): Ways => {
  const starts = new Int32Array(size + 1)
  for (let i = 0; i < links.length; i += 3)
    starts[(links[i + from] ?? 0) + 1] = (starts[(links[i + from] ?? 0) + 1] ?? 0) + 1
  for (let n = 0; n < size; n++) starts[n + 1] = (starts[n + 1] ?? 0) + (starts[n] ?? 0)
  const next = starts.slice()
  const ends = new Int32Array(links.length / 3)
  for (let i = 0; i < links.length; i += 3) {
    const here = links[i + from] ?? 0
    const place = next[here] ?? 0
    ends[place] = (links[i + 1 - from] ?? 0) * 2 + (links[i + 2] ?? 0)
    next[here] = place + 1
  }
  return { starts, ends }
}

/** Reads the graph of all samples within the caller's transaction: to be kept for its generation. */
export const readKinship = async (connection: DuckDBConnection): Promise<KinshipGraph> => {
  await numberSamples(connection)
  const names = await namesOf(connection)
  const of = new Bindings()
  const parts: Int32Array[] = []
  await chunksOf(
    connection,
    `SELECT child.n, parent.n, (l.relation = ${of.text(prov('wasDerivedFrom').value)})::INTEGER
     FROM link l JOIN node child ON child.iri = l.sample JOIN node parent ON parent.iri = l.target
     WHERE l.relation IN ${of.texts(UPWARD)}`,
    of,
    ([children = [], parents = [], derived = []]) => {
      const part = new Int32Array(children.length * 3)
      for (let i = 0; i < children.length; i++) {
        part[i * 3] = children[i] as number
        part[i * 3 + 1] = parents[i] as number
        part[i * 3 + 2] = derived[i] as number
      }
      parts.push(part)
    },
  )
  await run(connection, 'DROP TABLE temp.node')
  const links = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let filled = 0
  for (const part of parts) {
    links.set(part, filled)
    filled += part.length
  }
  return { names, up: waysOf(names.size, links, 0), down: waysOf(names.size, links, 1) }
}

/** A sample that was reached: how far it is, from which sample on the shortest way, and whether by derivation alone. */
export interface Reached {
  readonly node: number
  readonly distance: number
  readonly via: number
  readonly derived: boolean
}

// Of equally short ways the one by the first sample in text order counts; isPartOf stands before wasDerivedFrom.
const better = (a: Reached, b: Reached): boolean =>
  a.via < b.via || (a.via === b.via && !a.derived && b.derived)

/** All that is reached from a sample, nearest first, then in text order: breadth first, nothing twice, so that cycles end. */
export const reachedFrom = ({ starts, ends }: Ways, start: number, derivedOnly: boolean): Reached[] => {
  const seen = new Set([start])
  const all: Reached[] = []
  let level: readonly number[] = [start]
  for (let distance = 1; level.length > 0; distance++) {
    const found = new Map<number, Reached>()
    for (const via of level)
      for (let i = starts[via] ?? 0; i < (starts[via + 1] ?? 0); i++) {
        const end = ends[i] ?? 0
        const reached = { node: end >> 1, distance, via, derived: (end & 1) === 1 }
        const known = found.get(reached.node)
        if (seen.has(reached.node) || (derivedOnly && !reached.derived) || (known && !better(reached, known)))
          continue
        found.set(reached.node, reached)
      }
    const next = [...found.values()].sort((a, b) => a.node - b.node)
    for (const each of next) {
      seen.add(each.node)
      all.push(each)
    }
    level = next.map(({ node }) => node)
  }
  return all
}

/** The siblings of a sample: what has a parent in common with it, by the first such parent in text order. */
export const siblingsOf = ({ up, down }: KinshipGraph, start: number): Reached[] => {
  const found = new Map<number, Reached>()
  for (let i = up.starts[start] ?? 0; i < (up.starts[start + 1] ?? 0); i++) {
    const via = (up.ends[i] ?? 0) >> 1
    for (let j = down.starts[via] ?? 0; j < (down.starts[via + 1] ?? 0); j++) {
      const end = down.ends[j] ?? 0
      const reached = { node: end >> 1, distance: 1, via, derived: (end & 1) === 1 }
      const known = found.get(reached.node)
      if (reached.node !== start && !(known && !better(reached, known))) found.set(reached.node, reached)
    }
  }
  return [...found.values()].sort((a, b) => a.node - b.node)
}
