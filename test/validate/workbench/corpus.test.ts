import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PREFIXES } from '../../../src/rdf/namespaces.ts'
import type { DataGraph } from '../../../src/shacl/data-graph.ts'
import type { Corpus, CorpusRecord } from '../../../src/validate/workbench/corpus.ts'
import { diffCorpus, differingShapes } from '../../../src/validate/workbench/corpus-diff.ts'
import { reportCorpus as reportAll } from '../../../src/validate/workbench/corpus-report.ts'
import { Frequent } from '../../../src/validate/workbench/frequent.ts'
import type { WorkProfile } from '../../../src/validate/workbench/work-profile.ts'
import { ASKS_NAME, NOTHING, opened, writeProfile } from './profile-folder.ts'

const record = (id: number, statements: readonly string[], source = 'demo-a'): CorpusRecord => {
  const sample = `https://demo.example/sample/${id}`
  const triples = [`a <${PREFIXES.sosa}Sample>`, ...statements]
  return {
    url: `https://demo.example/page/${id}`,
    source,
    samples: [sample],
    kernelTriples: triples
      .map(each => `<${sample}> ${each.replace(/^a /, `<${PREFIXES.rdf}type> `)} .\n`)
      .join(''),
  }
}
const names = (...all: string[]) => all.map(name => `<${PREFIXES.schema}name> "${name}"`)
async function* pages(records: readonly CorpusRecord[], size = 2): Corpus {
  for (let from = 0; from < records.length; from += size) yield records.slice(from, from + size)
}
const usable = (profile: WorkProfile) => {
  if (!profile.compilation.ok) throw new Error('bad shapes')
  return { compiled: profile.compilation.value, shapes: profile.shapes }
}
const reportCorpus = async (
  corpus: Corpus,
  profile: Parameters<typeof reportAll>[1][number],
  background: DataGraph,
  onRecords?: (done: number) => void,
) => {
  const [report] = await reportAll(corpus, [profile], background, onRecords)
  if (!report) throw new Error('no report')
  return report
}
const profileOf = (shapes: string, id = 'demo') => opened(writeProfile({ id, shapes }), id)

describe('a profile over a corpus', () => {
  const records = [
    record(1, names('one')),
    record(2, []),
    record(3, names('a', 'b', 'c')),
    record(4, [], 'demo-b'),
  ]

  it('counts targets, evaluations and failures of each constraint, by source', async () => {
    const done: number[] = []
    const report = await reportCorpus(pages(records), usable(profileOf(ASKS_NAME)), NOTHING, n =>
      done.push(n),
    )
    expect(report).toMatchObject({ records: 4, conforming: 1, incomplete: 0 })
    expect(
      report.constraints.map(({ known, records: failing, evaluated }) => [known.text, failing, evaluated]),
    ).toEqual([
      ['minCount 1', 2, 4],
      ['maxCount 2', 1, 4],
    ])
    const [least] = report.constraints
    expect(least?.bySource.get('demo-b')).toEqual({ targets: 1, evaluated: 1, failed: 1, records: 1 })
    expect(least?.samples).toEqual(['https://demo.example/page/2', 'https://demo.example/page/4'])
    expect(done).toEqual([2, 4])
  })

  it('names the most frequent bad values and at most five records', async () => {
    const shapes = ASKS_NAME.replace('sh:minCount 1', 'sh:pattern "^Demo"')
    const many = Array.from({ length: 9 }, (_, i) => record(i, names(i % 3 === 0 ? 'rare' : 'frequent')))
    const report = await reportCorpus(pages(many), usable(profileOf(shapes)), NOTHING)
    const pattern = report.constraints.find(({ known }) => known.text.startsWith('pattern'))
    expect(pattern?.badValues).toEqual([
      { text: 'frequent', count: 6 },
      { text: 'rare', count: 3 },
    ])
    expect(pattern?.samples).toHaveLength(5)
  })

  it('reports on several profiles in one pass, each on the records that it is about', async () => {
    const [one, two] = [profileOf(ASKS_NAME), profileOf(ASKS_NAME)]
    const known = records.map((each, i) => ({ ...each, profiles: i < 1 ? ['kernel', 'demo'] : ['kernel'] }))
    const applies = ({ profiles }: CorpusRecord) => profiles?.includes('demo') ?? false
    const reports = await reportAll(pages(known), [usable(one), { ...usable(two), applies }], NOTHING)
    expect(reports.map(report => [report.records, report.others])).toEqual([
      [4, 0],
      [1, 3],
    ])
  })

  it('counts what sh:or reports, not what is inside of it', async () => {
    const shapes = `c:S a sh:NodeShape ; sh:targetClass sosa:Sample ;
      sh:or ( [ sh:path schema:name ; sh:minCount 1 ] [ sh:path schema:url ; sh:minCount 1 ] ) .`
    const report = await reportCorpus(pages(records), usable(profileOf(shapes)), NOTHING)
    expect(report.constraints.map(({ known, records: failing }) => [known.owner, failing])).toEqual([
      ['S', 2],
    ])
  })
})

describe('two versions of a profile over a corpus', () => {
  const diffOf = (
    before: string,
    after: string,
    records: readonly CorpusRecord[],
    threshold = 'violation' as const,
  ) =>
    diffCorpus(pages(records), differingShapes(profileOf(before), profileOf(after)), NOTHING, { threshold })
  const stricter = ASKS_NAME.replace('sh:minCount 1', 'sh:minCount 2')

  it('tells newly failing, newly fixed and unchanged records and constraints', async () => {
    const records = [
      record(1, names('a')),
      record(2, names('a', 'b')),
      record(3, []),
      record(4, names('a'), 'demo-b'),
    ]
    const diff = await diffOf(ASKS_NAME, stricter, records)
    expect(diff.records).toEqual({ all: 4, newlyFailing: 2, newlyFixed: 0, stillFailing: 1, stillPassing: 1 })
    expect(diff.newlyFailingSamples).toEqual(['https://demo.example/page/1', 'https://demo.example/page/4'])
    expect(diff.bySource.get('demo-b')).toMatchObject({ newlyFailing: 1 })
    expect(
      diff.constraints.map(({ known, status, before, newlyFailing }) => [
        known.text,
        status,
        before,
        newlyFailing,
      ]),
    ).toEqual([
      ['minCount 2', 'kept', 'Violation minCount 1', 2],
      ['maxCount 2', 'kept', undefined, 0],
    ])
    const back = await diffOf(stricter, ASKS_NAME, records)
    expect(back.records).toMatchObject({ newlyFailing: 0, newlyFixed: 2 })
  })

  it('tells constraints that are added or gone', async () => {
    const without = ASKS_NAME.replace('sh:maxCount 2 ;', '')
    const status = async (before: string, after: string) =>
      (await diffOf(before, after, [])).constraints.map(each => `${each.known.text} ${each.status}`)
    expect(await status(without, ASKS_NAME)).toEqual(['minCount 1 kept', 'maxCount 2 added'])
    expect(await status(ASKS_NAME, without)).toEqual(['minCount 1 kept', 'maxCount 2 removed'])
  })

  it('recognises a constraint in another namespace, and one that is only more severe now', async () => {
    const warning = ASKS_NAME.replace('sh:minCount', 'sh:severity sh:Warning ; sh:minCount')
    const moved = ASKS_NAME.replaceAll('c:', 'skos:')
    const diff = await diffOf(warning, moved, [record(1, [])])
    expect(diff.constraints.map(({ status }) => status)).toEqual(['kept', 'kept'])
    expect(diff.constraints[0]).toMatchObject({ before: 'Warning minCount 1', stillFailing: 1 })
    expect(diff.records).toMatchObject({ newlyFailing: 1 })
  })

  it('changes nothing when a profile is compared with itself in another order', async () => {
    const [first = '', ...rest] = ASKS_NAME.split('\n')
    expect(differingShapes(profileOf(ASKS_NAME), profileOf([...rest, first].join('\n')))).toEqual([[], []])
  })

  it('finds for any corpus as many failing before and after as two reports do', async () => {
    const counts = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 })
    const profiles = [profileOf(ASKS_NAME), profileOf(stricter)] as const
    await fc.assert(
      fc.asyncProperty(counts, async all => {
        const records = all.map((n, i) =>
          record(i, names(...Array.from({ length: n }, (_, j) => `name ${j}`))),
        )
        const diff = await diffCorpus(pages(records), differingShapes(...profiles), NOTHING, {
          threshold: 'violation',
        })
        const failing = await Promise.all(
          profiles.map(async profile => {
            const report = await reportCorpus(pages(records), usable(profile), NOTHING)
            return report.records - report.conforming
          }),
        )
        const { newlyFailing, newlyFixed, stillFailing } = diff.records
        expect([newlyFixed + stillFailing, newlyFailing + stillFailing]).toEqual(failing)
      }),
      { numRuns: 50 },
    )
  })
})

describe('the most frequent texts', () => {
  it('counts exactly while there are few', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd')), texts => {
        const frequent = new Frequent()
        for (const text of texts) frequent.add(text)
        for (const { text, count } of frequent.most(9))
          expect(count).toBe(texts.filter(each => each === text).length)
        expect(frequent.isEstimate).toBe(false)
      }),
    )
  })

  it('forgets rare ones among very many, keeps the frequent one, and says that it estimates', () => {
    const frequent = new Frequent()
    for (let i = 0; i < 20_000; i++) frequent.add(i % 3 === 0 ? 'often' : `rare ${i}`)
    expect(frequent.most(1)).toEqual([{ text: 'often', count: 6667 }])
    expect(frequent.isEstimate).toBe(true)
    expect(frequent.most(1e9).length).toBeLessThanOrEqual(1000)
  })
})
