/** Hostile and odd values, through the loader and back out of a store. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRemoteGraph } from '../../src/graph/remote/open.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { geo, xsd } from '../../src/rdf/namespaces.ts'
import { buildOutcome } from '../support/build-record.ts'
import { type StoreUnderTest, storeUnderTest } from '../support/store-under-test.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

const typed = (value: string, type: string) => `"${value}"^^<${xsd(type).value}>`
const SUBJECT = 'https://doi.org/10.60510/values'
const VALUES: readonly (readonly [string, string])[] = [
  ['quotes and backslashes', '"a \\"b\\" \\\\ c"'],
  ['line ends and tabs', '"one\\ntwo\\r\\n\\tthree"'],
  ['what looks like the end of an update', '"\\" } } ; CLEAR ALL ; #"'],
  ['what looks like a graph', '"> <http://evil.example/> ."'],
  ['a control character', '"bell \\u0007"'],
  ['letters beyond the first plane', '"\u{1d11e} \u{1f30b}"'],
  ['a language', '"Gestein"@de-at'],
  ['a long text', `"${'lava '.repeat(20_000)}"`],
  ['a year', typed('1987', 'gYear')],
  ['a month', typed('1987-05', 'gYearMonth')],
  ['a day', typed('1987-05-04', 'date')],
  ['a moment', typed('1987-05-04T10:00:00Z', 'dateTime')],
  ['a height', typed('-12.25', 'decimal')],
  ['a count', typed('7', 'integer')],
  ['a truth', typed('true', 'boolean')],
  ['a point', `"POINT(-17.123456 64.1)"^^<${geo('wktLiteral').value}>`],
]
const kernel = VALUES.map(
  ([, value], index) => `<${SUBJECT}> <https://example.org/p${String(index).padStart(2, '0')}> ${value} .\n`,
).join('')

describe('values in a SPARQL store', () => {
  let under: StoreUnderTest
  let small: SmallArchive
  let graph: GraphStore
  beforeAll(async () => {
    under = await storeUnderTest()
    small = await createSmallArchive()
    graph = openRemoteGraph({ ...under.settings, dataDir: small.dataDir, base: BASE, pollMs: 50 })
    await small.archive.write([
      buildOutcome({ id: 1 }),
      buildOutcome({ id: 'values', kernelTriples: kernel }),
    ])
    expect(await graph.catchUp(2)).toMatchObject({ ok: true })
  })
  afterAll(async () => {
    await graph.close()
    await small.remove()
    await under.stop()
  })
  const triples = async (): Promise<string[]> => {
    const result = await graph.query(`CONSTRUCT WHERE { <${SUBJECT}> ?p ?o }`, {
      accept: 'application/n-triples',
    })
    if (!result.ok) throw new Error(result.problem.detail)
    return new TextDecoder().decode(result.value.body).split('\n').filter(Boolean)
  }
  const objectOf = (lines: readonly string[], index: number): string | undefined =>
    lines
      .find(line => line.includes(`/p${String(index).padStart(2, '0')}>`))
      ?.replace(/^\S+ \S+ /, '')
      .slice(0, -2)

  it.each(VALUES.map(([name, value], index) => ({ name, value, index })))(
    'come back as they were: $name',
    async ({ value, index }) => {
      const found = objectOf(await triples(), index)
      // Stores may leave escapes out, and write language tags as BCP 47 recommends.
      const plain = found?.replaceAll('\u0007', '\\u0007').replace(/@[a-zA-Z-]+$/, tag => tag.toLowerCase())
      expect(plain).toBe(value)
    },
  )

  it('leave with their record, and nothing else does', async () => {
    await small.archive.withdraw('https://repository.example/sample/values', 'gone (410)')
    expect(await graph.catchUp(3)).toMatchObject({ ok: true })
    expect(await triples()).toEqual([])
    const one = await graph.query('ASK { GRAPH <https://repository.example/sample/1> { ?s ?p ?o } }', {
      accept: 'text/csv',
    })
    expect(one.ok && new TextDecoder().decode(one.value.body)).toBe('true')
    expect(graph.status()).not.toHaveProperty('problem')
  })
})
