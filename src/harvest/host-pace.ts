/** How far apart requests to a host start, over all processes: reserved spans of time, and a gap that adapts. */

import type { HostState } from './host-state.ts'

/** A span that belongs to one process: its requests start within it, `gap` apart. */
export interface Span {
  readonly from: number
  readonly until: number
  /** The last start before it, by anyone. */
  readonly before: number
}

// Long enough that a host asked every few milliseconds costs four reservations a second, short enough that a process
// that dies or has nothing left holds up nobody.
const SPAN_MS = 250
// Timers come late: a start may be this much (and a fraction of the gap) after its time without losing the span.
const LATENESS_MS = 5
const LATENESS_MOST_MS = 20

const FIRST_GAP_MS = 250
const WIDEST_GAP_MS = 30_000
// Below this the gap no longer matters.
const NARROWEST_GAP_MS = 50
// What a host did not stand an hour ago says little about now.
const GAP_FORGOTTEN_MS = 60 * 60_000
/** Longest pause that a host is granted. */
const LONGEST_HOLD_MS = 24 * 60 * 60_000

/**
 * Reserves the next span for starts `gap` milliseconds apart: `starts` of them, as far as they fit into a quarter of a
 * second, at least one. Everything that is reserved later starts at least `gap` after the end of this span. `slack`
 * (milliseconds) is added to what a start may be late.
 */
export const reserveSpan = (
  state: HostState,
  { now, gap, starts, slack }: { now: number; gap: number; starts: number; slack: number },
): Span => {
  const fitting = Math.max(1, Math.min(starts, Math.floor(SPAN_MS / gap)))
  const before = state.last
  const from = Math.max(now, before + gap, state.held)
  const late = LATENESS_MS + Math.min(gap / 4, LATENESS_MOST_MS) + slack
  const until = from + (fitting - 1) * gap + late
  state.last = until
  return { from, until, before }
}

/**
 * When the next request may start within a span, `gap` after `lastStart` and whoever came before, not before
 * `earliest`; undefined when the span is over by then.
 */
export const startWithin = (
  span: Span,
  { earliest, lastStart, gap }: { earliest: number; lastStart: number; gap: number },
): number | undefined => {
  const at = Math.max(earliest, span.from, span.before + gap, lastStart + gap)
  return at <= span.until ? at : undefined
}

/** Gives back what is left of a span when nobody reserved behind it. `lastStart` is the last one of its process. */
export const returnSpan = (state: HostState, span: Span, lastStart: number): void => {
  if (state.last === span.until) state.last = Math.max(span.before, lastStart)
}

/** Keeps everyone away from a host for `ms` milliseconds from `now`, at most a day. */
export const holdHost = (state: HostState, now: number, ms: number): void => {
  state.held = Math.max(state.held, now + Math.min(ms, LONGEST_HOLD_MS))
}

/**
 * Doubles the gap, from the one that is kept anyway (`delayMs`). Answers to requests that started before the last
 * widening say nothing new: a burst of refusals counts once.
 */
export const widenGap = (state: HostState, now: number, startedAt: number, delayMs: number): void => {
  if (startedAt < state.gapAt) return
  const current = Math.max(state.gap, delayMs, FIRST_GAP_MS / 2)
  state.gap = Math.min(current * 2, Math.max(WIDEST_GAP_MS, delayMs))
  state.gapAt = now
}

/** Narrows the gap after a run of good answers; below what matters it is gone. */
export const narrowGap = (state: HostState, delayMs: number): void => {
  const gap = state.gap / 2
  state.gap = gap <= Math.max(delayMs, NARROWEST_GAP_MS) ? 0 : gap
}

/** Drops a gap of long ago. */
export const forgetOldGap = (state: HostState, now: number): void => {
  if (state.gap > 0 && now - state.gapAt > GAP_FORGOTTEN_MS) state.gap = 0
}
