/** Where a harvest stands, in one line: per source what is done, queued and failed, how fast, and when it will be over. */
import type { Standing } from '../archive/frontier.ts'
import type { Tally } from '../walk/tally.ts'

/** Progress of one source. */
export interface SourceProgress {
  visited(): void
  standing(standing: Standing): void
  end(): void
}

interface Row {
  readonly tally: Tally
  readonly began: number
  standing: Standing | undefined
}

/** Seconds as `45 s`, `3 min`, `2 h 5 min`. */
export const durationText = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const rowText = ({ tally, began, standing }: Row, now: number): string => {
  const rate = tally.listed / Math.max(0.001, (now - began) / 1000)
  const failed = tally.failed > 0 ? `, ${tally.failed} failed` : ''
  if (!standing) return `${tally.source}: ${tally.listed} visited${failed}, ${rate.toFixed(0)}/s`
  const left = standing.queued + standing.underWay
  const eta = !standing.planned ? 'still listing' : rate > 0 ? durationText(left / rate) : '–'
  return `${tally.source}: ${standing.done} of ${standing.listed}${failed}, ${left} queued, ${rate.toFixed(0)}/s, ${eta}`
}

/** Progress of all sources of a run. */
export class HarvestProgress {
  readonly #sources: number
  readonly #show: (text: string) => void
  readonly #now: () => number
  readonly #open = new Set<Row>()
  #ended = 0

  /** `sources`: how many there are; `show` gets the line, as often as something happens. */
  constructor(sources: number, show: (text: string) => void, now: () => number = () => performance.now()) {
    this.#sources = sources
    this.#show = show
    this.#now = now
  }

  begin(tally: Tally): SourceProgress {
    const row: Row = { tally, began: this.#now(), standing: undefined }
    this.#open.add(row)
    return {
      visited: () => this.#update(),
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

  #update(): void {
    const now = this.#now()
    const rows = [...this.#open].map(row => rowText(row, now))
    const sources = this.#sources > 1 ? [`${this.#ended} of ${this.#sources} sources done`] : []
    this.#show([...sources, ...rows].join(' · '))
  }
}
