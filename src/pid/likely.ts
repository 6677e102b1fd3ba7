/** Identifiers that differ from one by what people misread and mistype. */
import { asciiUpper } from './identifier.ts'
import { type Identifier, identify } from './identifiers.ts'
import { checkedSpellings } from './likely/checked.ts'
import { spellings } from './likely/spellings.ts'

const MAX = 500
const MAX_LENGTH = 200

/**
 * Names that may be meant in place of an identifier or a bare code: letters and digits that look alike (0 O, 1 I l, 5 S,
 * 8 B, 2 Z), two neighbours transposed, a separator missing or doubled; likeliest first, 500 at most, none given twice,
 * nor the name itself. For an identifier, and for a number of ORCID, ISNI or ROR with a wrong checksum, they are canonical
 * IRIs; for any other text, texts in capitals. None was looked up: the caller knows which exist.
 */
export function* likelySpellings(given: Identifier | string): Generator<string, undefined> {
  const identifier = typeof given === 'string' ? identify(given) : given
  const itself = identifier?.canonical ?? asciiUpper(String(given).trim())
  if (itself.length > MAX_LENGTH) return undefined
  const seen = new Set([itself])
  for (const meant of identifier ? ofIdentifier(identifier) : ofText(itself)) {
    if (seen.has(meant)) continue
    seen.add(meant)
    yield meant
    if (seen.size > MAX) return undefined
  }
  return undefined
}

/** In the name only: hardly anybody mistypes the resolver and the prefix. */
function* ofIdentifier({ scheme, canonical }: Identifier): Generator<string, undefined> {
  const [, head = '', name = ''] = HEADS[scheme]?.exec(canonical) ?? /^(.*\/)([^/]*)$/.exec(canonical) ?? []
  for (const spelling of spellings(name)) {
    const meant = identify(head + spelling)
    // `10.1234//x` is a name of its own, but a doubled slash must not make it another kind of thing.
    if (meant?.scheme === scheme) yield meant.canonical
  }
  return undefined
}

const PREFIXED = /^(https:\/\/[^/]+\/[^/]+\/)(.*)$/
const HEADS: Readonly<Partial<Record<Identifier['scheme'], RegExp>>> = {
  ...{
    igsn: PREFIXED,
    'igsn-handle': PREFIXED,
    doi: PREFIXED,
    handle: PREFIXED,
    ark: PREFIXED,
    funder: PREFIXED,
  },
  ...{ urn: /^(urn:[^:]*:)(.*)$/, uuid: /^(urn:uuid:)(.*)$/, rrid: /^(.*RRID:)(.*)$/ },
}

function* ofText(text: string): Generator<string, undefined> {
  let isChecked = false
  for (const spelling of checkedSpellings(text)) {
    isChecked = true
    const meant = identify(spelling)
    if (meant) yield meant.canonical
  }
  if (!isChecked) yield* spellings(text)
  return undefined
}
