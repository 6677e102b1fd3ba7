/** IRIs as people write them: with the prefixes that the program knows. */
import { PREFIXES } from '../../rdf/namespaces.ts'
import { prefixedName } from '../explain-names.ts'

/** Whole IRIs are matched first, so that nothing inside of them is taken for a prefixed name. */
const PREFIXED = /<[^<>]*>|\b([a-z][\w-]*):([A-Za-z_][\w-]*(?:\.[\w-]+)*)/gi

/** `https://schema.org/name` -> `schema:name`; of IRIs in no known namespace nothing is cut. */
export const shortIri = (iri: string): string => {
  const name = prefixedName(iri)
  return name.startsWith('<') ? iri : name
}

/** The path of a result (a bare IRI, or SPARQL text) with prefixes. */
export const shortPath = (path: string): string =>
  path.includes('<')
    ? path.replace(/<([^<>]*)>/g, (whole, iri: string) => (shortIri(iri) === iri ? whole : shortIri(iri)))
    : shortIri(path)

/** The path of a result again: `schema:name` -> its IRI, `^schema:name` -> `^<…>`. `prefixes` go before the known ones. */
export const fullPath = (path: string, prefixes: ReadonlyMap<string, string> = new Map()): string => {
  const known = new Map([...Object.entries(PREFIXES), ...prefixes])
  const full = path.replace(PREFIXED, (whole, prefix?: string, local?: string) => {
    const namespace = known.get(prefix ?? '<')
    return namespace === undefined ? whole : `<${namespace}${local}>`
  })
  return /^<[^<>]+>$/.test(full) ? full.slice(1, -1) : full
}

/** What is behind the last `#` or `/` of an IRI, or behind its last `:`. */
export const localName = (iri: string): string => /[^#/:]+$/.exec(iri)?.[0] ?? iri
