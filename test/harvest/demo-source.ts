/** A source for tests: quick, small limits, loopback allowed. */

import type { Politeness, Source } from '../../src/model/source.ts'

export const demoSource = (
  changes: Partial<Omit<Source, 'politeness'>> & { politeness?: Partial<Politeness> } = {},
): Source => ({
  id: 'demo',
  name: 'Demo collection',
  feeds: [],
  profiles: [],
  overlay: 'auto',
  allowPrivateAddresses: true,
  demo: true,
  ...changes,
  politeness: {
    concurrency: 4,
    delayMs: 0,
    timeoutMs: 5000,
    maxPageBytes: 1024 * 1024,
    ...changes.politeness,
  },
})
