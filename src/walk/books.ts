/** The books of one process's part in a run: every page is reported, counted and settled exactly once. */
import type { Archive, Written } from '../archive/archive.ts'
import type { Frontier, Run, Settlement } from '../archive/frontier.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome } from '../model/record.ts'
import type { Source } from '../model/source.ts'
import { Figures, type Traffic } from './figures.ts'
import { openSettler, type Settler } from './settler.ts'
import { goneReport, type Visited, type VisitReport } from './visit.ts'

/** Where the books are kept, and who is told. */
export interface BooksDeps {
  readonly archive: Archive
  readonly frontier: Frontier
  readonly onVisit: (report: VisitReport) => void
  readonly onProblem: (problem: Problem) => void
  /** What was asked for on behalf of the source so far. */
  readonly traffic?: () => Traffic
}

/** Listing problems that mean that nothing at all could be read. */
const NO_LISTING = new Set<Problem['stage']>(['gate'])

const MOST_WAITING = 200

/** Keeps the books of one run. */
export class Books {
  /** Records written. */
  written = 0
  /** Whether this process read the feeds. */
  lists = false
  /** Whether this process ended the run. */
  ended = false
  readonly #run: Run
  readonly #source: Source
  readonly #deps: BooksDeps
  readonly #settler: Settler
  readonly #figures = new Figures()
  /** Called once the record of a delivered page is archived, by URL. */
  readonly #delivered = new Map<string, () => Promise<void>>()
  /** Deliveries whose settlement is on its way. */
  #settledNext: (() => Promise<void>)[] = []
  #reports = 0
  #listingProblems = 0

  constructor(run: Run, source: Source, deps: BooksDeps) {
    this.#run = run
    this.#source = source
    this.#deps = deps
    this.#settler = openSettler(deps.frontier, run)
  }

  problem(problem: Problem): void {
    if (NO_LISTING.has(problem.stage)) this.#listingProblems++
    this.#figures.listingProblem(problem)
    this.#deps.onProblem(problem)
  }

  /** `settled` is to be called when the delivered page is done with. */
  delivered(url: string, settled: () => Promise<void>): void {
    this.#delivered.set(url, settled)
  }

  /** Pages that need no visit: their listing says that they are as they were. */
  async unchanged(urls: readonly string[]): Promise<void> {
    for (const url of urls) {
      const known = await this.#deps.archive.remembered(url)
      const state = known && { state: known.state }
      this.#report({ url, source: this.#source.id, ending: 'unchanged', ...state, problems: [] })
    }
  }

  /** A record that the feed itself says is gone. */
  async deleted(url: string): Promise<void> {
    const known = await this.#deps.archive.remembered(url)
    const report = goneReport(url, this.#source, 'the feed says that it is deleted', known)
    // What was never here is no dead link either.
    if (!known || known.state === 'withdrawn') return
    this.#report(report)
    await this.#settler.add({ url, ending: 'gone', deleted: true })
  }

  /** A visit that ended, for good or for now, without a page to convert. */
  async visited(visited: Exclude<Visited, { kind: 'visit' }>): Promise<void> {
    if (visited.kind === 'interrupted') return
    if (visited.kind === 'done') this.#report(visited.report)
    await this.#settle(visited.settlement)
  }

  /** Outcomes that the archive has taken. */
  async archived(outcomes: readonly RecordOutcome[], result: Written): Promise<void> {
    this.written += result.written
    for (const outcome of outcomes) {
      const { url, state, problems, source, pipelineDigest } = outcome
      const ending = result.unchangedUrls.has(url) ? 'unchanged' : 'written'
      this.#report({ url, source, ending, state, outcome, problems })
      await this.#settle({ url, ending: 'found', pipelineDigest })
    }
    await this.flush()
  }

  withdrawn(url: string, because: string): void {
    const problem: Problem = { stage: 'archive', code: 'withdrawn', subject: url, detail: because }
    const { id } = this.#source
    this.#report({ url, source: id, ending: 'withdrawn', state: 'withdrawn', problems: [problem] })
  }

  /** Settles what is waiting; the deliveries among it count as archived then. */
  async flush(): Promise<void> {
    const settled = this.#settledNext
    this.#settledNext = []
    await this.#settler.flush()
    // A checkpoint must not come before the settlements that it speaks of.
    for (const note of settled) await note()
  }

  /** Adds this process's part to the history, unless nothing happened: then nothing is written anywhere. */
  async close(): Promise<void> {
    await this.flush()
    if (this.#reports + this.#listingProblems === 0 && !this.ended) return
    const { source, number, startedAt } = this.#run
    const traffic = this.#deps.traffic?.()
    if (traffic) this.#figures.traffic(traffic)
    await this.#deps.archive.addToRun({
      source,
      number,
      startedAt,
      ...(this.ended && { endedAt: new Date().toISOString() }),
      ...(this.lists && { listing: this.#listing() }),
      figures: this.#figures.figures,
    })
  }

  #listing(): 'complete' | 'partial' | 'failed' {
    if (this.#listingProblems === 0) return 'complete'
    return this.#reports > 0 ? 'partial' : 'failed'
  }

  #report(report: VisitReport): void {
    this.#reports++
    this.#figures.visit(report)
    this.#deps.onVisit(report)
  }

  async #settle(settlement: Settlement): Promise<void> {
    await this.#settler.add(settlement)
    const settled = this.#delivered.get(settlement.url)
    if (!settled) return
    this.#delivered.delete(settlement.url)
    this.#settledNext.push(settled)
    if (this.#settledNext.length >= MOST_WAITING) await this.flush()
  }
}
