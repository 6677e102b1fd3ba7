/** The JSON-LD context of the API's answers: which kernel statement each member is. */
import { dcterms, prov, rdf, schema } from '../../rdf/namespaces.ts'
import { type Stated, statedNodes } from './stated.ts'

/** Where it is served, below the public address. */
export const CONTEXT_PATH = '/api/context.jsonld'

/** What a Link header calls the context of a JSON answer (JSON-LD 1.1, section 6.1). */
export const CONTEXT_REL = 'http://www.w3.org/ns/json-ld#context'

/**
 * A list of things with an id. Some ids are texts that no concept or IRI stands for: without a base they are no IRIs, so
 * that nothing false is said of them (JSON-LD API 1.1, 5.1.2: also from a context that was fetched, when it is scoped).
 */
const things = (property: string, members: Readonly<Record<string, unknown>> = {}) => ({
  '@id': property,
  '@context': { '@base': null, id: '@id', label: null, name: null, ...members },
})

/**
 * Members that are not here say nothing in RDF: counts, and what JSON has in a simpler form than the graph (dates,
 * geometries, roles, and parents, which are wholes as well as what a sample was derived from). Languages of names are left out as well; `/id/` and `/sparql` have all of it.
 */
export const CONTEXT = {
  '@version': 1.1,
  id: '@id',
  items: '@graph',
  identifier: dcterms('identifier').value,
  name: schema('name').value,
  description: schema('description').value,
  landingPage: { '@id': schema('url').value, '@type': '@id' },
  objectTypes: things(schema('additionalType').value),
  materials: things(schema('material').value),
  publications: things(dcterms('isReferencedBy').value, {
    title: schema('name').value,
    relation: null,
  }),
  // People and organisations stand beside the sample: by which property depends on their roles.
  people: things('@included', { name: schema('name').value, roles: null }),
  organisations: things('@included', { name: schema('name').value, roles: null }),
  // Only in answers that are asked for as JSON-LD: whole statements, and as rdf:Statement which records make them.
  stated: '@included',
  Statement: {
    '@id': rdf('Statement').value,
    '@context': {
      subject: { '@id': rdf('subject').value, '@type': '@id' },
      predicate: { '@id': rdf('predicate').value, '@type': '@id' },
      object: rdf('object').value,
      assertedBy: { '@id': prov('wasDerivedFrom').value, '@type': '@id' },
    },
  },
} as const

/** An answer with its context in it, and with what it states where the context alone cannot tell. */
export const withContext = (
  body: Readonly<Record<string, unknown>>,
  stated?: readonly Stated[],
): Record<string, unknown> => ({
  '@context': CONTEXT,
  ...body,
  ...(stated && { stated: statedNodes(stated) }),
})

const OPENING = `{"@context":${JSON.stringify(CONTEXT)}`

/** The text of a JSON object with its context in it; undefined for any other text. */
export const textWithContext = (json: string): string | undefined => {
  const rest = /^\s*\{\s*/.exec(json)?.[0]
  if (rest === undefined) return undefined
  const members = json.slice(rest.length)
  return members.startsWith('}') ? `${OPENING}${members}` : `${OPENING},${members}`
}
