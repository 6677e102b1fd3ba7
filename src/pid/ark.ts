/** ARK: archival resource keys, kept by many museums and collections. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { asciiLower, decodeName, type Identifier, identifier } from './identifier.ts'

const WRITTEN =
  /^(?:(?:https?:\/\/)?(?:www\.)?(?:n2t\.net|arks\.org)\/)?ark:\/?([0-9a-z]{5,16})\/([^?#\s]+)(?:[?#]\S*)?$/i

/**
 * The ARK that a text is, bare or behind the global resolvers; `ark:/` and `ark:` are the same. ARKs behind a
 * museum's own host stay that host's URLs.
 */
export const ark = (text: string): Identifier | undefined => {
  const [, authority = '', written = ''] = WRITTEN.exec(text) ?? []
  const name = decodeName(written)?.replace(/[/.]+$/, '')
  if (!name) return undefined
  const whole = `${asciiLower(authority)}/${name}`
  return identifier('ark', RESOLVERS.ark, whole, `ark:${whole}`)
}
