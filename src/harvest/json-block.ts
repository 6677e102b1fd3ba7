/** One block of JSON as pages embed it: unwrapped, parsed, repaired where that is certain, every repair logged. */

import { Parser } from 'htmlparser2'
import type { JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { repairsOff } from '../registry/repairs.ts'
import type { JsonError, TextRepair } from './json-scanner.ts'
import { type JsonReading, parseJsonText } from './json-text.ts'
import { quote } from './web-url.ts'

/** Largest block that is parsed, in characters: more than any description of a sample, less than what stalls a worker. */
export const MAX_BLOCK_CHARACTERS = 16 * 1024 * 1024

/** A block that could be read. */
export interface ReadBlock {
  readonly json: JsonObject | JsonValue[]
  readonly repairs: readonly Repair[]
}

const OPENERS = [
  '<!--//--><![CDATA[//><!--',
  '//<![CDATA[',
  '/*<![CDATA[*/',
  '<![CDATA[',
  '<!--//-->',
  '<!--',
]
const CLOSERS = ['//--><!]]>', '//]]>', '/*]]>*/', ']]>', '//-->', '-->']

const MAX_WRAPPERS = 4
// Marks are looked for in this many characters at either end.
const EDGE = 60

/** White space between the pieces of marks such as `// <![CDATA[` varies: takes it out. */
const tightened = (edge: string): string =>
  edge
    .replace(/(\/\/|\/\*)\s{1,20}(?=<!|\]\]>|-->)/g, '$1')
    .replace(/(<!\[CDATA\[|\]\]>|<!--|-->)\s{1,20}(?=\*\/)/g, '$1')

/**
 * Takes off comments and CDATA sections around the JSON (in any nesting), which old templates put into scripts to
 * hide them from older browsers.
 */
const unwrap = (text: string): { text: string; repairs: Repair[] } => {
  let content = text.trim()
  const removed: string[] = []
  for (let layer = 0; layer < MAX_WRAPPERS; layer++) {
    const head = tightened(content.slice(0, EDGE)) + content.slice(EDGE)
    const opener = OPENERS.find(mark => head.startsWith(mark))
    if (!opener) break
    removed.push(opener)
    content = head.slice(opener.length).trimStart()
  }
  if (removed.length === 0) return { text: content, repairs: [] }
  for (let layer = 0; layer < MAX_WRAPPERS; layer++) {
    const tail = content.slice(0, -EDGE) + tightened(content.slice(-EDGE))
    const closer = CLOSERS.find(mark => tail.endsWith(mark))
    if (!closer) break
    content = tail.slice(0, -closer.length).trimEnd()
  }
  return {
    text: content,
    repairs: [{ rule: 'comment-unwrapped', detail: `removed ${quote(removed.join(' '))}` }],
  }
}

/** Decodes HTML character references once. Tags are no tags here, so `<` is hidden from the parser. */
const decodeEntities = (text: string): string => {
  let decoded = ''
  const parser = new Parser({ ontext: part => (decoded += part) }, { decodeEntities: true })
  parser.end(text.replaceAll('<', '&lt;'))
  return decoded
}

const asRepair = ({ rule, sample, line, count }: TextRepair): Repair => ({
  rule,
  detail: `${quote(sample, 80)} in line ${line}${count > 1 ? `, ${count} times` : ''}`,
})

const excerpt = (text: string, { line, column }: JsonError): string => {
  const content = text.split('\n', line)[line - 1] ?? ''
  return quote(content.slice(Math.max(0, column - 40), column + 40).trim(), 100)
}

const isStructure = (json: JsonValue): json is JsonObject | JsonValue[] =>
  typeof json === 'object' && json !== null

type Off = ReadonlySet<string>

/** Strict first, so that a correct document is never touched; then with repairs; then with entities decoded. */
const parseSomehow = (text: string, off: Off): { reading: JsonReading; entities: boolean } => {
  const strict = parseJsonText(text, { tolerant: false })
  if (strict.ok || strict.error.code === 'json-too-deep') return { reading: strict, entities: false }
  const tolerant = parseJsonText(text, { tolerant: true, off })
  const isEscaped = /&(?:#\d+|#x[0-9a-f]+|[a-z]+);/i.test(text) && !off.has('entities-decoded')
  if (tolerant.ok || !isEscaped) return { reading: tolerant.ok ? tolerant : strict, entities: false }
  const decoded = decodeEntities(text)
  for (const mode of [false, true]) {
    const reading = parseJsonText(decoded, { tolerant: mode, off })
    if (reading.ok) return { reading, entities: true }
  }
  return { reading: strict, entities: false }
}

/** A program that encodes twice writes a string that is JSON itself. */
const unwrapString = (reading: JsonReading, off: Off): JsonReading => {
  if (!reading.ok || typeof reading.json !== 'string' || off.has('string-unwrapped')) return reading
  const text = reading.json.trim()
  if (!text.startsWith('{') && !text.startsWith('[')) return reading
  const { reading: inner } = parseSomehow(text, off)
  if (!inner.ok) return reading
  const unwrapped: TextRepair = { rule: 'string-unwrapped', sample: text.slice(0, 40), line: 1, count: 1 }
  return { ...inner, repairs: [...reading.repairs, unwrapped, ...inner.repairs] }
}

/**
 * Reads one block of text as a JSON object or array. `subject` is the page, `where` names the block in messages
 * ("script 2 of the page"). Problems: `empty-json`, `block-too-large`, `json-too-deep`, `invalid-json` (quoting the
 * text at the error, with line and column of the block) and `not-json-ld` for a bare number or string. Character
 * references are decoded only when the text is not JSON as it stands: in a script they are content. `off` names repairs
 * of text that must not be made (`repairsOff`).
 */
export const readJsonBlock = (
  raw: string,
  subject: string,
  where: string,
  { off = repairsOff() }: { readonly off?: ReadonlySet<string> } = {},
): Result<ReadBlock> => {
  const no = (code: string, detail: string): Result<never> =>
    failed({ stage: 'hall', code, subject, detail: `${where}: ${detail}` })
  if (raw.length > MAX_BLOCK_CHARACTERS)
    return no('block-too-large', `${raw.length} characters, more than ${MAX_BLOCK_CHARACTERS}`)
  const { text, repairs } = off.has('comment-unwrapped') ? { text: raw.trim(), repairs: [] } : unwrap(raw)
  if (text === '') return no('empty-json', 'nothing is in it')
  const { reading: parsed, entities } = parseSomehow(text, off)
  const reading = unwrapString(parsed, off)
  if (!reading.ok) {
    const { code, message, line, column } = reading.error
    return no(code, `${message}, at line ${line}, column ${column}, near ${excerpt(text, reading.error)}`)
  }
  if (!isStructure(reading.json))
    return no('not-json-ld', `${quote(text, 60)} is JSON, but neither an object nor a list`)
  const decodedEntities: Repair = {
    rule: 'entities-decoded',
    detail: `character references inside the JSON, beginning ${quote(text, 40)}`,
  }
  return ok({
    json: reading.json,
    repairs: [...repairs, ...(entities ? [decodedEntities] : []), ...reading.repairs.map(asRepair)],
  })
}
