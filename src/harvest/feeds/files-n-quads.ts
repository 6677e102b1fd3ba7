/** Records in an N-Quads file: each named graph is one, wherever in the file its lines stand. */

import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseQuads } from '../../rdf/n-quads.ts'
import { contentOf, type FileLimits, type Found, fileInput, type Input, placeIn } from './files-input.ts'
import { linesOf } from './files-lines.ts'
import { nameOfQuads } from './files-name.ts'

const PARTS = 256
const PART_BUFFER = 64 * 1024
/** A part that is larger holds graphs whose names were chosen to fall together. */
const MOST_PART = 768 * 1024 * 1024
const DEFAULT_GRAPH = ''
const NEWLINE = Buffer.from('\n')
const REPORTED_LINES = 5

const SUBJECT_PREDICATE = /^\s*(?:<[^>]*>|_:[^\s<]+)\s*<[^>]*>\s*/
const RESOURCE = /^(?:<[^>]*>|_:[^\s<]+)\s*/
const AFTER_LITERAL = /^"(?:@[\w-]+|\^\^<[^>]*>)?\s*/
const GRAPH = /^(?:<([^>]*)>|(_:[^\s<]+?))?\s*\.\s*(?:#.*)?$/

/** The place of the quote that ends the literal at the start of a text; -1 when there is none. */
const endOfLiteral = (text: string): number => {
  for (let end = text.indexOf('"', 1); end > 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text[end - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return end
  }
  return -1
}

/** The name of a line's graph (empty for the default graph), or undefined when the line is no quad. */
export const graphOfLine = (line: string): string | undefined => {
  const start = SUBJECT_PREDICATE.exec(line)?.[0].length
  if (start === undefined) return undefined
  let rest = line.slice(start)
  let object = RESOURCE
  if (rest.startsWith('"')) {
    const end = endOfLiteral(rest)
    if (end < 0) return undefined
    rest = rest.slice(end)
    object = AFTER_LITERAL
  }
  const read = object.exec(rest)?.[0]
  const graph = read === undefined ? null : GRAPH.exec(rest.slice(read.length))
  return graph ? (graph[1] ?? graph[2] ?? DEFAULT_GRAPH) : undefined
}

/** Lines by graph, in memory. */
class Graphs {
  readonly lines = new Map<string, Buffer[]>()
  private readonly sizes = new Map<string, number>()
  readonly tooLarge: Set<string>
  bytes = 0
  private readonly most: number

  /** `tooLarge`: graphs that are known to be, of which nothing is wanted. */
  constructor(most: number, tooLarge = new Set<string>()) {
    this.most = most
    this.tooLarge = tooLarge
  }

  add(graph: string, line: Buffer): void {
    if (this.tooLarge.has(graph)) return
    const size = (this.sizes.get(graph) ?? 0) + line.length + 1
    this.sizes.set(graph, size)
    if (size > this.most) {
      this.tooLarge.add(graph)
      this.lines.delete(graph)
      return
    }
    this.bytes += line.length + 1
    const lines = this.lines.get(graph)
    if (lines) lines.push(line)
    else this.lines.set(graph, [line])
  }
}

/** FNV-1a: which part of the disk a graph goes to; the same at each reading, so that a resumed one counts alike. */
const partOf = (graph: string): number => {
  let state = 0x811c9dc5
  for (let i = 0; i < graph.length; i++) state = Math.imul(state ^ graph.charCodeAt(i), 0x01000193)
  return (state >>> 0) % PARTS
}

/** Lines on disk, in parts that hold whole graphs and fit into memory one by one. */
class Parts {
  private readonly folder = mkdtempSync(join(tmpdir(), 'lodestone-quads-'))
  private readonly files = Array.from({ length: PARTS }, (_, part) => openSync(this.fileOf(part), 'w'))
  private readonly waiting = Array.from({ length: PARTS }, () => Buffer.alloc(PART_BUFFER))
  private readonly filled: number[] = new Array<number>(PARTS).fill(0)

  fileOf(part: number): string {
    return join(this.folder, String(part))
  }

  add(graph: string, line: Buffer): void {
    const part = partOf(graph)
    const length = line.length + 1
    if ((this.filled[part] ?? 0) + length > PART_BUFFER) this.flush(part)
    const at = this.filled[part] ?? 0
    const [waiting, file] = [this.waiting[part], this.files[part]]
    if (!waiting || file === undefined) return
    if (length > PART_BUFFER) writeSync(file, Buffer.concat([line, NEWLINE]))
    else {
      line.copy(waiting, at)
      waiting[at + line.length] = 10
      this.filled[part] = at + length
    }
  }

  private flush(part: number): void {
    const [waiting, file] = [this.waiting[part], this.files[part]]
    if (waiting && file !== undefined) writeSync(file, waiting, 0, this.filled[part] ?? 0)
    this.filled[part] = 0
  }

  finish(): void {
    for (let part = 0; part < PARTS; part++) this.flush(part)
  }

  remove(): void {
    for (const file of this.files) closeSync(file)
    rmSync(this.folder, { recursive: true, force: true })
  }
}

const nameInside = (lines: readonly Buffer[]): string | undefined => {
  try {
    return nameOfQuads(parseQuads(Buffer.concat(lines).toString()))
  } catch (error) {
    // A graph with faulty lines and no address of its own has no name; the hall tells what is wrong with a line.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function* tooLargeOnes({ tooLarge }: Graphs): Generator<Found> {
  for (const graph of tooLarge) {
    const detail = `the graph <${graph.slice(0, 200)}> has more than politeness.maxPageBytes`
    yield { kind: 'problem', code: 'record-too-large', detail }
  }
}

function* recordsOf(graphs: Graphs, input: Input): Generator<Found> {
  for (const [graph, lines] of graphs.lines) {
    const ended = lines.flatMap(line => [line, NEWLINE])
    const name = /^https?:/i.test(graph) ? graph : nameInside(ended)
    // A graph that is named otherwise cannot take its name from the file, which has others.
    const path = graph === DEFAULT_GRAPH ? input.path : ''
    const place = { ...placeIn(input), path, ...(name !== undefined && { name }) }
    yield { kind: 'record', ...place, mediaType: 'application/n-quads', body: Buffer.concat(ended) }
    graphs.lines.delete(graph)
  }
}

async function* quadLines(input: Input, most: number): AsyncGenerator<readonly [string, Buffer] | Found> {
  let bad = 0
  for await (const line of linesOf(contentOf(input), most)) {
    const text = 'bytes' in line ? line.bytes.toString().trim() : undefined
    if (text === '' || text?.startsWith('#')) continue
    const graph = text === undefined ? undefined : graphOfLine(text)
    if (graph !== undefined && 'bytes' in line) yield [graph, line.bytes]
    else if (++bad <= REPORTED_LINES) {
      const why =
        text === undefined
          ? 'is longer than politeness.maxPageBytes'
          : `is no quad: ${JSON.stringify(text.slice(0, 80))}`
      yield { kind: 'problem', code: 'invalid-line', detail: `line ${line.number} ${why}` }
    }
  }
  if (bad > REPORTED_LINES)
    yield { kind: 'problem', code: 'invalid-line', detail: `${bad - REPORTED_LINES} more lines are no quads` }
}

async function* recordsOfParts(
  parts: Parts,
  tooLarge: Set<string>,
  input: Input,
  limits: FileLimits,
): AsyncGenerator<Found> {
  parts.finish()
  for (let part = 0; part < PARTS; part++) {
    const file = parts.fileOf(part)
    const { size } = statSync(file)
    if (size > MOST_PART) {
      const detail = `${size} bytes of its graphs cannot be told apart in memory; split the file`
      yield { kind: 'problem', code: 'file-too-uneven', detail }
      continue
    }
    const graphs = new Graphs(limits.maxRecord, tooLarge)
    for await (const line of quadLines(fileInput(file, { path: input.path, size }), limits.maxRecord))
      if ('kind' in line) yield line
      else graphs.add(line[0], line[1])
    yield* recordsOf(graphs, input)
  }
}

/**
 * The records of an N-Quads file (RDF 1.1 N-Quads), gzipped or not. Up to `maxMemory` bytes are sorted by graph in memory;
 * a larger file is first dealt out to temporary files, by graph, and takes as much room on the disk again.
 */
export async function* recordsInNQuads(input: Input, limits: FileLimits): AsyncGenerator<Found> {
  let graphs = new Graphs(limits.maxRecord)
  let parts: Parts | undefined
  try {
    for await (const line of quadLines(input, limits.maxRecord)) {
      if ('kind' in line) yield line
      else if (parts) parts.add(line[0], line[1])
      else {
        graphs.add(line[0], line[1])
        if (graphs.bytes <= limits.maxMemory) continue
        parts = new Parts()
        for (const [graph, lines] of graphs.lines) for (const each of lines) parts.add(graph, each)
        graphs = new Graphs(limits.maxRecord, graphs.tooLarge)
      }
    }
    if (parts) yield* recordsOfParts(parts, graphs.tooLarge, input, limits)
    else yield* recordsOf(graphs, input)
    yield* tooLargeOnes(graphs)
  } finally {
    parts?.remove()
  }
}
