/** Asks a catalogue and takes the time. */
import { quantile } from '../sparql/timing.ts'

/** Times in milliseconds: by the clock, and of the processor for one question on average. */
export interface Times {
  readonly name: string
  readonly first: number
  readonly median: number
  readonly p95: number
  readonly cpu: number
}

export interface Ask {
  readonly name: string
  run(): Promise<unknown>
}

/** Every question once, then `rounds` times in turn; one at a time. */
export const askOne = async (asks: readonly Ask[], rounds: number): Promise<Times[]> => {
  const times = asks.map(() => [] as number[])
  const spent = asks.map(() => 0)
  const first: number[] = []
  for (let round = 0; round <= rounds; round++)
    for (const [n, ask] of asks.entries()) {
      const [began, cpu] = [performance.now(), process.cpuUsage()]
      await ask.run()
      const ms = performance.now() - began
      const { user, system } = process.cpuUsage(cpu)
      if (round === 0) first[n] = ms
      else {
        times[n]?.push(ms)
        spent[n] = (spent[n] ?? 0) + (user + system) / 1000
      }
    }
  return asks.map(({ name }, n) => ({
    ...{ name, first: first[n] ?? Number.NaN, cpu: (spent[n] ?? 0) / rounds },
    ...{ median: quantile(times[n] ?? [], 0.5), p95: quantile(times[n] ?? [], 0.95) },
  }))
}

/** `clients` at once ask all questions `rounds` times, each in an order of its own; all times together. */
export const askMany = async (
  asks: readonly Ask[],
  clients: number,
  rounds: number,
): Promise<{ median: number; p95: number; perSecond: number }> => {
  const times: number[] = []
  const began = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let k = 0; k < rounds * asks.length; k++) {
        const ask = asks[(k * 7 + client * 3) % asks.length]
        const start = performance.now()
        await ask?.run()
        times.push(performance.now() - start)
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95), perSecond: times.length / seconds }
}
