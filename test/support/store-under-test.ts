/**
 * The SPARQL store that tests run against: the one that LODESTONE_TEST_SPARQL_QUERY and _UPDATE name (_GRAPH_STORE, _USER,
 * _PASSWORD and _NAME if need be), whose Lodestone graphs are emptied; without them a store of our own on loopback.
 */

import type { RemoteStoreSettings } from '../../src/graph/remote/options.ts'
import { startFakeStore } from './fake-sparql-store.ts'

const variable = (name: string): string | undefined =>
  process.env[`LODESTONE_TEST_SPARQL_${name}`] || undefined

export interface StoreUnderTest {
  readonly settings: RemoteStoreSettings
  stop(): Promise<void>
}

/** What to call it in the names of tests. */
export const nameOfStore = variable('NAME') ?? 'a SPARQL store on loopback'

/** Starts the store of our own, or gives the addresses of the one that is named. */
export const storeUnderTest = async (): Promise<StoreUnderTest> => {
  const [query, update, graphStore] = ['QUERY', 'UPDATE', 'GRAPH_STORE'].map(variable)
  const [user, password] = [variable('USER'), variable('PASSWORD')]
  if (query && update)
    return {
      settings: {
        query,
        update,
        ...(graphStore ? { graphStore } : {}),
        ...(user ? { user } : {}),
        ...(password ? { password } : {}),
      },
      stop: async () => undefined,
    }
  const fake = await startFakeStore({ headers: { server: 'Oxigraph/fake' } })
  return {
    settings: { query: fake.query, update: fake.update, graphStore: fake.graphStore },
    stop: fake.stop,
  }
}
