/** A keeper and its clones, which all go through the same generations. */

import type { Problem } from '../../model/problem.ts'
import { type Clone, startClone } from './clone.ts'
import { createModules } from './engine-module.ts'
import { type Keeper, startKeeper } from './keeper.ts'
import type { CloneSource, KeeperProgress, KeeperSettings, KeeperStep } from './messages.ts'
import { MOST_PAGES, PAGE_BYTES } from './wasm-limit.ts'

/** What a lineage needs to start its threads. */
export interface LineageSettings extends Omit<KeeperSettings, 'lease' | 'module'> {
  /** Memory that one query may take beside the data, in bytes. */
  readonly queryBytes: number
  readonly maxAnswerBytes: number
}

export interface LineageObserver {
  /** Something may have become possible. */
  changed(): void
  /** A clone ended by itself, perhaps in the middle of a query. */
  lost(clone: Clone, detail: string): void
}

const NOTHING_YET: KeeperProgress = { ready: false, generation: 0, latest: 0, quads: 0, removed: 0 }
const FIRST_DELAY_MS = 50
const LONGEST_DELAY_MS = 5000
/** How long a source is kept for further clones, which begin with it and the steps since. */
const SOURCE_AGE_MS = 10_000
const MOST_STEPS = 50
/** Threads that are ending and do not count: on a busy machine one may take a second to notice. */
const MOST_ENDING = 6

const bytesOf = (source: CloneSource): number =>
  source.kind === 'memory'
    ? source.image.memory.byteLength
    : source.graphs.reduce((sum, [, triples]) => sum + 4 * triples.length, 0)

/** One keeper, and as many clones as are wanted of it. */
export class Lineage {
  readonly #settings: LineageSettings
  readonly #observer: LineageObserver
  readonly #keeper: Keeper
  readonly #clones = new Set<Clone>()
  readonly #ending = new Set<Promise<void>>()
  readonly #modules = createModules()
  #progress = NOTHING_YET
  #generation = 0
  #revision = 0
  #ended: Problem | undefined
  #wanted = 0
  #asked = false
  #asText = false
  #source: { readonly given: CloneSource; readonly steps: KeeperStep[]; timer: NodeJS.Timeout } | undefined
  #delay = FIRST_DELAY_MS
  #retry: NodeJS.Timeout | undefined
  #started = 0
  #closed = false

  constructor(settings: LineageSettings, observer: LineageObserver) {
    this.#settings = settings
    this.#observer = observer
    const module = createModules().withCeiling(MOST_PAGES * PAGE_BYTES).module
    this.#keeper = startKeeper(
      { ...settings, module },
      {
        progressed: progress => this.#progressed(progress),
        stepped: step => this.#stepped(step),
        gave: source => this.#gave(source),
        ended: problem => {
          this.#ended = problem
          this.#observer.changed()
        },
      },
    )
  }

  /** Where the keeper stands; its generation is what every query from now on shows. */
  progress(): KeeperProgress {
    return { ...this.#progress, generation: this.#generation, revision: this.#revision }
  }

  /** Why there is no keeper any more: nothing moves on, but the clones that there are go on answering. */
  ended(): Problem | undefined {
    return this.#ended
  }

  /** Clones that can answer, busy or not. */
  clones(): readonly Clone[] {
    return [...this.#clones].filter(clone => clone.ready())
  }

  /** Threads started so far. */
  started(): number {
    return this.#started
  }

  nudge(): void {
    if (!this.#ended) this.#keeper.nudge()
  }

  /** Sets how many clones there shall be: starts what is missing, ends idle ones that are too many. */
  want(count: number): void {
    this.#wanted = count
    const surplus = this.#clones.size - count
    const idle = this.clones().filter(clone => !clone.busy())
    for (const clone of idle.slice(0, Math.max(0, surplus))) this.end(clone)
    this.#fill()
  }

  /** Ends a clone at once; `want` decides whether another takes its place. */
  end(clone: Clone): void {
    if (!this.#clones.delete(clone)) return
    const done = clone.stop().finally(() => {
      this.#ending.delete(done)
      this.#fill()
    })
    this.#ending.add(done)
    this.#fill()
  }

  /** Ends the keeper, which may save the graph before, and resolves when every thread has ended; queries under way are lost. */
  async close(save = false): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    this.#forgetSource()
    for (const clone of [...this.#clones]) this.end(clone)
    if (!this.#ended) await this.#keeper.stop(save && this.#progress.ready)
    await Promise.all(this.#ending)
  }

  /** Asks for what the missing clones begin with, unless it is there. */
  #fill(): void {
    if (this.#closed || this.#ended || !this.#progress.ready || this.#retry) return
    // A thread keeps its memory until it is gone.
    const ending = Math.max(0, this.#ending.size - MOST_ENDING)
    // Before anything can answer, all there is goes to the first that will.
    const wanted = this.clones().length > 0 ? this.#wanted : Math.min(1, this.#wanted)
    while (this.#clones.size + ending < wanted) {
      if (!this.#source) {
        if (!this.#asked) this.#keeper.askForSource(this.#asText)
        this.#asked = true
        return
      }
      this.#start(this.#source.given, this.#source.steps)
    }
  }

  #start(source: CloneSource, steps: readonly KeeperStep[]): void {
    const { queryBytes, maxAnswerBytes, base } = this.#settings
    // A quarter more, so that the data can grow for a while.
    const ceiling = this.#modules.withCeiling(1.25 * bytesOf(source) + queryBytes)
    const clone = startClone(
      { module: ceiling.module, ceilingBytes: ceiling.bytes, maxAnswerBytes, baseIri: `${base}/sparql` },
      source,
      {
        ready: () => {
          this.#delay = FIRST_DELAY_MS
          this.#observer.changed()
          this.#fill()
        },
        unsound: each => {
          this.#asText = true
          this.#forgetSource()
          this.end(each)
        },
        ended: (each, detail) => this.#lost(each, detail),
      },
    )
    for (const step of steps) clone.apply(step)
    this.#clones.add(clone)
    this.#started++
  }

  #lost(clone: Clone, detail: string): void {
    this.#clones.delete(clone)
    // One that was never ready may have met a source that it cannot use, and so may the next.
    this.#forgetSource()
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.#fill()
    }, this.#delay)
    this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY_MS)
    this.#observer.lost(clone, detail)
  }

  #forgetSource(): void {
    clearTimeout(this.#source?.timer)
    this.#source = undefined
  }

  #gave(given: CloneSource): void {
    this.#asked = false
    this.#forgetSource()
    const timer = setTimeout(() => this.#forgetSource(), SOURCE_AGE_MS)
    this.#source = { given, steps: [], timer: timer.unref() }
    this.#fill()
  }

  #stepped(step: KeeperStep): void {
    for (const clone of this.#clones) clone.apply(step)
    this.#generation = step.generation
    this.#revision = step.revision ?? 0
    if (this.#source && this.#source.steps.push(step) > MOST_STEPS) this.#forgetSource()
  }

  #progressed(progress: KeeperProgress): void {
    this.#progress = progress
    this.#generation = progress.generation
    this.#revision = progress.revision ?? 0
    this.#fill()
    this.#observer.changed()
  }
}
