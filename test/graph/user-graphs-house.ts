/** The embedded graph over a small archive, and what users may write in it. */

import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import {
  openUserGraphs,
  type UserGraphs,
  type UserGraphsOptions,
} from '../../src/graph/user-graphs/user-graphs.ts'
import { exampleRecords } from './example-records.ts'
import { BASE, createSmallArchive } from './small-archive.ts'

export interface WritingHouse {
  readonly graph: GraphStore
  readonly users: UserGraphs
  close(): Promise<void>
}

/** Opens all of it; every answer shows the example records. `bounds` are those of writing. */
export const openWritingHouse = async (
  bounds: Pick<UserGraphsOptions, 'maxStatements' | 'maxChanges'> = {},
): Promise<WritingHouse> => {
  const small = await createSmallArchive()
  await small.archive.write(exampleRecords())
  const graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, replicas: 1 })
  await graph.catchUp(await small.archive.generation())
  const users = openUserGraphs({
    dataDir: small.dataDir,
    base: BASE,
    graph,
    isRecord: async iri => (await small.archive.record(iri)) !== undefined,
    deadlineMs: 20_000,
    ...bounds,
  })
  return {
    graph,
    users,
    async close() {
      users.close()
      await graph.close()
      await small.remove()
    },
  }
}
