/** Keeps a lineage in charge: one whose keeper ended, or holds much dead memory, is succeeded without a gap in the answers. */

import type { Problem } from '../../model/problem.ts'
import type { Clone } from './clone.ts'
import { Lineage, type LineageObserver, type LineageSettings } from './lineage.ts'
import type { KeeperProgress } from './messages.ts'

/** How a succession is arranged. */
export interface SuccessionSettings extends LineageSettings {
  /** Clones that a lineage needs before it takes over. */
  readonly standby: number
  /** Removed quads keep their memory: a lineage is succeeded when it has more of them than this and than half of what it holds. */
  readonly minRemoved: number
}

const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 10_000

/** The lineage in charge, its successor while there is one, and those that are on their way out. */
export class Succession {
  readonly #settings: SuccessionSettings
  readonly #observer: LineageObserver
  readonly #leaving = new Set<Lineage>()
  readonly #closing = new Set<Promise<void>>()
  #active: Lineage
  #successor: Lineage | undefined
  #delay = FIRST_DELAY_MS
  #timer: NodeJS.Timeout | undefined
  #started = 0
  #closed = false

  constructor(settings: SuccessionSettings, observer: LineageObserver) {
    this.#settings = settings
    this.#observer = observer
    this.#active = this.#begin()
  }

  /** Clones of the lineage in charge that can answer, busy or not. */
  clones(): readonly Clone[] {
    return this.#active.clones()
  }

  progress(): KeeperProgress {
    const progress = this.#active.progress()
    const problem = progress.problem ?? this.#active.ended()
    return problem ? { ...progress, problem } : progress
  }

  /** Why nothing can be answered, and will not be before somebody does something. */
  stuck(): Problem | undefined {
    const { ready, problem } = this.#active.progress()
    return ready ? undefined : problem
  }

  /** Clones started so far, in all lineages. */
  started(): number {
    const all = [this.#active, ...(this.#successor ? [this.#successor] : []), ...this.#leaving]
    return all.reduce((sum, lineage) => sum + lineage.started(), this.#started)
  }

  nudge(): void {
    this.#active.nudge()
    this.#successor?.nudge()
  }

  want(count: number): void {
    this.#active.want(count)
  }

  /** Ends a clone at once. */
  end(clone: Clone): void {
    for (const lineage of [this.#active, ...this.#leaving]) lineage.end(clone)
    this.#release()
  }

  /** To be called when a clone has become idle. */
  release(): void {
    this.#release()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    const all = [this.#active, this.#successor, ...this.#leaving]
    await Promise.all([...all.map(lineage => lineage?.close(lineage === this.#active)), ...this.#closing])
  }

  #begin(): Lineage {
    const lineage: Lineage = new Lineage(this.#settings, {
      changed: () => this.#changed(lineage),
      lost: (clone, detail) => this.#observer.lost(clone, detail),
    })
    lineage.want(this.#settings.standby)
    return lineage
  }

  #changed(lineage: Lineage): void {
    if (this.#closed) return
    if (lineage === this.#successor) this.#tryToSucceed(lineage)
    else if (lineage === this.#active) this.#considerSuccessor(lineage)
    this.#observer.changed()
  }

  #considerSuccessor(active: Lineage): void {
    const { quads, removed } = active.progress()
    const stale = removed > this.#settings.minRemoved && removed > quads / 2
    if (!stale && !active.ended()) {
      this.#delay = active.progress().ready ? FIRST_DELAY_MS : this.#delay
      return
    }
    if (this.#successor || this.#timer) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#successor ??= this.#begin()
    }, this.#delay)
    this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY_MS)
  }

  #tryToSucceed(successor: Lineage): void {
    if (successor.ended()) {
      this.#dispose(successor)
      this.#successor = undefined
      this.#considerSuccessor(this.#active)
      return
    }
    const { generation, revision = 0, problem } = successor.progress()
    const hasClones = successor.clones().length >= this.#settings.standby
    const shown = this.#active.progress()
    const overtaken = hasClones && generation >= shown.generation && revision >= (shown.revision ?? 0)
    // One that met a problem takes over only from one that can do nothing either.
    const noWorse = problem !== undefined && this.#active.clones().length === 0 && this.#active.ended()
    if (!overtaken && !noWorse) return
    const old = this.#active
    this.#active = successor
    this.#successor = undefined
    this.#leaving.add(old)
    this.#release()
  }

  /** Lineages on their way out end when their last query has. */
  #release(): void {
    for (const lineage of this.#leaving) {
      lineage.want(0)
      if (lineage.clones().some(clone => clone.busy())) continue
      this.#leaving.delete(lineage)
      this.#dispose(lineage)
    }
  }

  #dispose(lineage: Lineage): void {
    this.#started += lineage.started()
    const done = lineage.close().finally(() => this.#closing.delete(done))
    this.#closing.add(done)
  }
}
