/** Synthetic records for the benchmark of revalidation: about 45 kernel statements each, every one different; one in five has findings. */
import { createHash } from 'node:crypto'
import type { Iri } from '../src/model/iri.ts'
import type { RecordOutcome } from '../src/model/record.ts'
import { dcterms, geo, prov, rdf, schema, sosa, xsd } from '../src/rdf/namespaces.ts'

const BASE = 'http://localhost:3030'
const SCHEMES = ['rock', 'sediment', 'mineral', 'earthmaterial', 'rock', 'anyice']

type Statement = readonly [subject: string, predicate: { readonly value: string }, object: string]

const iri = (value: string): string => `<${value}>`
const text = (value: string, language = ''): string => `${JSON.stringify(value)}${language && `@${language}`}`
const typed = (value: string, type: string): string => `"${value}"^^${iri(xsd(type).value)}`

const person = (node: string, i: number, n: number): Statement[] => [
  [node, rdf('type'), iri(schema('Person').value)],
  [node, schema('name'), text(`Demo, Person ${(i * 7 + n) % 900}`)],
  [node, schema('givenName'), text(`Person ${(i * 7 + n) % 900}`)],
  [node, schema('familyName'), text('Demo')],
  [node, schema('affiliation'), iri(`${BASE}/organisation/${i % 40}`)],
]

const organisation = (node: string, i: number): Statement[] => [
  [node, rdf('type'), iri(schema('Organization').value)],
  [node, schema('name'), text(`Demo organisation ${i % 40}`)],
  [node, schema('url'), iri(`https://organisation.example/${i % 40}`)],
]

/** One in 50 is marked by its name; one in 5 lacks things that profiles ask for. */
const statements = (i: number, url: string, sample: string): Statement[] => {
  const node = (part: string): string => `${BASE}/.well-known/genid/${i}-${part}`
  const [geometry, sampling, place] = [node('geometry'), node('sampling'), node('place')]
  const lacking = i % 5 === 0
  const name = `${i % 50 === 7 ? 'Marked' : 'Demo'} sample ${i}`
  const all: Statement[] = [
    [sample, rdf('type'), iri(sosa('Sample').value)],
    [sample, dcterms('identifier'), text(`DEMO${i}`)],
    [sample, schema('alternateName'), text(`D-${i % 977}-${i}`)],
    [sample, schema('name'), text(name, i % 3 === 0 ? 'en' : '')],
    [
      sample,
      schema('description'),
      text(`Drilled in campaign ${i % 31}, box ${i % 17}: ${'grey '.repeat(i % 9)}`),
    ],
    [sample, schema('url'), iri(url)],
    [
      sample,
      schema('material'),
      iri(`https://w3id.org/isample/vocabulary/material/${SCHEMES[i % SCHEMES.length]}`),
    ],
    [
      sample,
      schema('additionalType'),
      iri('https://w3id.org/isample/vocabulary/materialsampleobjecttype/materialsample'),
    ],
    [sample, geo('hasGeometry'), iri(geometry)],
    [geometry, rdf('type'), iri(geo('Geometry').value)],
    [
      geometry,
      geo('asWKT'),
      `"POINT(${(i % 3600) / 10 - 180} ${(i % 1800) / 10 - 90})"^^${iri(geo('wktLiteral').value)}`,
    ],
    [sample, schema('elevation'), typed(String(i % 4000), 'decimal')],
    [sample, schema('spatialCoverage'), iri(place)],
    [place, schema('name'), text(`Demo place ${i % 333}`)],
    [sample, sosa('isResultOf'), iri(sampling)],
    [sampling, rdf('type'), iri(sosa('Sampling').value)],
    [sampling, prov('startedAtTime'), typed(`20${10 + (i % 15)}-0${1 + (i % 9)}-1${i % 10}`, 'date')],
    [sampling, prov('endedAtTime'), typed(`20${10 + (i % 15)}-0${1 + (i % 9)}-2${i % 8}`, 'date')],
    [sampling, prov('wasAssociatedWith'), iri(node('collector'))],
    ...person(node('collector'), i, 0),
    ...person(node('curator'), i, 1),
    ...person(node('chief'), i, 2),
    [sample, schema('contributor'), iri(node('curator'))],
    [sample, schema('contributor'), iri(node('chief'))],
    [sample, schema('holdingArchive'), iri(`${BASE}/organisation/${i % 40}`)],
    [sample, sosa('isSampleOf'), iri('https://w3id.org/isample/vocabulary/sampledfeature/earthinterior')],
    [sampling, sosa('usedProcedure'), iri('https://w3id.org/sesar/samplingmethods/0.1/auger')],
    [sample, schema('publisher'), iri(`${BASE}/organisation/${i % 40}`)],
    ...organisation(`${BASE}/organisation/${i % 40}`, i),
    [sample, dcterms('isPartOf'), iri(`https://doi.org/10.60510/demo-hole-${i % 500}`)],
    [sample, schema('creativeWorkStatus'), text('registered')],
    [sample, schema('license'), iri('https://creativecommons.org/licenses/by/4.0/')],
  ]
  const missing = new Set([
    schema('creativeWorkStatus').value,
    schema('license').value,
    prov('startedAtTime').value,
  ])
  return lacking ? all.filter(([, predicate]) => !missing.has(predicate.value)) : all
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Record `i` as a page of the source `bench` would have made it, before it is checked. */
export const benchRecord = (i: number): RecordOutcome => {
  const url = `https://bench.example/sample/${i}` as Iri
  const sample = `https://doi.org/10.60510/demo${i}` as Iri
  const lines = statements(i, url, sample).map(([s, p, o]) => `${iri(s)} ${iri(p.value)} ${o}`)
  const body = Buffer.from(
    `<!doctype html><title>${i}</title><script>${lines.slice(0, 20).join('\n')}</script>`,
  )
  return {
    ...{ url, source: 'bench', state: 'accepted', finalUrl: url, mediaType: 'text/html' },
    ...{ fetchedAt: '2026-01-01T00:00:00.000Z', body, bodyDigest: sha256(body), pipelineDigest: 'bench' },
    samples: [sample],
    recordQuads: lines
      .map(line => `${line} ${iri(url)} .\n`)
      .sort()
      .join(''),
    kernelTriples: lines
      .map(line => `${line} .\n`)
      .sort()
      .join(''),
    coverage: { present: 60, reached: 58, lost: ['@graph[].note'] },
    ...{ repairs: [], reports: [], problems: [] },
  }
}
