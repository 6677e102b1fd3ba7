/** The queue of this process at one host: who is next, and whether the processes together let it start. */

import type { HostLedger } from '../model/host-ledger.ts'
import { type BreakerLimits, type Passage, PROBE_WAIT_MS, passBreaker } from './breaker.ts'
import type { Clock } from './clock.ts'
import { createHostNews } from './host-news.ts'
import { forgetOldGap, reserveSpan, returnSpan, type Span, startWithin } from './host-pace.ts'
import { claimPermits, RENEW_MS } from './host-share.ts'
import { readHostState, writeHostState } from './host-state.ts'
import { createLanes, type Ended, type Pace, type Turn } from './turn.ts'

/** What all queues of a process have in common. */
export interface QueueOptions {
  readonly clock: Clock
  readonly ledger: HostLedger
  /** The name of this process in the ledger. */
  readonly process: string
  readonly limits: BreakerLimits
}

/** The queue at one host. */
export interface HostQueue {
  turn(lane: string, pace: Pace): Promise<Turn>
  /** Renews what is used of the host's permits and gives back the rest. */
  tend(): void
  /** Whether nothing waits, runs or is remembered here since `ms` milliseconds. */
  idleFor(ms: number): boolean
  /** Gives the permits back. */
  close(): Promise<void>
}

/** What the ledger said the last time. */
interface View {
  readonly permits: number
  /** Nothing was wanted then: without permits that says nothing. */
  readonly idle: boolean
  readonly renewedAt: number
  readonly held: number
  readonly gap: number
  readonly passage: Passage
}

// How soon a process without permits asks again.
const POLL_MS = 250
// A span that passed unused was too short for how late things come here; the next one is longer, up to this.
const FIRST_SLACK_MS = 10
const MAX_SLACK_MS = 1000

/** State and moves of one queue; a class because every move shares the state. */
class Queue implements HostQueue {
  private readonly name: string
  private readonly options: QueueOptions
  private readonly lanes = createLanes()
  private readonly news
  private active = 0
  private lastStart = -Infinity
  private pace: Pace = { concurrency: 1, delayMs: 0, patienceMs: 0 }
  private view: View | undefined
  private span: Span | undefined
  /** Starts within the span. */
  private used = 0
  private slack = 0
  /** Whether the ledger is being asked; nothing starts meanwhile. */
  private asking = false
  private askAgain = false
  private wakeAt = Infinity
  /** The trial request of a half-open breaker that this process may make. */
  private trialGranted = false

  constructor(name: string, options: QueueOptions) {
    this.name = name
    this.options = options
    this.news = createHostNews(options.clock.now)
  }

  turn(lane: string, pace: Pace): Promise<Turn> {
    return new Promise((resolve, reject) => {
      this.lanes.push(lane, { pace, resolve, reject })
      this.pump()
    })
  }

  tend(): void {
    const { view } = this
    if (!view || this.options.clock.now() - view.renewedAt < RENEW_MS) return
    if (this.active > 0 || this.lanes.size > 0 || view.permits > 0) this.ask()
  }

  idleFor(ms: number): boolean {
    const { view } = this
    const since = Math.max(this.lastStart, view?.held ?? 0, view?.renewedAt ?? 0)
    return this.active === 0 && this.lanes.size === 0 && this.options.clock.now() - since >= ms
  }

  async close(): Promise<void> {
    const { clock, ledger, process } = this.options
    if (!this.view?.permits) return
    await ledger.update(this.name, stored => {
      const state = readHostState(stored, clock.now())
      delete state.permits[process]
      if (this.span) returnSpan(state, this.span, this.used > 0 ? this.lastStart : -Infinity)
      return { stored: writeHostState(state), result: undefined }
    })
  }

  /** Tells the ledger what is new, and hears what this process may do. */
  private async consult(): Promise<void> {
    const { clock, ledger, process, limits } = this.options
    const news = this.news.take()
    this.pace = this.lanes.peek()?.pace ?? this.pace
    const { concurrency, delayMs } = this.pace
    const waiting = this.lanes.size
    const { view, span } = await ledger.update(this.name, stored => {
      const now = clock.now()
      const state = readHostState(stored, now)
      forgetOldGap(state, now)
      news(state, now, delayMs, limits)
      const open = now < state.openUntil
      const claim = { process, now, concurrency, active: this.active, wants: waiting > 0 && !open }
      const permits = claimPermits(state, claim)
      const mayStart = claim.wants && permits > this.active
      const passage = passBreaker(state, now, { wants: mayStart, granted: this.trialGranted })
      const gap = Math.max(state.gap, delayMs)
      const starts = mayStart && passage.kind !== 'open' && gap > 0 ? Math.max(waiting, this.used * 2) : 0
      const reserved = this.reserve(state, { now, gap, starts })
      const { held, gap: widened } = state
      const idle = waiting === 0 && this.active === 0 && !open
      const seen: View = { permits, idle, renewedAt: now, held, gap: widened, passage }
      return { stored: writeHostState(state), result: { view: seen, span: reserved } }
    })
    this.view = view
    if (span !== this.span) this.used = 0
    this.span = span
    this.trialGranted = view.passage.kind === 'probe'
  }

  /** Keeps the span as long as it is of use, else gives it back and takes the next one. */
  private reserve(
    state: ReturnType<typeof readHostState>,
    { now, gap, starts }: { now: number; gap: number; starts: number },
  ): Span | undefined {
    const { span, lastStart } = this
    const earliest = Math.max(now, state.held)
    if (span && starts > 0 && startWithin(span, { earliest, lastStart, gap }) !== undefined) return span
    if (span) returnSpan(state, span, this.used > 0 ? lastStart : -Infinity)
    // Requests without a delay leave no trace in the ledger.
    state.last = Math.max(state.last, lastStart)
    return starts > 0 ? reserveSpan(state, { now, gap, starts, slack: this.slack }) : undefined
  }

  private ask(): void {
    if (this.asking) {
      this.askAgain = true
      return
    }
    this.asking = true
    this.askAgain = false
    const rejectAll = (error: unknown): void => {
      for (const waiter of this.lanes.remove(() => true)) waiter.reject(error)
    }
    void this.consult()
      .catch(rejectAll)
      .then(() => {
        this.asking = false
        if (this.askAgain) this.ask()
        else this.pump()
      })
  }

  private wake(at: number): void {
    if (this.wakeAt <= at) return
    this.wakeAt = at
    void this.options.clock.sleep(at - this.options.clock.now()).then(() => {
      if (this.wakeAt === at) this.wakeAt = Infinity
      this.pump()
    })
  }

  private start(view: View): void {
    const trial = view.passage.kind === 'probe'
    const startedAt = this.options.clock.now()
    const waiter = this.lanes.shift()
    if (!waiter) return
    this.active++
    this.lastStart = startedAt
    this.used++
    if (trial) {
      this.trialGranted = false
      this.view = { ...view, passage: { kind: 'open', retryAt: startedAt + PROBE_WAIT_MS } }
    }
    let left = false
    const leave = (ended: Ended): void => {
      if (left) return
      left = true
      this.active--
      const urgent = this.news.note(ended, startedAt)
      // With fewer permits than requests under way, another process waits for this one to end.
      if (urgent || trial || this.active >= (this.view?.permits ?? 0)) this.ask()
      else this.pump()
    }
    waiter.resolve({ kind: 'go', leave })
  }

  /** Sends away those who do not want to wait as long as it will take. */
  private dismiss({ passage, held }: View, now: number): void {
    if (passage.kind === 'open')
      for (const waiter of this.lanes.remove(() => true))
        waiter.resolve({ kind: 'refused', why: 'unavailable', retryAt: passage.retryAt })
    else if (held > now)
      for (const waiter of this.lanes.remove(({ pace }) => pace.patienceMs < held - now))
        waiter.resolve({ kind: 'refused', why: 'held', retryAt: held })
  }

  private isStale(view: View, now: number): boolean {
    const { idle, passage, renewedAt } = view
    return idle || now - renewedAt >= RENEW_MS || (passage.kind === 'open' && now >= passage.retryAt)
  }

  /** When the next request may start by what is reserved; undefined when a span must be reserved first. */
  private nextStart(view: View, delayMs: number, now: number): number | undefined {
    const gap = Math.max(delayMs, view.gap)
    const earliest = Math.max(now, view.held)
    if (gap === 0) return earliest
    const { span, lastStart } = this
    const at = span && startWithin(span, { earliest, lastStart, gap })
    if (at !== undefined && this.used > 0) this.slack = 0
    if (span && at === undefined && this.used === 0)
      this.slack = Math.min(Math.max(FIRST_SLACK_MS, this.slack * 2), MAX_SLACK_MS)
    return at
  }

  /** Without permits and with nothing under way, only time brings some. */
  private awaitPermits(view: View, now: number): void {
    if (this.active > 0) return
    if (now - view.renewedAt >= POLL_MS) this.ask()
    else this.wake(view.renewedAt + POLL_MS)
  }

  /** Starts whatever may start now, and arranges to be called when something else may. */
  private pump(): void {
    while (!this.asking) {
      const { view } = this
      const now = this.options.clock.now()
      if (view && !this.isStale(view, now)) this.dismiss(view, now)
      const next = this.lanes.peek()
      if (!next) return
      if (!view || this.isStale(view, now)) {
        this.ask()
        return
      }
      if (this.active >= Math.min(view.permits, next.pace.concurrency)) {
        this.awaitPermits(view, now)
        return
      }
      const at = this.nextStart(view, next.pace.delayMs, now)
      if (at === undefined || at > now) {
        if (at === undefined) this.ask()
        else this.wake(at)
        return
      }
      this.start(view)
    }
  }
}

/** Opens the queue at a host. */
export const createHostQueue = (name: string, options: QueueOptions): HostQueue => new Queue(name, options)
