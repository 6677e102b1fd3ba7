/** What each source of a federated query did: counted while it runs, reported with the answer. */

/** One source's share in a query. */
export interface SourceFigures {
  /** IRI of the endpoint, or `local` for the graph itself. */
  readonly source: string
  /** Questions that were sent to it. */
  readonly requests: number
  /** Solutions that it gave. */
  readonly rows: number
  /** Time until its answers were complete, in milliseconds. */
  readonly ms: number
  /** Why it gave nothing, when SERVICE SILENT let the query go on without it. */
  readonly failure?: string
}

export const LOCAL = 'local'

/** Adds up what is noted per source. */
export const createLedger = () => {
  const bySource = new Map<string, SourceFigures>()
  return {
    /** Adds one question's figures to the source's. */
    note(source: string, ms: number, rows: number, failure?: string): void {
      const before = bySource.get(source) ?? { source, requests: 0, rows: 0, ms: 0 }
      bySource.set(source, {
        ...before,
        requests: before.requests + 1,
        rows: before.rows + rows,
        ms: before.ms + ms,
        ...(failure !== undefined && { failure }),
      })
    },
    figures: (): readonly SourceFigures[] => [...bySource.values()],
    /** Questions that went to other endpoints so far. */
    requests: (): number =>
      [...bySource.values()].reduce((sum, one) => sum + (one.source === LOCAL ? 0 : one.requests), 0),
  }
}

export type Ledger = ReturnType<typeof createLedger>

/** A source's name as a token of an HTTP header: letters, digits and hyphens. */
const tokenOf = (source: string): string =>
  source
    .replace(/^https?:\/\//, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'source'

/** The figures as the value of a Server-Timing header (W3C Server Timing): a metric per source, its rows in words. */
export const serverTiming = (figures: readonly SourceFigures[]): string =>
  figures
    .map(({ source, requests, rows, ms, failure }) => {
      const words = `${rows} rows, ${requests} requests${failure === undefined ? '' : ', failed'}`
      return `${tokenOf(source).slice(0, 60)};dur=${ms.toFixed(1)};desc="${words}"`
    })
    .join(', ')
