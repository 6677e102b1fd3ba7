/** Before JSON-LD is processed: is it small enough to be, and which well-known slips can be put right without guessing? */
import type { JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'
import { PREFIXES } from './namespaces.ts'

/** Deepest nesting that is processed; the processor is recursive. */
export const MAX_DEPTH = 200
/** Most JSON values (objects, arrays, leaves) that a document may have. */
export const MAX_VALUES = 200_000

/** A document ready for the processor, or the reason why it is too large. */
export type Mended =
  | { readonly json: JsonObject | JsonValue[]; readonly repairs: readonly Repair[] }
  | { readonly tooLarge: string }

/**
 * Checks the size of a document and mends what publishers are known to get wrong. Never changes its argument: what is
 * changed is copied. The rules are:
 * - `schema-org-slash`: `https://schema.org` as `@vocab` or prefix gets the slash without which every term is misspelt;
 * - `context-without-scheme`: `schema.org` as context becomes its URL;
 * - `keyword-case`: a keyword in other letters (`@Type`, `@ID`) is read as the keyword, unless that is there already;
 * - `keyword-like-key`: JSON-LD ignores keys such as `@igsn`; the at sign is dropped unless that key exists already;
 * - `id-not-text`: a number as `@id` becomes text, null is left out, where JSON-LD would refuse the document.
 */
export const mendJsonLd = (json: JsonObject | JsonValue[]): Mended => {
  const walk = { repairs: new Map<string, Repair>(), values: 0 }
  try {
    const mended = mendValue(json, 0, walk) as JsonObject | JsonValue[]
    return { json: mended, repairs: [...walk.repairs.values()] }
  } catch (error) {
    if (error instanceof TooLarge) return { tooLarge: error.message }
    throw error
  }
}

class TooLarge extends Error {}

interface Walk {
  readonly repairs: Map<string, Repair>
  values: number
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    '@base @container @context @default @direction @embed @explicit @graph @id @import @included @index @json @language ' +
    '@list @nest @none @omitDefault @prefix @preserve @propagate @protected @requireAll @reverse @set @type @value ' +
    '@version @vocab'
  ).split(' '),
)

const AT_SIGN = 64

const mendValue = (value: JsonValue, depth: number, walk: Walk): JsonValue => {
  count(value, depth, walk)
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? mendArray(value, depth, walk) : mendObject(value, depth, walk)
}

const count = (value: JsonValue, depth: number, walk: Walk): void => {
  walk.values += 1
  if (walk.values > MAX_VALUES) throw new TooLarge(`it has more than ${MAX_VALUES} values`)
  if (depth > MAX_DEPTH && typeof value === 'object' && value !== null)
    throw new TooLarge(`it is nested more than ${MAX_DEPTH} levels deep`)
}

/** Contexts are definitions, not data: they count, but the rules for data must not touch them. */
const measure = (value: JsonValue, depth: number, walk: Walk): void => {
  count(value, depth, walk)
  if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) measure(part, depth + 1, walk)
}

const mendArray = (values: JsonValue[], depth: number, walk: Walk): JsonValue[] => {
  let copy: JsonValue[] | undefined
  for (const [i, value] of values.entries()) {
    const mended = mendValue(value, depth + 1, walk)
    if (mended !== value) {
      copy ??= [...values]
      copy[i] = mended
    }
  }
  return copy ?? values
}

const mendObject = (object: JsonObject, depth: number, walk: Walk): JsonObject => {
  let changed = false
  const entries: [string, JsonValue][] = []
  for (const [written, value] of Object.entries(object)) {
    const key = keywordOf(written, object, walk)
    const entry = mendEntry(key, value, object, depth, walk)
    if (entry?.[0] !== written || entry[1] !== value) changed = true
    if (entry) entries.push(entry)
  }
  // fromEntries keeps `__proto__` an ordinary key
  return changed ? Object.fromEntries(entries) : object
}

const BY_LETTERS: ReadonlyMap<string, string> = new Map([...KEYWORDS].map(word => [word.toLowerCase(), word]))

const keywordOf = (key: string, object: JsonObject, walk: Walk): string => {
  if (key.charCodeAt(0) !== AT_SIGN || KEYWORDS.has(key)) return key
  const keyword = BY_LETTERS.get(key.toLowerCase())
  if (keyword === undefined || keyword in object) return key
  log(walk, 'keyword-case', `"${key}" was read as "${keyword}"`)
  return keyword
}

const mendEntry = (
  key: string,
  value: JsonValue,
  object: JsonObject,
  depth: number,
  walk: Walk,
): [string, JsonValue] | undefined => {
  if (key === '@context') {
    measure(value, depth + 1, walk)
    return [key, mendContext(value, walk)]
  }
  if (key === '@id' && (typeof value === 'number' || value === null)) {
    log(walk, 'id-not-text', `@id was ${value}`)
    return value === null ? undefined : [key, String(value)]
  }
  const mended = mendValue(value, depth + 1, walk)
  if (key.charCodeAt(0) !== AT_SIGN || !/^@[A-Za-z]+$/.test(key) || KEYWORDS.has(key)) return [key, mended]
  const plain = key.slice(1)
  if (plain in object) return [key, mended]
  log(walk, 'keyword-like-key', `"${key}" is no keyword of JSON-LD; read as "${plain}"`)
  return [plain, mended]
}

const NAMESPACE_WITHOUT_SLASH = /^https?:\/\/(?:www\.)?schema\.org$/i
const HOST_ONLY = /^(?:\/\/)?(?:www\.)?schema\.org\/?$/i

const mendContext = (value: JsonValue, walk: Walk): JsonValue => {
  if (typeof value === 'string' && HOST_ONLY.test(value)) {
    log(walk, 'context-without-scheme', `the context "${value}" has no scheme`)
    return PREFIXES.schema
  }
  if (Array.isArray(value)) {
    const items = value.map(item => mendContext(item, walk))
    return items.some((item, i) => item !== value[i]) ? items : value
  }
  if (typeof value !== 'object' || value === null) return value
  const terms = Object.entries(value).map(([term, definition]): [string, JsonValue] => {
    if (typeof definition !== 'string' || !NAMESPACE_WITHOUT_SLASH.test(definition)) return [term, definition]
    log(walk, 'schema-org-slash', `"${term}": "${definition}" lacks the slash at its end`)
    return [term, `${definition}/`]
  })
  return terms.some(([term, definition]) => definition !== value[term]) ? Object.fromEntries(terms) : value
}

const MAX_REPAIRS = 50

const log = ({ repairs }: Walk, rule: string, detail: string): void => {
  if (repairs.size < MAX_REPAIRS) repairs.set(`${rule} ${detail}`, { rule, detail: detail.slice(0, 500) })
}
