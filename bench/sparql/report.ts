/** The figures as tables. */
import { table } from '../../src/cli/table.ts'
import type { Loaded } from './contenders.ts'
import type { Freshness } from './freshness.ts'
import { quantile, type Timing } from './timing.ts'

const lay = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  table(
    titles.map((title, i) => ({ title, align: i === 0 ? 'left' : 'right' })),
    rows,
  )

const fixed = (number: number, digits = 0): string => (Number.isNaN(number) ? '-' : number.toFixed(digits))

export const loadTable = (all: readonly Loaded[]): string =>
  lay(
    'graph, quads, cold s, warm s, samples/s, quads/s, CPU s, program MB, store MB, KB/sample, disk MB'.split(
      ', ',
    ),
    all.map(one => [
      ...[one.name, fixed(one.quads), fixed(one.coldSeconds, 1), fixed(one.warmSeconds, 1)],
      ...[fixed(one.samplesPerSecond), fixed(one.quadsPerSecond), fixed(one.loadCpuSeconds, 1)],
      ...[fixed(one.programMb), fixed(one.storeMb), fixed(one.kbPerSample, 1), fixed(one.diskMb)],
    ]),
  )

export const timeTable = (timings: readonly Timing[]): string => {
  const endpoints = [...new Set(timings.map(one => one.endpoint))]
  const queries = [...new Set(timings.map(one => one.query))]
  const at = (query: string, endpoint: string) =>
    timings.find(one => one.query === query && one.endpoint === endpoint)
  return lay(
    ['median / 95 % in ms', 'rows', ...endpoints],
    queries.map(query => [
      query,
      String(Math.max(...endpoints.map(endpoint => at(query, endpoint)?.rows ?? 0))),
      ...endpoints.map(endpoint => {
        const one = at(query, endpoint)
        return one?.status === 200
          ? `${fixed(one.median, 1)} / ${fixed(one.p95, 1)}`
          : `refused (${one?.status})`
      }),
    ]),
  )
}

export interface Ratio {
  readonly store: string
  readonly perQuery: Readonly<Record<string, number>>
  /** Median over the queries of through us / direct. */
  readonly median: number
  /** Median over the queries of the milliseconds that are added. */
  readonly addedMs: number
}

/** What going through us costs, per store. */
export const ratiosOf = (timings: readonly Timing[]): readonly Ratio[] =>
  [...new Set(timings.map(one => one.endpoint))]
    .filter(name => name.endsWith(' direct'))
    .map(name => {
      const store = name.slice(0, -' direct'.length)
      const pairs = timings
        .filter(one => one.endpoint === name && one.status === 200)
        .flatMap(direct => {
          const us = timings.find(
            one => one.query === direct.query && one.endpoint === `${store} through us` && one.status === 200,
          )
          return us ? [{ query: direct.query, us: us.median, direct: direct.median }] : []
        })
      return {
        store,
        perQuery: Object.fromEntries(pairs.map(pair => [pair.query, pair.us / pair.direct])),
        median: quantile(
          pairs.map(pair => pair.us / pair.direct),
          0.5,
        ),
        addedMs: quantile(
          pairs.map(pair => pair.us - pair.direct),
          0.5,
        ),
      }
    })

export const ratioLines = (ratios: readonly Ratio[]): string =>
  ratios
    .map(
      ({ store, perQuery, median, addedMs }) =>
        `${store}: through us / direct = ${median.toFixed(3)} at the median over ${Object.keys(perQuery).length} queries, ${addedMs.toFixed(2)} ms added; ${Object.entries(
          perQuery,
        )
          .map(([query, ratio]) => `${query.slice(0, 2)}: ${ratio.toFixed(2)}`)
          .join(', ')}`,
    )
    .join('\n')

/** Answers that are not those of the first endpoint. */
export const differences = (timings: readonly Timing[]): string =>
  timings
    .filter(one => one.answer !== 'equal')
    .map(one => `${one.query} at ${one.endpoint}: ${one.answer}`)
    .join('\n') || 'every endpoint gives the same rows'

export const freshTable = (all: readonly Freshness[]): string =>
  lay(
    ['written until shown', 'median ms', 'most ms'],
    all.map(one => [one.name, fixed(one.medianMs), fixed(one.maxMs)]),
  )
