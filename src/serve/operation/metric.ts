/** Figures that monitoring collects: counters, gauges and histograms with labels. */

export type Labels = Readonly<Record<string, string>>

/** One number. `suffix` follows the family's name: `_bucket`, `_sum`, `_count`, or nothing. */
export interface Sample {
  readonly suffix: string
  readonly labels: Labels
  readonly value: number
}

/** All numbers of one name. A counter's name is without `_total`, which is added when it is written. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  collect(): readonly Sample[]
}

/** Sets of labels that one family may have; figures of any further ones are summed up under `other`. */
const MAX_SERIES = 1000

/** Values by sets of labels, of bounded number. */
const series = <T>(make: () => T) => {
  const all = new Map<string, { labels: Labels; value: T }>()
  return {
    all,
    of(labels: Labels): { labels: Labels; value: T } {
      const wanted = JSON.stringify(labels)
      const known = all.get(wanted)
      if (known) return known
      const other = Object.fromEntries(Object.keys(labels).map(name => [name, 'other']))
      const used = all.size < MAX_SERIES ? labels : other
      const key = JSON.stringify(used)
      const entry = all.get(key) ?? { labels: used, value: make() }
      all.set(key, entry)
      return entry
    },
  }
}

export interface Counter extends Family {
  add(labels: Labels, amount?: number): void
}

/** A number that only grows. */
export const counter = (name: string, help: string): Counter => {
  const { all, of } = series(() => 0)
  return {
    name,
    help,
    type: 'counter',
    add(labels, amount = 1) {
      of(labels).value += amount
    },
    collect: () => [...all.values()].map(({ labels, value }) => ({ suffix: '', labels, value })),
  }
}

export interface Histogram extends Family {
  observe(labels: Labels, value: number): void
}

/** How many observations there were up to each of the bounds, which ascend. */
export const histogram = (name: string, help: string, bounds: readonly number[]): Histogram => {
  const { all, of } = series(() => ({ counts: bounds.map(() => 0), sum: 0, count: 0 }))
  return {
    name,
    help,
    type: 'histogram',
    observe(labels, value) {
      const figures = of(labels).value
      const place = bounds.findIndex(bound => value <= bound)
      if (place >= 0) figures.counts[place] = (figures.counts[place] ?? 0) + 1
      figures.sum += value
      figures.count++
    },
    collect: () =>
      [...all.values()].flatMap(({ labels, value: { counts, sum, count } }) => {
        let below = 0
        const buckets = bounds.map((bound, index) => {
          below += counts[index] ?? 0
          return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: below }
        })
        return [
          ...buckets,
          { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
          { suffix: '_sum', labels, value: sum },
          { suffix: '_count', labels, value: count },
        ]
      }),
  }
}

/** What is read when it is asked for: one number, or several with labels; undefined is left out. */
export const reading = (
  type: 'gauge' | 'counter',
  name: string,
  help: string,
  read: () => number | undefined | readonly (readonly [Labels, number | undefined])[],
): Family => ({
  name,
  help,
  type,
  collect: () => {
    const found = read()
    const all = typeof found === 'object' ? found : [[{}, found] as const]
    return all.flatMap(([labels, value]) => (value === undefined ? [] : [{ suffix: '', labels, value }]))
  },
})
