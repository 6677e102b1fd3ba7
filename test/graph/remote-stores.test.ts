/**
 * The contract against a real store: the one that LODESTONE_TEST_SPARQL_QUERY and _UPDATE name (_GRAPH_STORE, _USER, _PASSWORD
 * and _NAME if need be), which is emptied; without them against a store of our own on loopback.
 */

import { afterAll, beforeAll } from 'vitest'
import { openRemoteGraph } from '../../src/graph/remote/open.ts'
import type { RemoteStoreSettings } from '../../src/graph/remote/options.ts'
import { type FakeStore, startFakeStore } from '../support/fake-sparql-store.ts'
import { graphStoreContract } from './graph-store.contract.ts'
import { BASE } from './small-archive.ts'

const variable = (name: string): string | undefined => process.env[`LODESTONE_TEST_SPARQL_${name}`]

const [query, update, graphStore] = ['QUERY', 'UPDATE', 'GRAPH_STORE'].map(variable)
const [user, password] = [variable('USER'), variable('PASSWORD')]
const real: RemoteStoreSettings | undefined =
  query && update
    ? {
        query,
        update,
        ...(graphStore ? { graphStore } : {}),
        ...(user ? { user } : {}),
        ...(password ? { password } : {}),
      }
    : undefined

let fake: FakeStore | undefined
beforeAll(async () => {
  if (!real) fake = await startFakeStore({ headers: { server: 'Oxigraph/fake' } })
})
afterAll(() => fake?.stop())

const settings = (): RemoteStoreSettings => {
  if (real) return real
  if (!fake) throw new Error('no store was started')
  return fake
}

graphStoreContract(variable('NAME') ?? 'a SPARQL store on loopback', dataDir =>
  openRemoteGraph({ ...settings(), dataDir, base: BASE, pollMs: 50 }),
)
