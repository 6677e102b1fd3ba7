/** DOI and Handle names (ISO 26324; RFC 3651), in any spelling; IGSN of the DOI form is told in igsn.ts. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { asciiLower, decodeName, type Identifier, identifier } from './identifier.ts'

const WRITTEN =
  /^(?:(?:urn:|info:)?(doi|hdl)(?:\s*[:/]\s*|\s+)|(?:https?:\/\/)?(?:dx\.|www\.)?(doi\.org|hdl\.handle\.net)\/+(?:api\/handles\/)?)+/i

/** A DOI name `10.…/…`: registrants have four to nine digits, more after dots (`10.1000.10`). */
export const isDoiName = (name: string): boolean => /^10\.\d{4,9}(?:\.\d+)*\/\S/.test(name)

/** Removes resolvers and prefixes such as `doi:`; tells whether one was there and whether it was a URL. */
export const stripResolver = (text: string): { name: string; marked: boolean; url: boolean } => {
  const prefix = WRITTEN.exec(text)?.[0] ?? ''
  const url = /\.(?:org|net)\//i.test(prefix)
  const name = text.slice(prefix.length)
  // In a URL everything from `?` or `#` on belongs to the resolver; names write these characters percent-encoded.
  return { name: url ? name.replace(/[?#].*$/s, '') : name, marked: prefix !== '', url }
}

/** The DOI that a text is: bare name, `doi:` form or resolver URL. Case is folded, as DOI names ignore it. */
export const doi = (text: string): Identifier | undefined => {
  const { name } = stripResolver(text)
  if (!/^10\./.test(name) || /\s/.test(name)) return undefined
  const decoded = decodeName(name)
  // Cut off at the end, it would be the name of something else.
  if (decoded === undefined || !isDoiName(decoded) || /(?:…|\.\.\.)$/.test(decoded)) return undefined
  const lower = asciiLower(decoded)
  return identifier('doi', RESOLVERS.doi, lower, lower)
}

/** The handle that a text is: `hdl:` form or resolver URL; never a bare name, which would be any fraction or path. */
export const handle = (text: string): Identifier | undefined => {
  const { name, marked, url } = stripResolver(text)
  // The resolver of DOIs answers for all handles, but what is only called a DOI must be one.
  if (!marked || /\s/.test(name) || (!url && /doi/i.test(text.slice(0, text.length - name.length))))
    return undefined
  const decoded = decodeName(name)
  if (decoded === undefined || !/^\d+(?:\.[A-Za-z0-9]+)*\/\S/.test(decoded)) return undefined
  // All of these are DOIs, and this is none.
  if (decoded.startsWith('10.')) return undefined
  return identifier('handle', RESOLVERS.handle, decoded, `hdl:${decoded}`)
}
