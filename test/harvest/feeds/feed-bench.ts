/** An agent and a fetcher of its own for every test of a file. */

import { afterEach, beforeEach } from 'vitest'
import type { Fetcher } from '../../../src/harvest/fetcher.ts'
import type { Feed } from '../../../src/model/source.ts'
import { type FakeAgent, startFakeAgent } from '../../support/fake-agent.ts'
import { quickFetcher, type Reading, type ReadingOptions, readAll } from './feed-house.ts'

export interface FeedBench {
  /** Those of the test that runs. */
  readonly agent: FakeAgent
  readonly fetcher: Fetcher
  /** Reads a feed to its end, or to a checkpoint. */
  readonly read: (feed: Feed, options?: ReadingOptions) => Promise<Reading>
}

/** Sets up the bench; to be called at the top of a test file. */
export const feedBench = (): FeedBench => {
  let standing: { readonly agent: FakeAgent; readonly fetcher: Fetcher } | undefined
  const now = () => {
    if (!standing) throw new Error('no test is running')
    return standing
  }
  beforeEach(async () => {
    standing = { agent: await startFakeAgent(), fetcher: quickFetcher() }
  })
  afterEach(async () => {
    await now().fetcher.close()
    await now().agent.close()
  })
  return {
    get agent() {
      return now().agent
    },
    get fetcher() {
      return now().fetcher
    },
    read: (feed, options) => readAll(feed, now().fetcher, options),
  }
}
