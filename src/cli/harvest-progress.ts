/** Where a harvest stands, in one line: per source what is done, queued and failed, how fast, and when it will be over. */
import type { Standing } from '../archive/frontier.ts'
import type { Tally } from '../walk/tally.ts'

/** Progress of one source. */
export interface SourceProgress {
  visited(): void
  standing(standing: Standing): void
  end(): void
}

interface Moment {
  readonly at: number
  readonly done: number
}

interface Row {
  readonly tally: Tally
  /** What was done at moments of the last minute, oldest first: the rate of now, not of the whole run. */
  readonly moments: Moment[]
  standing: Standing | undefined
}

interface Estimate {
  readonly done: number
  /** Pages left, when the listing has told all. */
  readonly left: number | undefined
  /** Pages a second. */
  readonly rate: number
}

const WINDOW_MS = 60_000
const MOMENT_MS = 1_000
/** Visits may end by the thousand a second: the line is made anew for some of them only. */
const VISIT_MS = 50

/** Seconds as `45 s`, `3 min`, `2 h 5 min`. */
export const durationText = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const numbers = new Intl.NumberFormat('en')
const number = (value: number): string => numbers.format(value)

const rateText = (rate: number): string =>
  `${rate > 0 && rate < 10 ? rate.toFixed(1) : number(Math.round(rate))}/s`

const etaText = ({ left, rate }: Estimate): string => {
  if (left === undefined) return 'still listing'
  if (left === 0) return 'ending'
  return rate > 0 ? `${durationText(left / rate)} left` : 'waiting'
}

/** What this process has reported, or what all processes have settled: whichever is further. */
const doneOf = ({ tally, standing }: Row): number =>
  Math.max(tally.listed, standing ? standing.done + standing.failed + standing.gone : 0)

const failedOf = ({ tally, standing }: Row): number =>
  Math.max(tally.failed + tally.gone, standing ? standing.failed + standing.gone : 0)

const remember = ({ moments }: Row, moment: Moment): void => {
  const newest = moments.at(-1)
  if (!newest || moment.at - newest.at >= MOMENT_MS) moments.push(moment)
  while (moments[1] && moment.at - moments[1].at >= WINDOW_MS) moments.shift()
}

const estimate = (row: Row, now: number): Estimate => {
  const done = doneOf(row)
  const [oldest] = row.moments
  const seconds = oldest ? (now - oldest.at) / 1000 : 0
  const { standing } = row
  return {
    done,
    left: standing?.planned ? Math.max(0, standing.listed - done) : undefined,
    rate: oldest && seconds > 0 ? (done - oldest.done) / seconds : 0,
  }
}

const figuresText = (row: Row, one: Estimate): string => {
  const { standing } = row
  const failed = failedOf(row)
  const listed = standing && standing.listed >= one.done ? ` of ${number(standing.listed)}` : ''
  const queued = standing ? [`${number(Math.max(0, standing.listed - one.done))} queued`] : []
  return [
    `${number(one.done)}${listed} done`,
    ...queued,
    ...(failed > 0 ? [`${number(failed)} failed`] : []),
    ...[rateText(one.rate), etaText(one)],
  ].join(', ')
}

/** Progress of all sources of a run. */
export class HarvestProgress {
  readonly #sources: number
  readonly #show: (text: string) => void
  readonly #now: () => number
  readonly #open = new Set<Row>()
  #ended = 0
  #shownAt = Number.NEGATIVE_INFINITY

  /** `sources`: how many there are; `show` gets the line, as often as something happens; `now` in milliseconds. */
  constructor(sources: number, show: (text: string) => void, now: () => number = () => performance.now()) {
    this.#sources = sources
    this.#show = show
    this.#now = now
  }

  begin(tally: Tally): SourceProgress {
    const row: Row = { tally, moments: [], standing: undefined }
    remember(row, { at: this.#now(), done: 0 })
    this.#open.add(row)
    return {
      visited: () => {
        if (this.#now() - this.#shownAt >= VISIT_MS) this.#update()
      },
      standing: standing => {
        row.standing = standing
        this.#update()
      },
      end: () => {
        this.#open.delete(row)
        this.#ended++
        this.#update()
      },
    }
  }

  /** Sources that take longest come first: a terminal may cut the line. */
  #update(): void {
    const now = this.#now()
    this.#shownAt = now
    const rows = [...this.#open].map(row => {
      const one = estimate(row, now)
      remember(row, { at: now, done: one.done })
      const seconds =
        one.left === undefined || one.rate === 0 ? Number.POSITIVE_INFINITY : one.left / one.rate
      return { seconds, text: `${row.tally.source}: ${figuresText(row, one)}` }
    })
    rows.sort((a, b) => (a.seconds === b.seconds ? 0 : b.seconds - a.seconds))
    const sources = this.#sources > 1 ? [`${this.#ended} of ${this.#sources} sources done`] : []
    this.#show([...sources, ...rows.map(({ text }) => text)].join(' · '))
  }
}
