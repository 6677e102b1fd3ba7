/** Terms and paths as people write them: with prefixes, short. */
import type { Term } from '@rdfjs/types'
import { PREFIXES, xsd } from '../rdf/namespaces.ts'
import type { Path } from '../shacl/paths/path.ts'
import type { Language } from './check-request.ts'

const MAX_TEXT = 120
const XSD_STRING = xsd('string').value
/** Literals that Turtle writes without quotes. */
const PLAIN = new Set(['integer', 'decimal', 'boolean'].map(name => xsd(name).value))
const OR: Readonly<Record<Language, string>> = { en: ' or ', de: ' oder ' }

/** `schema:name` for an IRI in a namespace that is known, else `<iri>`. */
export const prefixedName = (iri: string): string => {
  for (const [prefix, namespace] of Object.entries(PREFIXES)) {
    const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : undefined
    if (local !== undefined && /^[A-Za-z_][\w.-]*$/.test(local)) return `${prefix}:${local}`
  }
  return `<${iri}>`
}

/** The path of a result (an IRI, or a SPARQL property path) with prefixes. */
export const pathTextName = (path: string): string =>
  path.includes('<') ? path.replace(/<([^<>]+)>/g, (_, iri: string) => prefixedName(iri)) : prefixedName(path)

/** A term in Turtle's manner; long texts are cut. */
export const termName = (term: Term): string => {
  if (term.termType === 'NamedNode') return prefixedName(term.value)
  if (term.termType === 'BlankNode') return `_:${term.value}`
  if (term.termType !== 'Literal') return term.value
  const { value, language, datatype } = term
  if (PLAIN.has(datatype.value)) return value.slice(0, MAX_TEXT)
  const text = `"${value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT).toWellFormed()}…` : value}"`
  if (language) return `${text}@${language}`
  return datatype.value === XSD_STRING ? text : `${text}^^${prefixedName(datatype.value)}`
}

/** A path for a sentence: alternatives with "or", everything else as a SPARQL property path. */
export const pathName = (path: Path, language: Language): string =>
  path.kind === 'alternative' ? path.options.map(option => inner(option)).join(OR[language]) : inner(path)

const inner = (path: Path): string => {
  switch (path.kind) {
    case 'property':
      return prefixedName(path.property.value)
    case 'inverse':
      return `^${grouped(path.path)}`
    case 'sequence':
      return path.steps.map(grouped).join(' / ')
    case 'alternative':
      return path.options.map(grouped).join(' | ')
    case 'repeat':
      return `${grouped(path.path)}${path.sign}`
  }
}

const grouped = (path: Path): string =>
  path.kind === 'property' || path.kind === 'repeat' ? inner(path) : `(${inner(path)})`
