/** RRID: research resources such as antibodies, cell lines, organisms, software; also biosamples. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { type Identifier, identifier } from './identifier.ts'

// Authorities are many and the published lists incomplete (`AB_…`, `IMSR_JAX:…`, `SAMN…`), so the shape decides.
const WRITTEN =
  /^(?:(?:https?:\/\/)?(?:www\.)?(?:scicrunch\.org\/resolver\/|rrid\.site\/)|(?=RRID\s*[:=]))(?:RRID\s*[:=]\s*){0,2}([A-Z][A-Z0-9]{0,19}(?:[_:-][A-Z0-9.:-]*)?)(?:[/?#]\S*)?$/i

/** The RRID that a text is: `RRID:…` or an address of its resolvers. Never without either: the rest is any catalogue number. */
export const rrid = (text: string): Identifier | undefined => {
  const name = WRITTEN.exec(text)?.[1]
  if (name === undefined || !/\d/.test(name) || !/[A-Z0-9]$/i.test(name)) return undefined
  return identifier('rrid', RESOLVERS.rrid, name, `RRID:${name}`)
}
