/**
 * CPU time from JSON-LD to quads, per document: `jsonLdToQuads` beside jsonld.js, and each step on the way to stored
 * N-Quads. The runners take turns, so that whatever else the machine does disturbs them alike.
 * Run: npm run bench -- json-ld [--json FILE] [--seconds 3] [--documents FOLDER]
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import jsonld from 'jsonld'
import type { Iri } from '../src/model/iri.ts'
import type { JsonObject } from '../src/model/json-ld-document.ts'
import { digestOf } from '../src/rdf/canonical.ts'
import { jsonLdToQuads } from '../src/rdf/json-ld.ts'
import { mendJsonLd } from '../src/rdf/json-ld-mend.ts'
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
      documentLoader: async (url: string) => {
        const document = contexts.get(url)
        if (!document) throw new Error(`${url} is not bundled`)
        return { documentUrl: url, document }
      },
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
  options: {
    json: { type: 'string' },
    seconds: { type: 'string', default: '3' },
    documents: { type: 'string' },
  },
  allowPositionals: true,
})

type Runner = (i: number) => unknown

/** CPU microseconds per run of each runner: many short turns after a warm-up. */
const measure = async <Name extends string>(runners: Record<Name, Runner>): Promise<Record<Name, number>> => {
  const names = Object.keys(runners) as Name[]
  const spent = new Map(names.map(name => [name, { cpu: 0, runs: 0 }]))
  const turnMs = 50
  const turns = Math.max(4, Math.round((Number(options.seconds) * 1000) / turnMs))
  for (let turn = 0; turn < turns; turn++)
    for (const name of names) {
      const total = spent.get(name) ?? { cpu: 0, runs: 0 }
      const before = process.cpuUsage()
      const end = performance.now() + turnMs
      let runs = 0
      while (performance.now() < end) await runners[name](runs++)
      const { user, system } = process.cpuUsage(before)
      if (turn < turns / 4) continue
      total.cpu += user + system
      total.runs += runs
    }
  return Object.fromEntries(
    names.map(name => [name, (spent.get(name)?.cpu ?? 0) / (spent.get(name)?.runs ?? 1)]),
  ) as Record<Name, number>
}

const leaves = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((n: number, v) => n + leaves(v), 0)
    : 1

const rounded = (value: number): number => Math.round(value * 10) / 10

const compare = async (form: string, make: (i: number) => JsonObject) => {
  const quads = await convert(make(1), 1)
  const named = foldSchemaOrg(quads)
  const graph = base(1) as Iri
  const skolem = { graph, base: 'http://localhost:3030' }
  const stored = await skolemise(named, skolem)
  const text = writeQuads(stored)
  const times = await measure({
    jsonld: i => alone(make(i), i),
    ours: i => convert(make(i), i),
    mend: i => mendJsonLd(make(i)),
    fold: () => foldSchemaOrg(quads),
    skolemise: () => skolemise(named, skolem),
    write: () => writeQuads(stored),
    parse: () => parseQuads(text),
    digest: () => digestOf(stored),
    wholeWay: i => wholeWay(make(i), i),
  })
  return {
    form,
    leaves: leaves(make(1)),
    quads: quads.length,
    'jsonld.js': rounded(times.jsonld),
    jsonLdToQuads: rounded(times.ours),
    'times as fast': rounded(times.jsonld / times.ours),
    'of it mending': rounded(times.mend),
    fold: rounded(times.fold),
    skolemise: rounded(times.skolemise),
    write: rounded(times.write),
    parse: rounded(times.parse),
    digest: rounded(times.digest),
    'whole way': rounded(times.wholeWay),
  }
}

/** Documents of a folder that jsonld.js can convert with the bundled contexts. */
const documentsOf = async (folder: string): Promise<[string, JsonObject][]> => {
  const found: [string, JsonObject][] = []
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name))
    const text = bytes[0] === 0xff ? bytes.toString('utf16le') : bytes.toString('utf8')
    try {
      const document: JsonObject = JSON.parse(text.replace(/^\ufeff/, ''))
      await alone(document, 1)
      found.push([name, document])
    } catch (error) {
      console.log(`${name}: left out: ${error instanceof Error ? error.message : error}`.slice(0, 150))
    }
  }
  return found
}

const rows: Record<string, string | number>[] = []
const forms: [string, (i: number) => JsonObject][] = [
  ['schema.org', schemaOrgSample],
  ['IGSN registration', registration],
]
if (options.documents)
  for (const [name, document] of await documentsOf(options.documents)) forms.push([name, () => document])
for (const [form, make] of forms) rows.push(await compare(form, make))
console.log('microseconds of CPU time per document')
console.table(rows)
if (options.json)
  writeFileSync(
    options.json,
    `${JSON.stringify({ bench: 'json-ld', cpu: cpus()[0]?.model, node: process.version, rows }, null, 2)}\n`,
  )
