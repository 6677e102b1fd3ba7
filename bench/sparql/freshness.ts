/** How long a record that is written to the archive takes until an endpoint shows it. */
import { setTimeout as pause } from 'node:timers/promises'
import { createWriter, openOrThrow } from '../synthetic/archive.ts'
import { sampleIri } from '../synthetic/statements.ts'
import { askNumber } from './client.ts'
import type { Contender } from './contenders.ts'
import { quantile } from './timing.ts'

export interface Freshness {
  readonly name: string
  readonly medianMs: number
  readonly maxMs: number
}

/** A record number that is about a sample of its own, the n-th after `records`. */
const newcomer = (records: number, n: number): number => Math.ceil(records / 33) * 33 + 33 * n

/** Writes records one by one at uneven times, and asks for each until it is there. */
export const freshnessOf = async (
  { loaded, endpoints, data }: Contender,
  records: number,
  writes: number,
): Promise<Freshness> => {
  const endpoint = endpoints.at(-1)
  if (!endpoint) throw new Error(`${loaded.name} has no endpoint`)
  const archive = await openOrThrow(data)
  const write = createWriter()
  const times: number[] = []
  for (let n = 0; n < writes; n++) {
    const i = newcomer(records, n)
    const text = `SELECT (COUNT(*) AS ?n) WHERE { <${sampleIri(i)}> a <http://www.w3.org/ns/sosa/Sample> }`
    await write(archive, i, 1)
    const start = performance.now()
    while (!(await askNumber(endpoint, text))) await pause(10)
    times.push(performance.now() - start)
    await pause(137 * (n % 5))
  }
  await archive.close()
  return { name: endpoint.name, medianMs: quantile(times, 0.5), maxMs: Math.max(...times) }
}
