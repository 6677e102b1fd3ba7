/** The contract, against the store under test. */

import { afterAll, beforeAll } from 'vitest'
import { openRemoteGraph } from '../../src/graph/remote/open.ts'
import { nameOfStore, type StoreUnderTest, storeUnderTest } from '../support/store-under-test.ts'
import { graphStoreContract } from './graph-store.contract.ts'
import { BASE } from './small-archive.ts'

let under: StoreUnderTest | undefined
beforeAll(async () => {
  under = await storeUnderTest()
})
afterAll(() => under?.stop())

graphStoreContract(nameOfStore, dataDir => {
  if (!under) throw new Error('no store was started')
  return openRemoteGraph({ ...under.settings, dataDir, base: BASE, pollMs: 50 })
})
