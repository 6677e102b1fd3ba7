import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import { openUserDatabase } from '../../src/graph/user-graphs/database.ts'
import { exampleRecords } from './example-records.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

describe('user graphs after a crash', () => {
  let small: SmallArchive
  const openGraph = () =>
    // Saved from the first quad on, so that the second start begins with the image.
    openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, replicas: 1, saveFrom: 1 })

  beforeAll(async () => {
    small = await createSmallArchive()
    await small.archive.write(exampleRecords())
  })
  afterAll(() => small.remove())

  it('shows what was committed and not shown yet, also beside a saved graph', async () => {
    const shownWith = async (line: string): Promise<string> => {
      const database = openUserDatabase(small.dataDir)
      database.commit({ removed: [], added: [line] })
      database.close()
      const graph = openGraph()
      await graph.catchUp(await small.archive.generation())
      const answer = await graph.query('SELECT ?o { GRAPH <urn:x:g> { ?s ?p ?o } } ORDER BY ?o', {
        accept: 'text/csv',
      })
      await graph.close()
      return answer.ok
        ? new TextDecoder().decode(answer.value.body).replace(/\s+/g, ' ').trim()
        : answer.problem.detail
    }
    expect(await shownWith('<urn:x:a> <urn:x:b> "1" <urn:x:g> .')).toBe('o 1')
    expect(await shownWith('<urn:x:a> <urn:x:b> "2" <urn:x:g> .')).toBe('o 1 2')
  })
})
