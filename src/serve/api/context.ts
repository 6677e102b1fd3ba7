/** The JSON-LD context of the API's answers: which kernel statement each member is. */
import { dcterms, schema } from '../../rdf/namespaces.ts'

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
} as const

/** An answer with its context in it. */
export const withContext = (body: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  '@context': CONTEXT,
  ...body,
})
