import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { extractDocuments } from '../../src/harvest/extract.ts'
import type { Iri } from '../../src/model/iri.ts'
import type { JsonObject } from '../../src/model/json-ld-document.ts'
import { publishSite } from '../../src/publish/publish-site.ts'
import type { StyleName } from '../../src/publish/styles.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { crosswalk } from '../../src/transform/crosswalk.ts'
import type { RecordInput } from '../../src/transform/record-graph.ts'
import { recordGraph } from '../../src/transform/record-graph.ts'
import { loadRules, readRules, ruleChooser } from '../../src/transform/rules.ts'
import { documentsOf, lab, sourceWith } from './open-test-lab.ts'

const FILE = `PREFIX a: <https://a.example/>
PREFIX b: <https://b.example/>

# needs: a:one a:two
INSERT { GRAPH ?kernel { ?s ?meaning ?o } }
WHERE {
  VALUES (?property ?meaning) {
    (a:one b:made)
  }
  GRAPH ?g { ?s ?property ?o }
} ;

# needs: ?property
# needs: b:made
INSERT { GRAPH ?kernel { ?s b:last ?o } }
WHERE {
  VALUES ?property { a:three <https://c.example/four> }
  GRAPH ?g { ?s ?property ?o }
}
`
const A = 'https://a.example/'

describe('rule files', () => {
  it('are read update by update, with what each needs', () => {
    const rules = readRules('x.ru', FILE)
    expect(rules.map(({ name }) => name)).toEqual(['x.ru 1', 'x.ru 2'])
    expect(rules.map(({ needs }) => needs)).toEqual([
      [[`${A}one`, `${A}two`]],
      [[`${A}three`, 'https://c.example/four'], ['https://b.example/made']],
    ])
  })

  it('are refused when an update is not separated from the next', () => {
    expect(() => readRules('x.ru', FILE.replace('} ;', '};'))).toThrow('x.ru 1: between two updates')
  })

  it('are refused when they need a variable that has no values', () => {
    expect(() => readRules('x.ru', FILE.replace('needs: ?property', 'needs: ?other'))).toThrow('?other')
  })
})

describe('the rules for a record', () => {
  const chosen = (...names: string[]) => {
    const rules = readRules('x.ru', FILE)
    return ruleChooser(rules)(new Set(names)).map(i => rules[i]?.name)
  }

  it('leave out what lacks a name on one of its lines', () => {
    expect(chosen()).toEqual([])
    expect(chosen(`${A}three`)).toEqual([])
    expect(chosen(`${A}two`)).toEqual(['x.ru 1'])
  })

  it('count what earlier rules make, and not what they look for', () => {
    expect(chosen(`${A}one`, `${A}three`)).toEqual(['x.ru 1', 'x.ru 2'])
    expect(chosen(`${A}one`)).toEqual(['x.ru 1'])
  })
})

describe('leaving rules out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const fixtures = (): RecordInput[] => {
    const dir = new URL('./fixtures/', import.meta.url)
    return readdirSync(dir).map(file => {
      const json = JSON.parse(readFileSync(new URL(file, dir), 'utf8')) as JsonObject
      const url = `https://repository.example/${file}`
      return { url: url as Iri, source: sourceWith(), documents: documentsOf(url, json) }
    })
  }

  const published = async (table: string, style: StyleName) => {
    const csv = readFileSync(new URL(`../../examples/${table}.csv`, import.meta.url), 'utf8')
    const outDir = join(folder, style)
    await publishSite(csv.split('\n').slice(0, 12).join('\n'), {
      style,
      baseUrl: 'https://repository.example',
      agent: { name: 'Demo repository' },
      outDir,
    })
    const pages = readdirSync(join(outDir, 'samples')).filter(file => file.endsWith('.html'))
    return pages.map((file): RecordInput => {
      const url = `https://repository.example/${style}/${file}`
      const body = readFileSync(join(outDir, 'samples', file))
      const { documents } = extractDocuments({
        ...{ url, finalUrl: url, status: 200, mediaType: 'text/html', charset: 'utf-8' },
        ...{ fetchedAt: '2024-01-01T00:00:00Z', body, bodyDigest: '', links: [] },
      })
      return { url: url as Iri, source: sourceWith(), documents }
    })
  }

  const kernels = async (inputs: readonly RecordInput[], size: number, skip: boolean) => {
    const rules = loadRules().map(rule => (skip ? rule : { ...rule, needs: [] }))
    const records = []
    for (const input of inputs) records.push(await recordGraph(input, lab))
    const crossed = []
    for (let i = 0; i < records.length; i += size)
      crossed.push(...crosswalk(records.slice(i, i + size), { ...lab, rules }))
    return crossed.map(({ quads }) => writeQuads(quads))
  }

  it('never changes what becomes of a record, alone or in a batch', async () => {
    const inputs = [
      ...fixtures(),
      ...(await published('natural-history', 'schema-org')),
      ...(await published('rock-and-core', 'igsn-registration')),
      ...(await published('soil-and-heritage', 'sosa')),
    ]
    const all = await kernels(inputs, inputs.length, false)
    expect(all.every(kernel => kernel !== '')).toBe(true)
    expect(await kernels(inputs, inputs.length, true)).toEqual(all)
    expect(await kernels(inputs, 1, true)).toEqual(all)
  })
})
