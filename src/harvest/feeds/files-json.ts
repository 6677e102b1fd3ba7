/** Records in JSON files: one document, a document a line, or one document with all records (a sitegraph). */

import { TextDecoder } from 'node:util'
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { sniffEncoding } from '../charset.ts'
import { parseJsonText } from '../json-text.ts'
import { contentOf, type FileLimits, type Found, type Input, placeIn } from './files-input.ts'
import { linesOf } from './files-lines.ts'
import { each, isObject, isSupporting, nameOfDocument, nameOfNode } from './files-name.ts'
import { JsonElements, type JsonPieces } from './json-elements.ts'

export const JSON_LD = 'application/ld+json'

/** Keys whose lists hold records: JSON-LD graphs, and the lists of schema.org's DataFeed and ItemList. */
const LISTS = new Set(['@graph', 'dataFeedElement', 'itemListElement'])
const FEEDS = ['dataFeedElement', 'itemListElement']
/** Supporting nodes that one record may draw in. */
const MOST_SUPPORT = 500

const problem = (code: string, detail: string): Found => ({ kind: 'problem', code, detail })

/** Parses JSON, tolerantly when it must; undefined when it cannot be read. */
export const parseJson = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    // The hall's parser knows what can be repaired, and logs it when the record is read.
    const reading = parseJsonText(text, { tolerant: true })
    return reading.ok ? reading.json : undefined
  }
}

const recordOf = (input: Input, json: JsonValue, body: Uint8Array, path: string): Found => {
  const name = nameOfDocument(json)
  return {
    kind: 'record',
    ...placeIn(input),
    path,
    ...(name !== undefined && { name }),
    mediaType: JSON_LD,
    body,
  }
}

/** The records of a file with a JSON-LD document on each line, or `{"url": …, "document": …}` (JSON Lines). */
export async function* recordsInJsonLines(input: Input, limits: FileLimits): AsyncGenerator<Found> {
  for await (const line of linesOf(contentOf(input), limits.maxRecord)) {
    if (!('bytes' in line)) {
      yield problem('record-too-large', `line ${line.number} has more than politeness.maxPageBytes`)
      continue
    }
    const text = line.bytes
      .toString()
      .replace(/^\uFEFF/, '')
      .trim()
    if (text === '') continue
    const json = parseJson(text)
    const path = `${input.path}/${line.number}`
    if (isObject(json) && typeof json.url === 'string' && isObject(json.document)) {
      const body = Buffer.from(JSON.stringify(json.document))
      yield { kind: 'record', ...placeIn(input), path, name: json.url, mediaType: JSON_LD, body }
    } else if (isObject(json) || Array.isArray(json)) yield recordOf(input, json, Buffer.from(text), path)
    else
      yield problem(
        'invalid-line',
        `line ${line.number} is no JSON object: ${JSON.stringify(text.slice(0, 80))}`,
      )
  }
}

/** What the first reading of a sitegraph finds: what all its elements share. */
interface Shared {
  readonly context: JsonValue | undefined
  /** Supporting nodes by their identifiers, as JSON. */
  readonly support: ReadonlyMap<string, string>
  readonly elements: number
  /** Whether all supporting nodes had room. */
  readonly complete: boolean
}

interface Piece {
  /** The list that it is an element of (empty for the top-level list), or else the key that it is the value of. */
  readonly list?: string
  readonly key?: string
  readonly text: string | undefined
}

/** A JSON file piece by piece; returns what is wrong with its structure. */
async function* piecesOf(input: Input, limits: FileLimits): AsyncGenerator<Piece, string | undefined> {
  let found: Piece[] = []
  const sink: JsonPieces = {
    element: (text, list) => found.push({ list, text }),
    member: (key, text) => found.push({ key, text }),
  }
  const elements = new JsonElements(sink, LISTS, limits.maxRecord)
  let decoder: TextDecoder | undefined
  for await (const chunk of contentOf(input)) {
    decoder ??= new TextDecoder(sniffEncoding(chunk.subarray(0, 512), undefined).encoding)
    elements.write(decoder.decode(chunk, { stream: true }))
    yield* found
    found = []
    if (elements.fault !== undefined) return elements.fault
  }
  elements.end()
  yield* found
  return elements.fault
}

const isShared = (node: JsonObject): boolean => isSupporting(node) || nameOfNode(node) === undefined

/** The first reading: the context may stand at the end, and supporting nodes anywhere. */
const readShared = async (input: Input, limits: FileLimits): Promise<Shared> => {
  const support = new Map<string, string>()
  let context: JsonValue | undefined
  let [elements, room] = [0, limits.maxMemory]
  for await (const { list, key, text } of piecesOf(input, limits)) {
    if (key === '@context' && text !== undefined) context = parseJson(text)
    if (list === undefined) continue
    elements++
    if (text === undefined || FEEDS.includes(list)) continue
    const node = parseJson(text)
    if (!isObject(node) || typeof node['@id'] !== 'string' || !isShared(node)) continue
    room -= text.length
    if (room > 0) support.set(node['@id'], text)
  }
  return { context, support, elements, complete: room > 0 }
}

/** Adds the `@id`s that occur anywhere in a value. Its depth is that of JSON.parse's own, bounded by the element's size. */
const collectIds = (json: JsonValue, ids: Set<string>): void => {
  const open: JsonValue[] = [json]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) open.push(...value)
    else if (isObject(value)) {
      if (typeof value['@id'] === 'string') ids.add(value['@id'])
      open.push(...Object.values(value))
    }
  }
}

/** The supporting nodes that a node leads to. */
const supportOf = (node: JsonObject, { support }: Shared): JsonValue[] => {
  const ids = new Set<string>()
  collectIds(node, ids)
  const drawn: JsonValue[] = []
  // A set grows while it is walked: every node is entered once.
  for (const id of ids) {
    const text = id === node['@id'] ? undefined : support.get(id)
    if (text === undefined || drawn.length >= MOST_SUPPORT) continue
    const supporting = parseJson(text)
    if (supporting === undefined) continue
    drawn.push(supporting)
    collectIds(supporting, ids)
  }
  return drawn
}

const contexts = (...all: readonly (JsonValue | undefined)[]): { '@context'?: JsonValue } => {
  const given = all.flatMap(each)
  const [only] = given
  if (only === undefined) return {}
  return { '@context': given.length === 1 ? only : given }
}

/** What an element stands for: itself, what a ListItem or DataFeedItem carries, or the elements of a feed in a feed. */
const unwrapped = (json: JsonValue): readonly JsonValue[] => {
  if (!isObject(json)) return [json]
  const inner = FEEDS.map(key => json[key]).find(Array.isArray)
  if (inner) return inner.flatMap(unwrappedItem)
  return unwrappedItem(json)
}

const unwrappedItem = (json: JsonValue): readonly JsonValue[] => {
  if (!isObject(json)) return [json]
  if (json.item !== undefined) return each(json.item)
  const listed = each(json['@type']).includes('ListItem') ? json.url : undefined
  return [typeof listed === 'string' ? listed : json]
}

const elementRecord = (node: JsonObject, input: Input, index: number, shared: Shared): Found => {
  const name = '@graph' in node ? nameOfDocument(node) : nameOfNode(node)
  const { '@context': own, ...rest } = node
  const context = contexts(shared.context, own)
  const drawn = supportOf(node, shared)
  const json = drawn.length === 0 ? { ...context, ...rest } : { ...context, '@graph': [rest, ...drawn] }
  const place = { ...placeIn(input), path: `${input.path}/${index}` }
  const body = Buffer.from(JSON.stringify(json))
  return { kind: 'record', ...place, ...(name !== undefined && { name }), mediaType: JSON_LD, body }
}

function* recordsOfElement(piece: Piece, input: Input, index: number, shared: Shared): Generator<Found> {
  const { text, list } = piece
  const json = text === undefined ? undefined : parseJson(text)
  if (text === undefined)
    yield problem('record-too-large', `element ${index} has more than politeness.maxPageBytes`)
  else if (json === undefined)
    yield problem('invalid-json', `element ${index} cannot be read: ${JSON.stringify(text.slice(0, 80))}`)
  else
    for (const item of unwrapped(json)) {
      if (typeof item === 'string') yield { kind: 'address', url: item }
      else if (!isObject(item)) yield problem('invalid-json', `element ${index} holds no object`)
      else if (FEEDS.includes(list ?? '') || item['@id'] === undefined || !isShared(item) || '@graph' in item)
        yield elementRecord(item, input, index, shared)
    }
}

/**
 * The records of one JSON-LD document that has them all: elements of its top-level list, of its `@graph`, or of the
 * lists of a DataFeed or ItemList (addresses in these are pages to visit). Each becomes a document of its own, with the
 * common context and the nodes that only support it: agents, places, values, and nodes without an http(s) address.
 * Read twice, in pieces: memory is bounded by the largest element and by `maxMemory` of supporting nodes. Yields
 * nothing when the document has no such list.
 */
export async function* recordsInSitegraph(input: Input, limits: FileLimits): AsyncGenerator<Found> {
  const shared = await readShared(input, limits)
  if (shared.elements === 0) return
  if (!shared.complete)
    yield problem(
      'graph-too-large',
      'it has more agents, places and values than fit into memory; records may lack some',
    )
  const pieces = piecesOf(input, limits)
  let index = 0
  for (;;) {
    const next = await pieces.next()
    if (next.done) {
      if (next.value !== undefined)
        yield problem('invalid-json', `its structure is broken after ${index} elements: ${next.value}`)
      return
    }
    if (next.value.list !== undefined) yield* recordsOfElement(next.value, input, ++index, shared)
  }
}
