import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import { loadExamples, parseExample } from '../../src/graph/examples.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { exampleRecords, VOCABULARY } from './example-records.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

const examples = loadExamples()

describe('the example queries', () => {
  let small: SmallArchive
  let graph: GraphStore
  const answers = async (id: string): Promise<string[]> => {
    const example = examples.find(each => each.id === id)
    const result = await graph.query(example?.query ?? '', { accept: 'text/csv, application/n-triples' })
    if (!result.ok) throw new Error(result.problem.detail)
    return new TextDecoder().decode(result.value.body).trim().split(/\r?\n/)
  }

  beforeAll(async () => {
    small = await createSmallArchive()
    await small.archive.write(exampleRecords())
    graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, vocabulary: VOCABULARY, replicas: 1 })
    await graph.catchUp(await small.archive.generation())
  })
  afterAll(async () => {
    await graph.close()
    await small.remove()
  })

  it('are at least ten', () => {
    expect(examples.length).toBeGreaterThanOrEqual(10)
  })

  it.each(examples.map(({ id }) => id))('%s has an answer', async id => {
    expect((await answers(id)).length).toBeGreaterThan(1)
  })

  it('count a sample under every broader material', async () => {
    expect(await answers('01-samples-per-material')).toEqual([
      'material,label,samples',
      'urn:demo:rock,Rock,2',
      'urn:demo:basalt,Basalt,1',
    ])
  })

  it('count reports, not their results, per profile', async () => {
    expect(await answers('08-validation-per-profile')).toEqual([
      'profile,checked,conforming,violations,warnings',
      `${BASE}/api/profiles/kernel,3,3,0,1`,
    ])
  })

  it('count the samples of a custodian once, however many contacts it has', async () => {
    expect(await answers('05-custodians')).toEqual([
      'name,contact,samples',
      expect.stringMatching(/^Demo archive,.*archive@repository\.example.*,1$/),
    ])
  })

  it('find the person whose samples come from two sources', async () => {
    expect((await answers('10-people-across-sources'))[1]).toBe(
      'https://orcid.org/0000-0002-1825-0097,Demo collector,2,2',
    )
  })

  it('need a title and a description', () => {
    expect(() => parseExample('nameless', '#+ title: Only a title\nASK {}')).toThrow('nameless')
    expect(parseExample('x', '#+ title: T\n#+ description: D\n#+ keywords: a, b\n\nASK {}')).toEqual({
      id: 'x',
      title: 'T',
      description: 'D',
      keywords: ['a', 'b'],
      query: 'ASK {}\n',
    })
  })
})
