/**
 * Documents per second from JSON-LD to quads: `jsonLdToQuads`, the whole way to stored N-Quads, and jsonld.js alone.
 * Run: npm run bench -- json-ld [--json FILE] [--seconds 3]
 */
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import jsonld from 'jsonld'
import type { Iri } from '../src/model/iri.ts'
import type { JsonObject } from '../src/model/json-ld-document.ts'
import { jsonLdToQuads } from '../src/rdf/json-ld.ts'
import { parseQuads, writeQuads } from '../src/rdf/n-quads.ts'
import { foldSchemaOrg } from '../src/rdf/schema-org.ts'
import { skolemise } from '../src/rdf/skolemise.ts'
import { loadContexts } from '../src/registry/contexts.ts'

const contexts = loadContexts()
const base = (i: number): string => `http://demo.example/samples/${i}`

const REGISTRATION =
  'https://raw.githubusercontent.com/IGSN/igsn-json/master/schema.igsn.org/json/registration/v0.1/context.jsonld'

const schemaOrgSample = (i: number): JsonObject => ({
  '@context': 'https://schema.org/',
  '@id': `https://doi.org/10.60510/demo${i}`,
  '@type': 'Product',
  name: `Demo sample ${i}`,
  description: 'A demonstration sample with a description of ordinary length, as landing pages have it.',
  url: base(i),
  identifier: {
    '@type': 'PropertyValue',
    propertyID: 'IGSN',
    value: `10.60510/DEMO${i}`,
    url: `https://doi.org/10.60510/demo${i}`,
  },
  additionalType: ['Core', 'https://demo.example/types/core'],
  material: ['Basalt', 'Rock'],
  keywords: ['demo', 'core', 'basalt', `cruise ${i % 10}`],
  dateCreated: '2020-02-03',
  license: 'https://demo.example/licence',
  creator: [1, 2].map(n => ({
    '@type': 'Person',
    '@id': 'https://orcid.org/0000-0002-1825-0097',
    name: `Demo Person ${n}`,
    givenName: 'Demo',
    familyName: `Person ${n}`,
    affiliation: { '@type': 'Organization', name: 'Demo Institute', url: 'https://demo.example/' },
  })),
  publisher: {
    '@type': 'Organization',
    name: 'Demo Archive',
    contactPoint: { '@type': 'ContactPoint', name: 'Demo Curator', email: 'curator@demo.example' },
  },
  spatialCoverage: {
    '@type': 'Place',
    name: 'Demo Ridge',
    geo: { '@type': 'GeoCoordinates', latitude: 12.345 + i / 1e4, longitude: -45.5, elevation: -3200 },
  },
  isPartOf: { '@id': `https://doi.org/10.60510/demo${i - (i % 10)}` },
  subjectOf: {
    '@type': 'ScholarlyArticle',
    '@id': 'https://doi.org/10.1234/demo',
    name: 'A demonstration article',
  },
  additionalProperty: [1, 2].map(n => ({
    '@type': 'PropertyValue',
    name: `property ${n}`,
    value: n * i,
    unitText: 'm',
  })),
})

const registration = (i: number): JsonObject => ({
  // A registration's own context maps few of its keys; a vocabulary under it is what an overlay adds.
  '@context': [{ '@vocab': 'https://igsn.org/voc/v1/' }, REGISTRATION],
  '@id': base(i),
  igsn: `DEMO${i}`,
  registrant: { name: 'Demo Agent', identifiers: [{ kind: 'ror', id: 'https://ror.org/038sjwq14' }] },
  related: [1, 2, 3].map(n => ({
    relationship: 'IsCitedBy',
    identifier: { kind: 'doi', id: `10.1234/demo${n}` },
  })),
  log: [1, 2].map(n => ({
    type: n === 1 ? 'registered' : 'updated',
    timestamp: `202${n}-01-01`,
    comment: 'demo',
  })),
  description: Object.fromEntries([
    ...Array.from({ length: 22 }, (_, n) => [`field${n}`, `value ${n} of ${i}`]),
    ['latitude', 12.345 + i / 1e4],
    ['longitude', -45.5],
    ['contributors', [1, 2, 3].map(n => ({ contributor: `Demo Person ${n}`, role: 'Collector' }))],
  ]),
})

/** jsonld.js with what its users get: contexts from memory, processed for every document. */
const alone = (document: JsonObject, i: number): Promise<unknown> =>
  jsonld.toRDF(
    document as jsonld.JsonLdDocument,
    {
      base: base(i),
      documentLoader: async (url: string) => ({ documentUrl: url, document: contexts.get(url) }),
    } as jsonld.Options.ToRdf,
  )

const convert = async (document: JsonObject, i: number) => {
  const result = await jsonLdToQuads(document, { base: base(i), contexts, subject: base(i) })
  if (!result.ok) throw new Error(result.problem.detail)
  return result.value
}

const wholeWay = async (document: JsonObject, i: number): Promise<string> => {
  const graph = base(i) as Iri
  return writeQuads(
    await skolemise(foldSchemaOrg(await convert(document, i)), { graph, base: 'http://localhost:3030' }),
  )
}

const { values: options } = parseArgs({
  args: process.argv.slice(1).filter(argument => argument !== '--'),
  options: { json: { type: 'string' }, seconds: { type: 'string', default: '3' } },
  allowPositionals: true,
})

/** Runs per second, after a warm-up of a quarter of the time. */
const rate = async (run: (i: number) => unknown): Promise<number> => {
  const milliseconds = Number(options.seconds) * 1000
  const during = async (limit: number): Promise<number> => {
    const start = performance.now()
    let runs = 0
    while (performance.now() - start < limit) await run(runs++)
    return runs / ((performance.now() - start) / 1000)
  }
  await during(milliseconds / 4)
  return Math.round(await during(milliseconds))
}

const leaves = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((n: number, v) => n + leaves(v), 0)
    : 1

const rows: Record<string, string | number>[] = []
for (const [form, make] of Object.entries({
  'schema.org': schemaOrgSample,
  'IGSN registration': registration,
})) {
  const quads = await convert(make(1), 1)
  const stored = await wholeWay(make(1), 1)
  const reference = await rate(i => alone(make(i), i))
  const ours = await rate(i => convert(make(i), i))
  rows.push({
    form,
    leaves: leaves(make(1)),
    quads: quads.length,
    'jsonld.js alone /s': reference,
    'jsonLdToQuads /s': ours,
    'times as fast': Math.round((ours / reference) * 10) / 10,
    'to stored N-Quads /s': await rate(i => wholeWay(make(i), i)),
    'parse stored /s': await rate(() => parseQuads(stored)),
  })
}
console.table(rows)
if (options.json)
  writeFileSync(
    options.json,
    `${JSON.stringify({ bench: 'json-ld', cpu: cpus()[0]?.model, node: process.version, rows }, null, 2)}\n`,
  )
