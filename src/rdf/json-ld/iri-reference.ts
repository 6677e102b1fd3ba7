/** Resolution of IRI references against a base (RFC 3986, section 5, which JSON-LD 1.1 API 5.2 prescribes). */

interface Parts {
  readonly scheme: string | undefined
  readonly authority: string | undefined
  readonly path: string
  readonly query: string | undefined
  readonly fragment: string | undefined
}

// RFC 3986, appendix B. Every part excludes what ends it: linear.
const PARTS = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s

const parse = (text: string): Parts => {
  const [, scheme, authority, path = '', query, fragment] = PARTS.exec(text) ?? []
  return { scheme, authority, path, query, fragment }
}

// The base is the same for a whole document.
let lastBase = ''
let lastParts = parse('')

const parseBase = (base: string): Parts => {
  if (base !== lastBase) {
    lastParts = parse(base)
    lastBase = base
  }
  return lastParts
}

/** The IRI that a reference means at a base; the reference itself when it is absolute. Takes and gives any text. */
export const resolveReference = (base: string, reference: string): string => {
  const r = parse(reference)
  if (r.scheme !== undefined) return reference
  const b = parseBase(base)
  if (r.authority !== undefined) return compose({ ...r, scheme: b.scheme, path: withoutDots(r.path) })
  const { scheme, authority } = b
  if (r.path === '')
    return compose({ scheme, authority, path: b.path, query: r.query ?? b.query, fragment: r.fragment })
  const path = withoutDots(r.path.startsWith('/') ? r.path : merge(b, r.path))
  return compose({ scheme, authority, path, query: r.query, fragment: r.fragment })
}

const compose = ({ scheme, authority, path, query, fragment }: Parts): string =>
  (scheme === undefined ? '' : `${scheme}:`) +
  (authority === undefined ? '' : `//${authority}`) +
  path +
  (query === undefined ? '' : `?${query}`) +
  (fragment === undefined ? '' : `#${fragment}`)

/** RFC 3986, section 5.2.3. */
const merge = (base: Parts, path: string): string =>
  base.authority !== undefined && base.path === ''
    ? `/${path}`
    : base.path.slice(0, base.path.lastIndexOf('/') + 1) + path

/** RFC 3986, section 5.2.4, by segments: linear in the length of the path. */
const withoutDots = (path: string): string => {
  if (!path.includes('.')) return path
  const rooted = path.startsWith('/')
  const kept: string[] = []
  const segments = (rooted ? path.slice(1) : path).split('/')
  for (const [i, segment] of segments.entries()) {
    const isDots = segment === '.' || segment === '..'
    if (segment === '..') kept.pop()
    if (!isDots) kept.push(segment)
    else if (i === segments.length - 1) kept.push('')
  }
  return (rooted ? '/' : '') + kept.join('/')
}
