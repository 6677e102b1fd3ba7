/** Writes solutions in the result formats of SPARQL 1.1: JSON, XML, CSV and TSV. */

import type { JsonTerm } from '../../model/validation-report.ts'
import { termText } from '../../rdf/n-quads.ts'
import { SPARQL_RESULTS } from '../../rdf/namespaces.ts'
import { fromJsonTerm } from '../../rdf/terms.ts'
import type { Results } from './results.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these
const NOT_IN_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
const XML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** Text for XML 1.0; what XML cannot hold becomes U+FFFD. */
export const xmlText = (text: string): string =>
  text.replace(NOT_IN_XML, '\ufffd').replace(/[&<>"\r]/g, character => XML_ESCAPES[character] ?? character)

const json = ({ variables, solutions, boolean }: Results): string =>
  JSON.stringify(
    boolean === undefined
      ? { head: { vars: variables }, results: { bindings: solutions } }
      : { head: {}, boolean },
  )

const xmlTerm = (term: JsonTerm): string => {
  if (term.type !== 'literal') return `<${term.type}>${xmlText(term.value)}</${term.type}>`
  const language = term['xml:lang']
  const attribute = language
    ? ` xml:lang="${xmlText(language)}"`
    : term.datatype
      ? ` datatype="${xmlText(term.datatype)}"`
      : ''
  return `<literal${attribute}>${xmlText(term.value)}</literal>`
}

const xml = ({ variables, solutions, boolean }: Results): string => {
  const start = `<?xml version="1.0"?><sparql xmlns="${SPARQL_RESULTS}"><head>`
  if (boolean !== undefined) return `${start}</head><boolean>${boolean}</boolean></sparql>`
  const parts = [start, ...variables.map(name => `<variable name="${xmlText(name)}"/>`), '</head><results>']
  for (const solution of solutions) {
    parts.push('<result>')
    for (const [name, term] of Object.entries(solution))
      parts.push(`<binding name="${xmlText(name)}">`, xmlTerm(term), '</binding>')
    parts.push('</result>')
  }
  return `${parts.join('')}</results></sparql>`
}

const csvCell = (term: JsonTerm | undefined): string => {
  if (!term) return ''
  const text = term.type === 'bnode' ? `_:${term.value}` : term.value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const tsvCell = (term: JsonTerm | undefined): string => (term ? termText(fromJsonTerm(term)) : '')

const rows = (
  { variables, solutions, boolean }: Results,
  header: (name: string) => string,
  cell: (term: JsonTerm | undefined) => string,
  between: string,
  end: string,
): string => {
  if (boolean !== undefined) return String(boolean)
  const lines = solutions.map(solution => variables.map(name => cell(solution[name])).join(between) + end)
  return [variables.map(header).join(between) + end, ...lines].join('')
}

/** Results as text in one of the four media types of BINDING_FORMATS. */
export const writeResults = (results: Results, mediaType: string): string => {
  switch (mediaType) {
    case 'application/sparql-results+json':
      return json(results)
    case 'application/sparql-results+xml':
      return xml(results)
    case 'text/csv':
      return rows(results, name => name, csvCell, ',', '\r\n')
    case 'text/tab-separated-values':
      return rows(results, name => `?${name}`, tsvCell, '\t', '\n')
    default:
      throw new TypeError(`there is no writer of ${mediaType}`)
  }
}
