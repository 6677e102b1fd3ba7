/** How a source is treated that says nothing about it. */
import type { Source } from '../model/source.ts'

/** Values of the settings that an entry of sources.yaml may leave out; times in milliseconds unless named otherwise. */
export const SOURCE_DEFAULTS = {
  politeness: { concurrency: 4, delayMs: 100, timeoutMs: 30_000, maxPageBytes: 10_000_000 },
  refresh: { days: 30, withoutLastmodDays: 0 },
  withdrawal: { misses: 3, days: 7, share: 0.1 },
  repairs: { off: [], on: [] },
  overlay: 'auto',
  render: false,
  allowPrivateAddresses: false,
  demo: false,
} as const satisfies Partial<Source>
