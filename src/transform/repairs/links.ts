/** Repairs of addresses: `@id` and the keys whose values are links. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import type { DocumentRepairName } from '../../registry/repairs.ts'
import { type DocumentRule, type Mended, quoted } from './rule.ts'

/** Keys whose value is an address and nothing else. */
const LINKS: ReadonlySet<string> = new Set([
  ...['@id', 'id', 'url', 'URL', 'sameAs', 'landingPage', 'mainEntityOfPage', 'contentUrl', 'downloadUrl'],
])
/** Keys whose value may also be a text. */
const LINKS_OR_TEXTS: ReadonlySet<string> = new Set([
  ...[
    'license',
    'additionalType',
    'isPartOf',
    'hasPart',
    'isBasedOn',
    'citation',
    'image',
    'logo',
    'thumbnailUrl',
  ],
])

/** An address that needs no look. */
const SOUND = /^https?:\/\/(?!\/|https?:?\/)[^\s<>"{}|\\^`]+$/i

/** The rule for all but sound addresses. */
const unlessSound =
  (repair: LinkRepair): LinkRepair =>
  text =>
    SOUND.test(text) ? undefined : repair(text)

/** A rule about one address; the text as it should be, an empty one when nothing is left, undefined when it is fine. */
type LinkRepair = (text: string) => string | undefined

/** Whether a link is not sound, or may be one of those that look sound and lead nowhere. */
const isSuspect = (key: string, value: JsonValue): boolean => {
  if (!LINKS.has(key) && !LINKS_OR_TEXTS.has(key)) return false
  if (typeof value === 'string') return !SOUND.test(value) || NOTHING.test(value)
  return Array.isArray(value) && value.some(item => typeof item === 'string' && isSuspect(key, item))
}

const linkRule = (
  name: DocumentRepairName,
  keys: readonly ReadonlySet<string>[],
  repair: LinkRepair,
): DocumentRule => ({
  name,
  concerns: isSuspect,
  apply: object => {
    let mended: Mended | undefined
    for (const [key, value] of Object.entries(object)) {
      if (!keys.some(one => one.has(key))) continue
      const done = mendedValue(key, value, repair)
      if (!done) continue
      mended = {
        object: withValue(mended?.object ?? object, key, done.value),
        details: [...(mended?.details ?? []), ...done.details],
      }
    }
    return mended
  },
})

const withValue = (object: JsonObject, key: string, value: JsonValue | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries(object).flatMap(([name, own]): [string, JsonValue][] =>
      name !== key ? [[name, own]] : value === undefined ? [] : [[name, value]],
    ),
  )

const mendedValue = (key: string, value: JsonValue, repair: LinkRepair) => {
  if (typeof value === 'string') {
    const text = repair(value)
    return text === undefined
      ? undefined
      : { value: text === '' ? undefined : text, details: [told(key, value, text)] }
  }
  if (!Array.isArray(value)) return undefined
  const details: string[] = []
  const items = value.flatMap(item => {
    const text = typeof item === 'string' ? repair(item) : undefined
    if (text === undefined || typeof item !== 'string') return [item]
    details.push(told(key, item, text))
    return text === '' ? [] : [text]
  })
  return details.length === 0 ? undefined : { value: items, details }
}

const told = (key: string, before: string, after: string): string =>
  after === ''
    ? `"${key}": ${quoted(before)} identifies nothing and was left out`
    : `"${key}": ${quoted(before)} was read as ${quoted(after)}`

const NOTHING =
  /^\s*(?:doi:|https?:\/\/(?:(?:dx\.)?doi|(?:www\.)?(?:igsn|orcid|ror))\.org\/|https?:\/\/hdl\.handle\.net\/|urn:(?:uuid:)?|https?:\/\/)?\s*(?:null|none|undefined|nan|n\/a|unknown|\[object object\]|\{\{[^{}]*\}\}|\$\{[^{}]*\})?\s*$/i

/** Templates print `doi:null` or an empty text when a record has no identifier: thousands of records would become one. */
const emptyIdentifier: LinkRepair = text => (NOTHING.test(text) ? '' : undefined)

/** A blank after the scheme, around an address or, from a line break in the source, inside it makes the node nameless. */
const blankInIdentifier: LinkRepair = text => {
  if (!/\s/.test(text)) return undefined
  const trimmed = text.trim()
  const whole = /^(?:https?\s*:|doi\s*:)/i.test(trimmed) ? trimmed.replace(/\s*[\t\r\n]\s*/g, '') : trimmed
  const mended = whole
    .replace(/^(https?)\s*:\s*\/\s*\/\s*/i, '$1://')
    .replace(/^(https?:\/\/(?:dx\.)?doi\.org\/|doi\s*:)(.*)$/is, (_, start: string, rest: string) =>
      /^\s*10\s*\./.test(rest) ? start.replace(/\s/g, '') + rest.replace(/\s/g, '') : start + rest,
    )
  return mended === text ? undefined : mended
}

/** `http:/x`, `https//x`, `http:\\x`, `https:///x`, `http://https://x`, `htps://x`: one reading each. */
const schemeMended: LinkRepair = text => {
  const mended = text
    .replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '')
    .replace(/^https?:\/\/(https?)(?::?\/{1,2})/i, '$1://')
    .replace(/^(https?):\\\\/i, '$1://')
    .replace(/^h?t?tps?:\/\/(?=\w)/i, scheme => (/s:/i.test(scheme) ? 'https://' : 'http://'))
    .replace(/^(https?)(?::\/|\/\/)(?=[\w-]+\.[\w.-]+)/i, '$1://')
    .replace(/^(https?):\/{3,}(?=\w)/i, '$1://')
  return mended.toLowerCase() === text.toLowerCase() ? undefined : mended
}

/** Hosts that names without a scheme are known of; a name without `www.` could otherwise be a path on the page's site. */
const schemeAdded: LinkRepair = text =>
  /^(?:www\.[\w-]+\.|(?:dx\.)?doi\.org\/10\.|hdl\.handle\.net\/|(?:www\.)?orcid\.org\/\d|ror\.org\/0|igsn\.org\/)[^\s<>"{}|\\^`]+$/i.test(
    text,
  )
    ? `https://${text}`
    : undefined

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is encoded
const FORBIDDEN = /[\x00-\x20\x7f<>"{}|\\^`]/g
const MAX_FORBIDDEN = 10

/** Blanks or brackets in an address. A text with both is a sentence or an attack with an address in it. */
const charactersEncoded: LinkRepair = text => {
  if (!/^https?:\/\/[\w.-]+(?::\d+)?[/?#]/i.test(text)) return undefined
  const found = text.match(FORBIDDEN) ?? []
  const blanks = found.filter(character => character <= ' ').length
  if (found.length === 0 || found.length > MAX_FORBIDDEN) return undefined
  if (blanks > 0 && (blanks < found.length || text.includes('://', 8))) return undefined
  return text.replace(FORBIDDEN, encodeURIComponent)
}

/** The rules about addresses, in the order in which they are applied. */
export const LINK_RULES: readonly DocumentRule[] = [
  linkRule('empty-identifier', [LINKS], emptyIdentifier),
  linkRule('blank-in-identifier', [LINKS], unlessSound(blankInIdentifier)),
  linkRule('scheme-mended', [LINKS, LINKS_OR_TEXTS], unlessSound(schemeMended)),
  linkRule('scheme-added', [LINKS, LINKS_OR_TEXTS], unlessSound(schemeAdded)),
  linkRule('characters-encoded', [LINKS], unlessSound(charactersEncoded)),
]
