/** Counts of one harvest of one source, or of the part that one process did: parts are added up. */
export interface RunFigures {
  /** Pages by how their visit ended (`written`, `unchanged`, `skipped`, `failed`, `missed`, `withdrawn`). */
  readonly endings: Readonly<Record<string, number>>
  /** Records written, by state. */
  readonly states: Readonly<Record<string, number>>
  /** Problems by code, of listings and of pages. */
  readonly problems: Readonly<Record<string, number>>
  /** Records by the repair rule that was used on them. */
  readonly repairs: Readonly<Record<string, number>>
  /** Records by the JSON path of a leaf that did not reach the graph; the most frequent ones. */
  readonly unmapped: Readonly<Record<string, number>>
  /** Texts that name no known concept, as `facet: text`, by number of records; the most frequent ones. */
  readonly strings: Readonly<Record<string, number>>
  /** Records that an unknown context holds back, by the context's URL. */
  readonly contexts: Readonly<Record<string, number>>
  /** Pages that could not be had, at most 50. */
  readonly deadLinks: readonly string[]
  readonly leavesPresent: number
  readonly leavesReached: number
  readonly requests: number
  readonly bytes: number
}

/** One harvest of one source, from its listing to its last page. */
export interface HarvestRun {
  readonly source: string
  /** Counts up per source, from 1. */
  readonly number: number
  /** xsd:dateTime in UTC. */
  readonly startedAt: string
  /** Absent while it is under way or when it was broken off. */
  readonly endedAt?: string
  /** `complete`: everything was listed; `partial`: something of the listing could not be read; `failed`: nothing could. */
  readonly listing?: 'complete' | 'partial' | 'failed'
  readonly figures: RunFigures
}
