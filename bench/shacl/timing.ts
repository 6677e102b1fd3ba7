/** Times several ways of doing the same, pass by pass in turn, so that a busy machine is busy for all of them. */
import type { Contender } from './engines.ts'

/** Medians of all passes. */
export interface Timing {
  readonly what: string
  readonly 'graphs/s (CPU)': number
  readonly 'graphs/s (wall)': number
  readonly 'ms CPU': number
  readonly 'bad graphs': number
  readonly results: number
}

const PASSES = 5

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const figure = (perSecond: number): number => Number(perSecond.toPrecision(3))

/** Runs every contender over all graphs: once to warm up, then five times in turn. */
export const timings = async (
  graphs: number,
  contenders: Readonly<Record<string, Contender>>,
): Promise<readonly Timing[]> => {
  const rows = Object.entries(contenders).map(([what, run]) => ({
    what,
    run,
    cpu: [] as number[],
    wall: [] as number[],
    bad: 0,
    results: 0,
  }))
  for (let pass = 0; pass <= PASSES; pass++)
    for (const row of rows) {
      row.bad = 0
      row.results = 0
      const wall = performance.now()
      const cpu = process.cpuUsage()
      for (let i = 0; i < graphs; i++) {
        const answer = row.run(i)
        const found = typeof answer === 'number' ? answer : await answer
        row.results += found
        if (found > 0) row.bad++
      }
      const { user, system } = process.cpuUsage(cpu)
      if (pass === 0) continue
      row.cpu.push((user + system) / 1000 / graphs)
      row.wall.push((performance.now() - wall) / graphs)
    }
  return rows.map(({ what, cpu, wall, bad, results }) => ({
    what,
    'graphs/s (CPU)': figure(1000 / median(cpu)),
    'graphs/s (wall)': figure(1000 / median(wall)),
    'ms CPU': Number(median(cpu).toFixed(4)),
    'bad graphs': bad,
    results,
  }))
}
