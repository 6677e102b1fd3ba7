/** Readies a record's triples for the rules: numbers that SPARQL can print, links that were written as text. */
import type { Quad, Quad_Object } from '@rdfjs/types'
import { canonicalise, identify, igsnHandle } from '../pid/identifiers.ts'
import { dcterms, igsnvoc, owl, prov, schema, xsd } from '../rdf/namespaces.ts'
import { plainDecimal } from '../rdf/numbers.ts'
import { factory, isIri } from '../rdf/terms.ts'

/** Properties whose text is a link when it is an IRI or a persistent identifier; contexts differ in whether they say so. */
const LINKS: ReadonlySet<string> = new Set([
  ...[
    'about',
    'additionalType',
    'citation',
    'hasPart',
    'isBasedOn',
    'isPartOf',
    'license',
    'material',
    'sameAs',
    'subjectOf',
    'url',
  ].map(local => schema(local).value),
  ...['hasPart', 'isPartOf', 'isReferencedBy', 'license', 'references', 'source'].map(
    local => dcterms(local).value,
  ),
  owl('sameAs').value,
  prov('wasDerivedFrom').value,
])

/** Properties of IGSN registrations whose text is the code of another sample. */
const CODES: ReadonlySet<string> = new Set(
  ['childIGSN', 'collectionIdentifier', 'parentIGSN', 'parentIdentifier', 'parentSample'].map(
    local => igsnvoc(local).value,
  ),
)

/** Properties of agents: a text that is an ORCID, a ROR or the like is that agent; any other text is a name. */
const AGENTS: ReadonlySet<string> = new Set(
  [
    'affiliation',
    'author',
    'contributor',
    'creator',
    'editor',
    'funder',
    'performer',
    'publisher',
    'sdPublisher',
  ].map(local => schema(local).value),
)

const DOUBLE = xsd('double').value

const LINK = 1
const CODE = 2
const AGENT = 3

/** One look-up instead of three for every literal. */
const KINDS: ReadonlyMap<string, number> = new Map([
  ...[...LINKS].map((iri): [string, number] => [iri, LINK]),
  ...[...AGENTS].map((iri): [string, number] => [iri, AGENT]),
  ...[...CODES].map((iri): [string, number] => [iri, CODE]),
])

/** The triple with its object promoted: a double as a decimal, a link written as text as the IRI it means. */
export const promote = (quad: Quad): Quad => {
  const { object, predicate } = quad
  if (object.termType !== 'Literal') return quad
  const promoted = promotedObject(predicate.value, object.value, object.datatype.value)
  return promoted ? factory.quad(quad.subject, predicate, promoted) : quad
}

const promotedObject = (predicate: string, text: string, datatype: string): Quad_Object | undefined => {
  if (datatype === DOUBLE) return decimal(text)
  const kind = KINDS.get(predicate)
  if (kind === undefined) return undefined
  if (kind === CODE) {
    const iri = (identify(text) ?? igsnHandle(text))?.canonical
    return iri && factory.namedNode(iri)
  }
  if (kind === AGENT) {
    const iri = canonicalise(text)
    return iri && factory.namedNode(iri)
  }
  const trimmed = text.trim()
  const iri = canonicalise(trimmed) ?? (/^https?:\/\//i.test(trimmed) && isIri(trimmed) ? trimmed : undefined)
  return iri && factory.namedNode(iri)
}

/**
 * JSON numbers with a fraction become xsd:double with 16 digits, `-6.776000000000001E1` (JSON-LD 1.1 API, 8.6). A double
 * holds 15 decimal digits for certain: rounded to these it is -67.76 again, and rules can print it.
 */
const decimal = (text: string): Quad_Object | undefined => {
  const plain = plainDecimal(Number(text).toPrecision(15))
  return plain === undefined ? undefined : factory.literal(plain, xsd('decimal'))
}
