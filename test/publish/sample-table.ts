/** Small tables and samples for the tests of the agent kit. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseRow } from '../../src/publish/parse-row.ts'
import type { PublishOptions } from '../../src/publish/publish-site.ts'
import { readTable } from '../../src/publish/read-table.ts'
import type { SampleRow, Surroundings } from '../../src/publish/sample-row.ts'

export const BASE_URL = 'https://samples.example.org'

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** CSV of records; the header is the union of their keys. */
export const csv = (...records: readonly Record<string, string>[]): string => {
  const header = [...new Set(records.flatMap(record => Object.keys(record)))]
  return [header, ...records.map(record => header.map(name => record[name] ?? ''))]
    .map(cells => cells.map(cell).join(','))
    .join('\n')
}

/** A record with every kind of value. */
export const FULL: Record<string, string> = {
  igsn: '10.5072/DEMO-X-1',
  name: 'Core 1, Demo Ridge',
  description: 'Ein Kern aus Schlamm.',
  language: 'de',
  alternate_names: 'D1; D-1',
  object_type: 'Core',
  material: 'basalt; tephra',
  sampled_feature: 'Marine environment',
  latitude: '-12.5',
  longitude: '179.25',
  elevation: '-3200',
  place: 'Demo Ridge',
  collected_start: '1987-06',
  collected_end: '1987-07-02',
  method: 'Piston coring',
  collector: 'Demo Collector A; Demo Collector D',
  collector_orcid: '0000-0002-1825-0097;',
  contributors: 'Demo Curator F||DataCurator',
  custodian: 'Demo Store',
  custodian_ror: 'https://ror.org/0dem0ra28',
  custodian_contact: 'store@example.org',
  owner: 'Demo Owner',
  funder: 'Demo Council',
  parent_igsn: '10.5072/DEMO-X-0',
  collection_igsn: '10.5072/DEMO-COLL',
  derived_from: '10.5072/DEMO-Y-1',
  publications:
    '10.5072/demo-paper-1|IsCitedBy|First; 10.5072/demo-paper-2|References|Second; 10.5072/demo-paper-3|IsSupplementTo|Third',
  licence: 'https://creativecommons.org/licenses/by/4.0/',
  access: 'On request',
  status: 'destroyed',
  registered: '2015-01-01',
  updated: '2025-02-03',
  taxon: 'Emiliania huxleyi',
  depth_top: '0.5',
  'property:Grain size': 'fine',
}

/** The typed sample of a record; throws with the problems when it has any. */
export const sampleOf = async (record: Record<string, string>, withFaults = false): Promise<SampleRow> => {
  for await (const item of readTable(csv(record), withFaults)) {
    if ('problem' in item) throw new Error(item.problem.detail)
    const parsed = parseRow(item.row, withFaults)
    if (parsed.ok) return parsed.sample
    throw new Error(parsed.problems.map(problem => problem.detail).join('; '))
  }
  throw new Error('no row')
}

/** Surroundings without relatives but those that the sample names. */
export const around = (sample: SampleRow): Surroundings => ({
  agent: { name: 'Demo Agent', email: 'demo@example.org', homepage: 'https://example.org/demo' },
  pageUrl: `${BASE_URL}/samples/1.html`,
  parents: sample.parents,
  ...(sample.collection && { collection: sample.collection }),
  derivedFrom: sample.derivedFrom,
  children: [],
})

/** Options that publish into a new temporary folder. */
export const optionsFor = async (extra: Partial<PublishOptions> = {}): Promise<PublishOptions> => ({
  style: 'schema-org',
  baseUrl: BASE_URL,
  agent: { name: 'Demo Agent', demo: true },
  outDir: join(await mkdtemp(join(tmpdir(), 'publish-')), 'site'),
  ...extra,
})
