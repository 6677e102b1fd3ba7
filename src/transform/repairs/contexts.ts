/** Repairs of `@context`: what publishers and other harvesters' "fixes" make of the context of schema.org. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { PREFIXES } from '../../rdf/namespaces.ts'
import type { DocumentRepairName } from '../../registry/repairs.ts'
import { type DocumentRule, quoted } from './rule.ts'

const SCHEMA_ORG = PREFIXES.schema
/** The addresses that are its context: with any scheme, with or without www, slash, hash, or the file's own name. */
const ITS_CONTEXT =
  /^https?:\/\/(?:www\.)?schema\.org(?:[/#]{0,4}|\/docs\/jsonldcontext\.json(?:ld)?[/#]{0,4})$/i
const ITS_PAGE = /^https?\s*:\s*\/{1,3}\s*(?:www\.)?schema\.org(?:$|[/?#\s])/i
const CUT_VOCABULARY = /^(?:https?:\/*|(?:\/\/)?(?:www\.)?schema\.org\/?)$/i
const MAX_CONTEXT_TEXT = 100_000

/** One context (never a list) as it should be, or undefined when it is fine. */
type ContextRepair = (context: JsonValue) => JsonValue | undefined

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isContext = (key: string): boolean => key === '@context'

const contextRule = (name: DocumentRepairName, repair: ContextRepair): DocumentRule => ({
  name,
  concerns: isContext,
  apply: object => {
    const context = object['@context']
    if (context === undefined) return undefined
    const details: string[] = []
    const mend = (one: JsonValue): JsonValue => {
      const mended = repair(one)
      if (mended === undefined) return one
      details.push(`the context ${quoted(JSON.stringify(one))} was read as ${quoted(JSON.stringify(mended))}`)
      return mended
    }
    const mended = Array.isArray(context) ? context.map(mend) : mend(context)
    return details.length === 0 ? undefined : { object: { ...object, '@context': mended }, details }
  },
})

/** `http://schema.org/Product`, `https: //schema.org`: pages of schema.org answer with no context of their own. */
const schemaOrgContext = contextRule('schema-org-context', context =>
  typeof context === 'string' && ITS_PAGE.test(context.trim()) && !ITS_CONTEXT.test(context.trim())
    ? SCHEMA_ORG
    : undefined,
)

/** `{"@vocab": "https:///"}` is what is left of a list of contexts after gleaner's fix (gleaner#129). */
const vocabMended = contextRule('vocab-mended', context => {
  const vocab = isObject(context) ? context['@vocab'] : undefined
  if (!isObject(context) || typeof vocab !== 'string' || !CUT_VOCABULARY.test(vocab.trim())) return undefined
  return { ...context, '@vocab': SCHEMA_ORG }
})

const contextTextRead = contextRule('context-text-read', context => {
  if (typeof context !== 'string' || context.length > MAX_CONTEXT_TEXT || !/^\s*\{/.test(context))
    return undefined
  try {
    const parsed = JSON.parse(context) as JsonValue
    return isObject(parsed) ? (parsed['@context'] ?? parsed) : undefined
  } catch {
    // No JSON: the context stays as it is and becomes a problem that quotes it.
    return undefined
  }
})

const contextFlattened: DocumentRule = {
  name: 'context-flattened',
  concerns: isContext,
  apply: object => {
    const context = object['@context']
    if (!Array.isArray(context)) return undefined
    const flat = (context.flat(4) as JsonValue[]).filter(one => typeof one !== 'string' || one.trim() !== '')
    if (flat.length === context.length && flat.every((one, i) => one === context[i])) return undefined
    const details = [`the context ${quoted(JSON.stringify(context))} was read as one list without empty ones`]
    return { object: { ...object, '@context': flat }, details }
  },
}

/** Off by default: without a context nobody knows what the keys mean, but a source's operator may. */
const contextAssumed: DocumentRule = {
  name: 'context-assumed',
  // A document at the top is looked at in any case.
  concerns: () => false,
  apply: (object, { isTop }) =>
    !isTop || '@context' in object
      ? undefined
      : {
          object: { '@context': SCHEMA_ORG, ...object },
          details: ['the document has no context and was read as schema.org'],
        },
}

/** The rules about contexts, in the order in which they are applied. */
export const CONTEXT_RULES: readonly DocumentRule[] = [
  contextFlattened,
  contextTextRead,
  schemaOrgContext,
  vocabMended,
  contextAssumed,
]

/** What the contexts inside a document define, and whether one of them is GeoJSON's. */
export const contextsWithin = (json: JsonValue): { defined: Set<string>; isGeoJson: boolean } => {
  const found = { defined: new Set<string>(), isGeoJson: false }
  const read = (context: JsonValue): void => {
    if (typeof context === 'string') found.isGeoJson ||= /geojson/i.test(context)
    else if (Array.isArray(context)) for (const one of context) read(one)
    else if (isObject(context)) {
      for (const [term, definition] of Object.entries(context)) {
        found.defined.add(term)
        if (typeof definition === 'string') found.isGeoJson ||= /geojson/i.test(definition)
      }
    }
  }
  const visit = (value: JsonValue): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) key === '@context' ? read(item) : visit(item)
  }
  visit(json)
  return found
}
