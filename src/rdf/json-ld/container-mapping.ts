/** What `@container` may be (JSON-LD 1.1 API, section 4.2.2, steps 13.5 and 19). */
import type { JsonValue } from '../../model/json-ld-document.ts'
import { CONTAINER } from './active-context.ts'
import { JsonLdError, shown } from './json-ld-error.ts'

const BITS: ReadonlyMap<JsonValue, number> = new Map(
  Object.entries(CONTAINER).map(([name, bit]) => [`@${name}`, bit]),
)
const { list, set, language, index, graph, id, type } = CONTAINER
const ALLOWED: ReadonlySet<number> = new Set([
  ...[list, set, language, index, graph, id, type],
  ...[language, index, graph, id, type].map(bit => bit | set),
  ...[graph | id, graph | index, graph | id | set, graph | index | set],
])

/** Bits of `CONTAINER` for the `@container` of a term. Throws JsonLdError `invalid container mapping`. */
export const containerMapping = (term: string, value: JsonValue | undefined, is10: boolean): number => {
  const bits = bitsOf(value)
  const isAllowed = ALLOWED.has(bits)
  const isIn10 = !Array.isArray(value) && (bits & (graph | id | type)) === 0
  if (isAllowed && (!is10 || isIn10)) return bits
  throw new JsonLdError(
    'invalid container mapping',
    `the term ${shown(term)} has the @container ${shown(value)}`,
  )
}

const bitsOf = (value: JsonValue | undefined): number => {
  let bits = 0
  for (const name of Array.isArray(value) ? value : [value]) {
    const bit = BITS.get(name ?? null) ?? 0
    // Unknown or given twice: nothing that could be allowed.
    if (bit === 0 || bits & bit) return 0
    bits |= bit
  }
  return bits
}

/** The same for a reverse property, which can only be a set or an index. Throws JsonLdError `invalid reverse property`. */
export const reverseContainers = (term: string, value: JsonValue | undefined): number => {
  if (value === undefined || value === null) return 0
  const bits = bitsOf(value)
  if (bits !== 0 && (bits & ~(set | index)) === 0) return bits
  throw new JsonLdError(
    'invalid reverse property',
    `the reverse property ${shown(term)} has the @container ${shown(value)}`,
  )
}
