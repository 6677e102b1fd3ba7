import { describe, expect, it } from 'vitest'
import type { GraphStore } from '../../src/graph/store.ts'
import { openUserGraphs } from '../../src/graph/user-graphs/user-graphs.ts'
import { BASE, createSmallArchive } from './small-archive.ts'

const NONE = { usingGraphs: [], usingNamedGraphs: [] }
const DATA = 'INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> "c" } }'
const WHERE = 'INSERT { GRAPH <urn:x:g> { ?s ?p ?o } } WHERE { ?s ?p ?o }'

/** A graph that does not answer before it is told. */
const reluctant = () => {
  let answer = (): void => {}
  const asked = new Promise<void>(resolve => {
    answer = resolve
  })
  const body = new TextEncoder().encode('{"head":{"vars":[]},"results":{"bindings":[]}}')
  const status = { generation: 1, lag: 0, quads: 0, replicas: 1 }
  const graph: GraphStore = {
    async query() {
      await asked
      return {
        ok: true,
        value: { form: 'SELECT', mediaType: 'application/sparql-results+json', body, generation: 1 },
      }
    },
    status: () => status,
    catchUp: async () => ({ ok: true, value: undefined }),
    close: async () => {},
  }
  return { graph, answer: () => answer() }
}

const codesOf = async (all: readonly Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.all(all)).map(each => {
    const result = each as { ok: boolean; problem?: { code: string } }
    return result.ok ? 'ok' : result.problem?.code
  })

describe('writes of users', () => {
  it('wait in a bounded queue, updates and documents alike', async () => {
    const small = await createSmallArchive()
    const { graph, answer } = reluctant()
    const users = openUserGraphs({
      ...{ dataDir: small.dataDir, base: BASE, graph, isRecord: async () => false },
      ...{ deadlineMs: 60_000, mostWaiting: 2 },
    })
    try {
      const first = users.update(WHERE, NONE)
      const waiting = [users.update(DATA, NONE), users.drop('urn:x:g')]
      const late = [users.update(DATA, NONE), users.put('urn:x:g', [], 'add'), users.drop('urn:x:g')]
      expect(await codesOf(late)).toEqual(['busy', 'busy', 'busy'])
      answer()
      expect(await codesOf([first, ...waiting])).toEqual(['ok', 'ok', 'ok'])
    } finally {
      users.close()
      await small.remove()
    }
  })

  it('change nothing when they are not done at their deadline', async () => {
    const small = await createSmallArchive()
    const { graph, answer } = reluctant()
    answer()
    const isRecord = async (): Promise<boolean> => {
      const end = performance.now() + 20
      while (performance.now() < end) await Promise.resolve()
      return false
    }
    const users = openUserGraphs({
      ...{ dataDir: small.dataDir, base: BASE, graph, isRecord, deadlineMs: 10 },
    })
    try {
      const all = [users.update(`${DATA} ; ${DATA}`, NONE), users.update(DATA, NONE)]
      expect(await codesOf(all)).toEqual(['deadline', 'deadline'])
      expect(users.lines('urn:x:g')).toBeUndefined()
    } finally {
      users.close()
      await small.remove()
    }
  })
})
