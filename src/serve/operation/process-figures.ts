/** Figures of the process, under the names that dashboards for Node look for. */

import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { programVersion } from '../../registry/bundled.ts'
import { type Family, reading } from './metric.ts'

const NANOSECONDS = 1e9

/** Delay of the event loop since it was read last; a histogram without observations has no numbers. */
const delays = (histogram: IntervalHistogram): readonly (readonly [Record<string, string>, number])[] => {
  if (histogram.count === 0) return []
  const found = [
    [{ quantile: '0.5' }, histogram.percentile(50) / NANOSECONDS],
    [{ quantile: '0.99' }, histogram.percentile(99) / NANOSECONDS],
    [{ quantile: '1' }, histogram.max / NANOSECONDS],
  ] as const
  histogram.reset()
  return found
}

/** Measures the process from now on until `close`. */
export const openProcessFigures = (): { readonly families: readonly Family[]; close(): void } => {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const started = Date.now() / 1000 - process.uptime()
  const memory = (part: keyof NodeJS.MemoryUsage) => (): number => process.memoryUsage()[part]
  const families = [
    reading('gauge', 'lodestone_info', 'Version of the program', () => [
      [{ version: programVersion(), node: process.version }, 1],
    ]),
    reading('gauge', 'process_start_time_seconds', 'When the process was started', () => started),
    reading('counter', 'process_cpu_user_seconds', 'Processor time in the program, all threads', () => {
      return process.cpuUsage().user / 1e6
    }),
    reading('counter', 'process_cpu_system_seconds', 'Processor time in the system, all threads', () => {
      return process.cpuUsage().system / 1e6
    }),
    reading('gauge', 'process_resident_memory_bytes', 'Memory of the process, all threads', () =>
      process.memoryUsage.rss(),
    ),
    reading('gauge', 'nodejs_heap_size_used_bytes', 'Heap in use in the main thread', memory('heapUsed')),
    reading('gauge', 'nodejs_external_memory_bytes', 'Memory beside the heap', memory('external')),
    reading(
      'gauge',
      'lodestone_event_loop_delay_seconds',
      'How late timers of the main thread were since the last look, by quantile',
      () => delays(delay),
    ),
  ]
  return { families, close: () => delay.disable() }
}
