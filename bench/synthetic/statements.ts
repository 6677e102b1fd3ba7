/**
 * What a synthetic record says: about 45 statements, skewed as collections are. Few materials, collectors, organisations and
 * papers take most samples; cores are divided into sections and those into samples; one in 5 lacks what profiles ask for.
 */
import { datacite, dcterms, geo, prov, rdf, schema, sosa, xsd } from '../../src/rdf/namespaces.ts'
import { type Chance, chanceOf, zipf } from './chance.ts'

export const BASE = 'http://localhost:3030'

export type Statement = readonly [subject: string, predicate: { readonly value: string }, object: string]

const ISAMPLES = 'https://w3id.org/isample/vocabulary/'
const MATERIALS = 'rock sediment mineral earthmaterial soil anyice liquidwater organicmaterial'.split(' ')
const FEATURES = 'earthinterior lakeriverstreambottom marinewaterbody earthsurface glacierfeature'.split(' ')
// The fictitious person and the examples of ORCID's own documentation, and how well known each is here.
const ORCIDS: ReadonlyMap<number, string> = new Map([
  [3, '0000-0002-1825-0097'],
  [10, '0000-0001-5109-3700'],
  [40, '0000-0002-1694-233X'],
])

const [material, feature, someone] = [zipf(MATERIALS.length), zipf(FEATURES.length), zipf(900)]
const [house, paper, hole, place] = [zipf(40), zipf(2000), zipf(200), zipf(333)]

const iri = (value: string): string => `<${value}>`
const text = (value: string, language = ''): string => `${JSON.stringify(value)}${language && `@${language}`}`
const typed = (value: string, type: { readonly value: string }): string => `"${value}"^^${iri(type.value)}`

/** IRI of sample `i`. */
export const sampleIri = (i: number): string => `https://doi.org/10.60510/demo${i}`

/** Two people in five have no identifier and are known to their record alone. */
const person = (own: string, n: number): readonly [node: string, about: readonly Statement[]] => {
  const orcid = ORCIDS.get(n)
  const node = orcid ? `https://orcid.org/${orcid}` : n % 5 < 2 ? own : `https://people.example/${n}`
  const about: Statement[] = [
    [node, rdf('type'), iri(schema('Person').value)],
    [node, schema('name'), text(`Demo, Person ${n}`)],
    [node, schema('givenName'), text(`Person ${n}`)],
    [node, schema('familyName'), text('Demo')],
    [node, schema('affiliation'), iri(`${BASE}/organisation/${n % 40}`)],
  ]
  return [node, about]
}

const organisation = (n: number): readonly [node: string, about: readonly Statement[]] => {
  const node = `${BASE}/organisation/${n}`
  const about: Statement[] = [
    [node, rdf('type'), iri(schema('Organization').value)],
    [node, schema('name'), text(`Demo organisation ${n}`)],
    [node, schema('contactPoint'), iri(`${node}/contact`)],
    [`${node}/contact`, schema('url'), iri(`https://organisation.example/${n}`)],
  ]
  return [node, about]
}

/** A tenth has no place on the map, a fifth a box, the others a point. */
const whereabouts = (sample: string, node: string, chance: Chance): readonly Statement[] => {
  const kind = chance()
  if (kind < 0.1) return []
  const [west, south] = [Math.floor(chance() * 3580) / 10 - 180, Math.floor(chance() * 1780) / 10 - 90]
  const [east, north] = [west + 0.5, south + 0.5]
  const wkt =
    kind < 0.3
      ? `POLYGON((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south}))`
      : `POINT(${west} ${south})`
  return [
    [sample, geo('hasGeometry'), iri(node)],
    [node, rdf('type'), iri(geo('Geometry').value)],
    [node, geo('asWKT'), typed(wkt, geo('wktLiteral'))],
  ]
}

/** Twenty samples are a core, four sections of it, and fifteen samples of those. */
const parentOf = (i: number, chance: Chance): string => {
  const [core, part] = [i - (i % 20), i % 20]
  if (part === 0) return `https://doi.org/10.60510/demo-hole-${hole(chance)}`
  return sampleIri(part < 5 ? core : core + 1 + (part % 4))
}

const literature = (sample: string, chance: Chance): readonly Statement[] =>
  Array.from({ length: Math.max(0, Math.floor(chance() * 5) - 2) }, () => paper(chance)).flatMap(n => {
    const publication = `https://doi.org/10.60510/demo-paper-${n}`
    return [
      [sample, datacite('IsReferencedBy'), iri(publication)],
      [sample, dcterms('isReferencedBy'), iri(publication)],
      [publication, rdf('type'), iri(schema('ScholarlyArticle').value)],
      [publication, schema('name'), text(`Demo paper ${n}`)],
    ] satisfies Statement[]
  })

/** The sampling with its collector; the dates tell days. */
const collected = (i: number, node: (part: string) => string, chance: Chance): readonly Statement[] => {
  const sampling = node('sampling')
  const [collector, about] = person(node('collector'), someone(chance))
  const day = `${1960 + Math.floor(60 * Math.sqrt(chance()))}-0${1 + (i % 9)}`
  return [
    [sampling, rdf('type'), iri(sosa('Sampling').value)],
    [sampling, prov('startedAtTime'), typed(`${day}-1${i % 10}`, xsd('date'))],
    [sampling, prov('endedAtTime'), typed(`${day}-2${i % 8}`, xsd('date'))],
    [sampling, prov('wasAssociatedWith'), iri(collector)],
    [sampling, sosa('usedProcedure'), iri('https://w3id.org/sesar/samplingmethods/0.1/auger')],
    ...about,
  ]
}

const LEFT_OUT: ReadonlySet<string> = new Set([
  schema('creativeWorkStatus').value,
  schema('license').value,
  prov('startedAtTime').value,
])

/** The statements of record `i` about `sample`; one in 50 is marked by its name. The terms are in N-Triples. */
export const statementsOf = (i: number, url: string, sample: string): readonly Statement[] => {
  const chance = chanceOf(i)
  const node = (part: string): string => `${BASE}/.well-known/genid/${i}-${part}`
  const [curator, aboutCurator] = person(node('curator'), someone(chance))
  const [chief, aboutChief] = person(node('chief'), someone(chance))
  const [keeper, aboutKeeper] = organisation(house(chance))
  const grey = 'grey '.repeat(i % 9)
  const all: Statement[] = [
    [sample, rdf('type'), iri(sosa('Sample').value)],
    [sample, dcterms('identifier'), text(`DEMO${i}`)],
    [sample, schema('alternateName'), text(`D-${i % 977}-${i}`)],
    [
      sample,
      schema('name'),
      text(`${i % 50 === 7 ? 'Marked' : 'Demo'} sample ${i}`, i % 3 === 0 ? 'en' : ''),
    ],
    [sample, schema('description'), text(`Drilled in campaign ${i % 31}, box ${i % 17}: ${grey}`)],
    [sample, schema('url'), iri(url)],
    [sample, schema('material'), iri(`${ISAMPLES}material/${MATERIALS[material(chance)]}`)],
    [sample, schema('additionalType'), iri(`${ISAMPLES}materialsampleobjecttype/materialsample`)],
    [sample, sosa('isSampleOf'), iri(`${ISAMPLES}sampledfeature/${FEATURES[feature(chance)]}`)],
    ...whereabouts(sample, node('geometry'), chance),
    [sample, schema('elevation'), typed(String(i % 4000), xsd('decimal'))],
    [sample, schema('spatialCoverage'), iri(node('place'))],
    [node('place'), schema('name'), text(`Demo place ${place(chance)}`)],
    [sample, sosa('isResultOf'), iri(node('sampling'))],
    ...collected(i, node, chance),
    [sample, schema('contributor'), iri(curator)],
    ...aboutCurator,
    [sample, schema('creator'), iri(chief)],
    ...aboutChief,
    [sample, schema('holdingArchive'), iri(keeper)],
    [sample, schema('publisher'), iri(keeper)],
    ...aboutKeeper,
    [sample, dcterms('isPartOf'), iri(parentOf(i, chance))],
    ...literature(sample, chance),
    [sample, schema('creativeWorkStatus'), text('registered')],
    [sample, schema('license'), iri('https://creativecommons.org/licenses/by/4.0/')],
  ]
  return i % 5 === 0 ? all.filter(([, predicate]) => !LEFT_OUT.has(predicate.value)) : all
}
