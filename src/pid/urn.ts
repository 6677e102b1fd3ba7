/** URN (RFC 8141) and UUID (RFC 9562). */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { asciiLower, type Identifier, identifier } from './identifier.ts'

const URN = /^urn:([a-z0-9][a-z0-9-]{0,30}[a-z0-9]):([^\s?#]+)(?:[?#]\S*)?$/i
// Namespaces that schemes of their own speak for: what these refuse is not well formed. `X-` is private (RFC 8141, 5.1).
const ELSEWHERE = /^(?:igsn|doi|hdl|handle|isni|orcid|ror|uuid|x-.*)$/i
const UUID =
  /^(?:urn:uuid:|uuid\s*[:=]\s*)\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i
const NOTHING = /^(?:0{8}-|f{8}-)(?:0000-|ffff-){3}(?:0{12}|f{12})$/

/** The URN that a text is; `urn:` and the namespace are lower case, the rest is kept; components after `?` and `#` go. */
export const urn = (text: string): Identifier | undefined => {
  const [, namespace = '', name = ''] = URN.exec(text) ?? []
  if (name === '' || ELSEWHERE.test(namespace)) return undefined
  // The name comes as a URL has it, percent-encoding and all (RFC 8141, 3.1: it is compared as written).
  const whole = `${asciiLower(namespace)}:${name}`
  return /%(?![0-9a-f]{2})|[<>"{}|\\^`]/i.test(name)
    ? undefined
    : identifier('urn', RESOLVERS.urn, whole, `urn:${whole}`, 'encoded')
}

/** The UUID that a text says it is: `urn:uuid:` or `uuid:`, in lower case. Nil and max UUID name nothing. */
export const uuid = (text: string): Identifier | undefined => {
  const written = UUID.exec(text)?.[1]
  if (written === undefined) return undefined
  const id = asciiLower(written)
  return NOTHING.test(id) ? undefined : identifier('uuid', RESOLVERS.urn, `uuid:${id}`, `urn:uuid:${id}`)
}
