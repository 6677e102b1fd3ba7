/** Reads an update request with a SPARQL parser; nothing of it is carried out. */

import { toAlgebra } from '@traqula/algebra-sparql-1-1'
import { failed, ok, type Result } from '../../model/problem.ts'
import { inspectQuery, type QueryLimits } from '../guard.ts'
import { parseSparqlPlaced } from '../sparql-parser.ts'
import type { QueryProblem } from '../store.ts'
import type { Template, UpdateOperation, Where } from './operations.ts'
import { graphProblem } from './problem.ts'
import { chunksOf, doubtfulEscape, type UpdateChunk } from './update-chunks.ts'

/** Reading takes about 2.5 ms of the main thread per kilobyte; documents of any size are PUT instead. */
const MOST_BYTES = 128 * 1024
const MOST_OPERATIONS = 100

/** Bounds of the whole text: data is long, and patterns are bounded once more as queries. */
const LIMITS: QueryLimits = {
  maxBytes: MOST_BYTES,
  maxDepth: 50,
  maxOperators: 5000,
  maxListItems: 1000,
  maxTerms: 50_000,
}

/** What the library makes of an operation, as far as it is looked at. */
interface Algebra {
  readonly type: string
  readonly delete?: readonly Template[]
  readonly insert?: readonly Template[]
  readonly where?: {
    readonly type: string
    readonly default?: readonly Named[]
    readonly named?: readonly Named[]
  }
  readonly source?: Named | string
  readonly destination?: Named | string
  readonly silent?: boolean
  readonly updates?: readonly Algebra[]
}
interface Named {
  readonly value: string
}

const read = (text: string, base: string): readonly Algebra[] => {
  const algebra = toAlgebra(parseSparqlPlaced(text), {
    quads: true,
    baseIRI: `${base}/sparql`,
    blankToVariable: false,
  }) as unknown as Algebra
  if (algebra.type === 'nop') return []
  return algebra.type === 'compositeupdate' ? (algebra.updates ?? []) : [algebra]
}

/** Where a text ends, which is where something is missing when the parser found nothing. */
const endOf = (text: string) => {
  const lines = text.split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

const syntax = (message: string, text = ''): QueryProblem => {
  const [, line, , dashes] = /^Parse error on line (\d+)\n(.*)\n(-*)\^/.exec(message) ?? []
  const atEnd = message.includes("found --> '' <--") ? endOf(text) : {}
  const place = line === undefined ? atEnd : { line: Number(line), column: (dashes?.length ?? 0) + 1 }
  const plain = message.replace(/\s+/g, ' ').slice(0, 300)
  return graphProblem('query-syntax', 'update', `the update cannot be read: ${plain}`, place)
}

const iriOf = (graph: Named | string | undefined): string | undefined =>
  graph === undefined || graph === 'DEFAULT' ? undefined : typeof graph === 'string' ? graph : graph.value

const whereOf = (chunk: UpdateChunk, { where }: Algebra, base: string): Where | undefined => {
  if (chunk.where === undefined) return undefined
  const prologue = `BASE <${base}/sparql>\n${chunk.prologue}`
  const valuesOf = (graphs: readonly Named[] = []) => graphs.map(({ value }) => value)
  if (where?.type === 'from')
    return {
      prologue,
      pattern: chunk.where,
      using: { defaultGraphs: valuesOf(where.default), namedGraphs: valuesOf(where.named) },
    }
  if (chunk.with === undefined) return { prologue, pattern: chunk.where }
  const [clear] = read(`${chunk.prologue} CLEAR GRAPH ${chunk.with}`, base)
  return { prologue, pattern: chunk.where, with: { written: chunk.with, iri: iriOf(clear?.source) ?? '' } }
}

const operationOf = (algebra: Algebra, chunk: UpdateChunk, base: string): UpdateOperation => {
  const { type, source, destination, silent = false } = algebra
  switch (type) {
    case 'deleteinsert': {
      const where = whereOf(chunk, algebra, base)
      const templates = { remove: algebra.delete ?? [], insert: algebra.insert ?? [] }
      return { kind: 'change', ...templates, ...(where ? { where } : {}) }
    }
    case 'clear':
    case 'drop':
      return {
        kind: 'clear',
        graph: source === 'ALL' || source === 'NAMED' ? 'every' : iriOf(source),
        silent,
      }
    case 'create':
      return { kind: 'create', graph: iriOf(source) ?? '', silent }
    case 'copy':
    case 'move':
    case 'add':
      return { kind: type, from: iriOf(source), to: iriOf(destination), silent }
    case 'load':
      return { kind: 'load', from: iriOf(source) ?? '' }
    default:
      throw new Error(`an update has an operation "${type}"`)
  }
}

/**
 * The operations of an update. Problems: `query-too-long`, `query-too-complex`, `federation-refused`, `query-syntax` (with
 * line and column where the parser has them).
 */
export const parseUpdate = (text: string, base: string): Result<readonly UpdateOperation[]> => {
  // The guard looks at queries; in front of the text stands what makes it one.
  const inspected = inspectQuery(`SELECT ${text}`, LIMITS)
  if (!inspected.ok) return inspected
  const doubtful = doubtfulEscape(text)
  if (doubtful !== undefined)
    return failed(
      syntax(`the escape ${doubtful} can be read in two ways; write the character itself, or \\n, \\t, \\"`),
    )
  try {
    const algebra = read(text, base)
    const chunks = chunksOf(text)
    if (algebra.length > MOST_OPERATIONS)
      return failed(
        graphProblem(
          'query-too-complex',
          'update',
          `the update has ${algebra.length} operations, at most ${MOST_OPERATIONS} are taken; split it`,
        ),
      )
    if (chunks.length !== algebra.length) return failed(syntax('its operations cannot be told apart'))
    return ok(algebra.map((each, i) => operationOf(each, chunks[i] ?? { prologue: '' }, base)))
  } catch (error) {
    if (error instanceof RangeError)
      return failed(graphProblem('query-too-complex', 'update', 'the update is nested too deeply; split it'))
    if (!(error instanceof Error)) throw error
    return failed(syntax(error.message, text))
  }
}
