/** A source for tests: quick, small limits, loopback allowed. */

import type { Politeness, Source } from '../../src/model/source.ts'
import { SOURCE_DEFAULTS } from '../../src/registry/source-defaults.ts'

export const demoSource = (
  changes: Partial<Omit<Source, 'politeness'>> & { politeness?: Partial<Politeness> } = {},
): Source => ({
  ...SOURCE_DEFAULTS,
  id: 'demo',
  name: 'Demo collection',
  feeds: [],
  profiles: [],
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
