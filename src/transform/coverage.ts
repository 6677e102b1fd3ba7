/**
 * Coverage: how much of a document's JSON reached the graph.
 *
 * Present is every scalar but null outside `@context`; equal values at equal paths count one by one. A scalar is
 * reached when one of these is a term of the record's statements (subject, predicate, object, or a literal's language or datatype):
 * - its text as a literal, or for a number any numeric literal of the same value;
 * - the IRI that it is, or that it expands to by a term, prefix or `@vocab` of the contexts the document uses, or
 *   relative to the page; canonical forms of persistent identifiers and of schema.org included.
 * Terms are looked up in the union of the contexts at their top level and one scope down, so the figure is exact for what
 * is lost and may count a keyword-like value as reached that another node's statement carries.
 */
import type { Quad, Term } from '@rdfjs/types'
import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import type { Coverage } from '../model/record-graph.ts'
import { canonicalise } from '../pid/identifiers.ts'
import type { ContextLibrary } from '../rdf/contexts.ts'
import { foldSchemaOrgIri } from '../rdf/schema-org.ts'

/** What one context defines. */
interface Layer {
  readonly terms: ReadonlyMap<string, string>
  /** Keys that mean `@type`. */
  readonly typeKeys: ReadonlySet<string>
  readonly vocab: string | undefined
}

/** What all contexts of a document define, without regard to scope; a later one wins. */
interface Definitions {
  term(name: string): string | undefined
  isTypeKey(key: string): boolean
  readonly vocabs: readonly string[]
}

const LOST_PATHS = 20

/**
 * Coverage of documents whose statements are together in `quads`. `base` is the page's URL. Documents that could not be
 * converted take part: their leaves are present and, having no statements, mostly lost.
 */
export const coverageOf = (
  documents: readonly (JsonObject | JsonValue[])[],
  quads: readonly Quad[],
  { base, contexts }: { base: string; contexts: ContextLibrary },
): Coverage => {
  const terms = termsOf(quads)
  const lost = new Map<string, number>()
  let present = 0
  let reached = 0
  for (const json of documents) {
    const definitions = definitionsOf(json, contexts)
    eachLeaf(json, (value, key, path) => {
      present++
      if (isReached(key, value, terms, definitions, base)) reached++
      else {
        const text = pathText(path)
        lost.set(text, (lost.get(text) ?? 0) + 1)
      }
    })
  }
  const paths = [...lost].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([path]) => path)
  return { present, reached, lost: paths.slice(0, LOST_PATHS) }
}

type Leaf = string | number | boolean

/** Way to a value; written down only when the value is lost. Without a name, to the items of a list. */
interface Path {
  readonly to: Path | undefined
  readonly name: string | undefined
}

/** `a.b[].c` */
const pathText = (path: Path | undefined): string => {
  if (!path) return ''
  const before = pathText(path.to)
  if (path.name === undefined) return `${before}[]`
  return before === '' ? path.name : `${before}.${path.name}`
}

type OnLeaf = (value: Leaf, key: string, path: Path | undefined) => void

const eachLeaf = (json: JsonValue, onLeaf: OnLeaf, path?: Path, key = ''): void => {
  if (json === null) return
  if (Array.isArray(json)) {
    const items: Path = { to: path, name: undefined }
    for (const item of json) eachLeaf(item, onLeaf, items, key)
  } else if (typeof json === 'object') {
    for (const name of Object.keys(json))
      if (name !== '@context') eachLeaf(json[name] ?? null, onLeaf, { to: path, name }, name)
  } else onLeaf(json, key, path)
}

interface Terms {
  readonly literals: ReadonlySet<string>
  readonly iris: ReadonlySet<string>
  /** As text with 15 digits: what a number keeps on its way through xsd:double. Made when a number is first looked for. */
  numbers(): ReadonlySet<string>
}

const termsOf = (quads: readonly Quad[]): Terms => {
  const literals = new Set<string>()
  const iris = new Set<string>()
  const texts: string[] = []
  let last: Term | undefined
  for (const { subject, predicate, object } of quads) {
    // Statements about one node stand together.
    if (subject !== last) iris.add(subject.value)
    last = subject
    iris.add(predicate.value)
    if (object.termType === 'NamedNode') iris.add(object.value)
    if (object.termType !== 'Literal') continue
    texts.push(object.value)
    literals.add(object.value)
    iris.add(object.datatype.value)
    if (object.language) literals.add(object.language)
  }
  let numbers: ReadonlySet<string> | undefined
  return {
    literals,
    iris,
    numbers: () => {
      numbers ??= numbersIn(texts)
      return numbers
    },
  }
}

const numbersIn = (texts: readonly string[]): ReadonlySet<string> => {
  const numbers = new Set<string>()
  for (const text of texts) {
    const number = Number(text)
    if (!Number.isNaN(number) && text.trim() !== '') numbers.add(number.toPrecision(15))
  }
  return numbers
}

const isReached = (
  key: string,
  value: Leaf,
  terms: Terms,
  definitions: Definitions,
  base: string,
): boolean => {
  if (typeof value === 'number') return terms.numbers().has(value.toPrecision(15))
  if (typeof value === 'boolean') return terms.literals.has(String(value))
  if (key === '@language') return terms.literals.has(value.toLowerCase()) || terms.literals.has(value)
  if (terms.literals.has(value) && key !== '@id' && !definitions.isTypeKey(key)) return true
  if (hasIri(value, terms)) return true
  if (definitions.isTypeKey(key))
    return expansions(value, definitions).some(expanded => hasIri(expanded, terms))
  const isIn = (iri: string): boolean => hasIri(iri, terms)
  return compactExpansion(value, definitions).some(isIn) || resolved(value, base).some(isIn)
}

const hasIri = (iri: string, { iris }: Terms): boolean => {
  if (iris.has(iri) || iris.has(foldSchemaOrgIri(iri))) return true
  const canonical = canonicalise(iri)
  return canonical !== undefined && iris.has(canonical)
}

/** What a value of `@type` can expand to: a term, a compact IRI, or a name in a `@vocab` (JSON-LD 1.1 API, 5.2). */
const expansions = (value: string, definitions: Definitions): string[] => {
  const term = definitions.term(value)
  return [
    ...(term === undefined ? [] : [expandCompact(term, definitions)]),
    ...compactExpansion(value, definitions),
    ...definitions.vocabs.map(vocab => vocab + value),
  ]
}

const compactExpansion = (value: string, definitions: Definitions): string[] => {
  const expanded = expandCompact(value, definitions)
  return expanded === value ? [] : [expanded]
}

const expandCompact = (value: string, definitions: Definitions, depth = 0): string => {
  const colon = value.indexOf(':')
  if (colon < 0 || depth > 4 || value.startsWith('//', colon + 1)) return value
  const prefix = definitions.term(value.slice(0, colon))
  return prefix === undefined ? value : expandCompact(prefix + value.slice(colon + 1), definitions, depth + 1)
}

const resolved = (value: string, base: string): string[] =>
  value.length <= 8192 && URL.canParse(value, base) ? [new URL(value, base).href] : []

const definitionsOf = (json: JsonValue, contexts: ContextLibrary): Definitions => {
  const layers: Layer[] = []
  const seen = new Set<JsonValue>()
  const read = (context: JsonValue | undefined): void => {
    if (context === undefined || context === null || seen.has(context)) return
    seen.add(context)
    if (Array.isArray(context)) for (const one of context) read(one)
    else if (typeof context === 'string') read(contexts.get(context)?.['@context'])
    else if (typeof context === 'object') layers.push(layerOf(context))
  }
  const visit = (value: JsonValue): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (value !== null && typeof value === 'object')
      for (const key of Object.keys(value)) {
        const item = value[key] ?? null
        if (key === '@context') read(item)
        else if (item !== null && typeof item === 'object') visit(item)
      }
  }
  visit(json)
  return {
    term: name => layers.findLast(layer => layer.terms.has(name))?.terms.get(name),
    isTypeKey: key => key === '@type' || layers.some(layer => layer.typeKeys.has(key)),
    vocabs: layers.flatMap(({ vocab }) => (vocab === undefined ? [] : [vocab])),
  }
}

/** Contexts of the library are the same objects for every document, so each is read once. */
const layersRead = new WeakMap<JsonObject, Layer>()

const layerOf = (context: JsonObject): Layer => {
  const known = layersRead.get(context)
  if (known) return known
  const terms = new Map<string, string>()
  const typeKeys = new Set<string>()
  for (const [name, definition] of Object.entries(context)) {
    const id = definition !== null && typeof definition === 'object' ? idOf(definition) : definition
    if (typeof id !== 'string') continue
    if (id === '@type') typeKeys.add(name)
    else terms.set(name, id)
  }
  const layer = { terms, typeKeys, vocab: terms.get('@vocab') }
  layersRead.set(context, layer)
  return layer
}

const idOf = (definition: JsonObject | JsonValue[]): JsonValue | undefined =>
  Array.isArray(definition) ? undefined : definition['@id']
