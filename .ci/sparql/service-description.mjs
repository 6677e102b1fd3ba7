// The three tests of the W3C service-description manifest have names only; these are their checks, by the specification
// (SPARQL 1.1 Service Description, sections 2 and 3).
import { Parser } from 'n3'
import { send } from './exchange.mjs'

const SD = 'http://www.w3.org/ns/sparql-service-description#'
const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

/** Property -> [class of the subject, class of the object or undefined for any IRI]. */
const PROPERTIES = {
  endpoint: ['Service'],
  feature: ['Service', 'Feature'],
  defaultEntailmentRegime: ['Service'],
  entailmentRegime: ['NamedGraph'],
  defaultSupportedEntailmentProfile: ['Service'],
  supportedEntailmentProfile: ['NamedGraph'],
  extensionFunction: ['Service', 'Function'],
  extensionAggregate: ['Service', 'Aggregate'],
  languageExtension: ['Service', 'Feature'],
  supportedLanguage: ['Service', 'Language'],
  propertyFeature: ['Service', 'Feature'],
  defaultDataset: ['Service', 'Dataset'],
  availableGraphs: ['Service', 'GraphCollection'],
  resultFormat: ['Service'],
  inputFormat: ['Service'],
  defaultGraph: ['Dataset', 'Graph'],
  namedGraph: [undefined, 'NamedGraph'],
  name: ['NamedGraph'],
  graph: ['NamedGraph', 'Graph'],
}
const INSTANCES = {
  Feature: ['DereferencesURIs', 'UnionDefaultGraph', 'RequiresDataset', 'EmptyGraphs', 'BasicFederatedQuery'],
  Language: ['SPARQL10Query', 'SPARQL11Query', 'SPARQL11Update'],
}

const described = async endpoint => {
  const answer = await send(endpoint, { method: 'GET', headers: { accept: 'text/turtle' } })
  return new Parser({ baseIRI: endpoint }).parse(answer.body)
}

const returnsRdf = async endpoint => {
  for (const accept of [
    undefined,
    'text/turtle',
    'application/n-triples',
    'application/rdf+xml',
    'application/ld+json',
  ]) {
    const { status, headers, body } = await send(endpoint, {
      method: 'GET',
      headers: accept ? { accept } : {},
    })
    const type = (headers['content-type'] ?? '').split(';')[0]
    if (status !== 200) return `${status} for Accept: ${accept}`
    if (accept && type !== accept) return `${type} for Accept: ${accept}`
    if (/turtle|n-triples/.test(type) && new Parser({ baseIRI: endpoint }).parse(body).length === 0)
      return `no statement in ${type}`
    if (type === 'application/ld+json' && JSON.parse(body).length === 0) return 'no node in the JSON-LD'
    if (type === 'application/rdf+xml' && !body.includes('<rdf:RDF')) return 'no RDF/XML'
  }
  return undefined
}

const hasEndpoint = async endpoint => {
  const found = (await described(endpoint))
    .filter(q => q.predicate.value === `${SD}endpoint`)
    .map(q => q.object.value)
  return found.includes(endpoint)
    ? undefined
    : `sd:endpoint is ${found.join(', ') || 'missing'}, not ${endpoint}`
}

const conforms = async endpoint => {
  const quads = await described(endpoint)
  const is = (node, name) =>
    INSTANCES[name]?.some(each => `${SD}${each}` === node.value) ||
    quads.some(
      q => q.subject.equals(node) && q.predicate.value === RDF_TYPE && q.object.value === `${SD}${name}`,
    )
  for (const { subject, predicate, object } of quads.filter(q => q.predicate.value.startsWith(SD))) {
    const name = predicate.value.slice(SD.length)
    const [domain, range] = PROPERTIES[name] ?? []
    if (!(name in PROPERTIES)) return `sd:${name} is not in the vocabulary`
    if (domain && !is(subject, domain)) return `the subject of sd:${name} is no sd:${domain}`
    if (object.termType === 'Literal') return `sd:${name} has the literal "${object.value}"`
    if (range && !is(object, range)) return `<${object.value}>, object of sd:${name}, is no sd:${range}`
  }
  const named = quads.filter(q => q.predicate.value === `${SD}namedGraph`).map(q => q.object)
  const nameless = named.find(
    node => quads.filter(q => q.subject.equals(node) && q.predicate.value === `${SD}name`).length !== 1,
  )
  return nameless && `the named graph ${nameless.value} has not exactly one sd:name`
}

/** Name of the test -> its check, which resolves to what is wrong. */
export const serviceDescriptionChecks = {
  'returns-rdf': returnsRdf,
  'has-endpoint-triple': hasEndpoint,
  'conforms-to-schema': conforms,
}
