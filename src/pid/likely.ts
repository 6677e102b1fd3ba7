/** Identifiers that differ from one by what people misread and mistype. */
import { type Identifier, identify } from './identifiers.ts'
import { spellings } from './likely/spellings.ts'

const MAX = 500

/**
 * Names that may be meant in place of an identifier or a bare code: letters and digits that look alike (0 O, 1 I l, 5 S,
 * 8 B, 2 Z), two neighbours transposed, a separator missing or doubled; likeliest first, 500 at most, none given twice,
 * nor the name itself. For an identifier they are canonical IRIs with fitting checksums; for any other text, texts in
 * capitals. None was looked up: the caller knows which exist.
 */
export function* likelySpellings(given: Identifier | string): Generator<string, undefined> {
  const identifier = typeof given === 'string' ? identify(given) : given
  const { head, name } = identifier
    ? parted(identifier)
    : { head: '', name: String(given).trim().toUpperCase() }
  if (name.length > 200) return undefined
  const itself = identifier?.canonical ?? name
  const seen = new Set([itself])
  for (const spelling of spellings(name)) {
    const whole = head + spelling
    const meant = identifier ? identify(whole)?.canonical : whole
    if (meant === undefined || seen.has(meant)) continue
    seen.add(meant)
    yield meant
    if (seen.size > MAX) return undefined
  }
  return undefined
}

/** The resolver and prefix, which hardly anybody mistypes, and the name behind. */
const parted = ({ scheme, canonical }: Identifier): { head: string; name: string } => {
  const from =
    scheme === 'igsn' ||
    scheme === 'doi' ||
    scheme === 'handle' ||
    scheme === 'igsn-handle' ||
    scheme === 'ark'
      ? 4
      : 3
  const head = canonical.startsWith('http') ? canonical.split('/').slice(0, from).join('/') : ''
  return {
    head: head === '' ? '' : `${head}/`,
    name: head === '' ? canonical : canonical.slice(head.length + 1),
  }
}
