/**
 * A search that takes time in proportion to the text, whatever the pattern: backtracking that remembers where it has
 * failed (as the bounded backtrackers of RE2 and Rust do). Finds the leftmost match, alternatives in their order.
 */
import type { Parsed, Piece } from './parse.ts'
import { isAnchored } from './shape.ts'

const CHARACTER = 0
const SPLIT = 1
const SAVE = 2
const START = 3
const END = 4
const MATCH = 5

/** `first` is where to go on, `second` the other way of a SPLIT or the place of a SAVE. */
interface Step {
  op: number
  first: number
  second: number
  accepts: ((codePoint: number) => boolean) | undefined
}

/** Start and end of the match, then of each group; -1 for a group that took no part. */
export type Found = Int32Array

/** Looks for a match at or after `from`: null when there is none, undefined when the text is too long to tell. */
export type Search = (text: string, from: number) => Found | null | undefined

const MAX_STEPS = 4000
/** Places in the program times places in the text, one byte each. */
const MAX_STATES = 16_000_000

/** A search for a pattern; undefined when it would need too many steps. */
export const searchFor = ({ root, groups }: Parsed, ignoreCase: boolean): Search | undefined => {
  const anchored = isAnchored(root)
  const steps: Step[] = []
  const length = assemble({ kind: 'group', index: 0, item: root }, steps, ignoreCase ? 'iu' : 'u')
  if (!length) return undefined
  push(steps, MATCH)
  return (text, from) =>
    anchored && from > 0 ? null : find(steps, text, from, anchored ? 0 : text.length, 2 * (groups + 1))
}

const push = (steps: Step[], op: number, second = 0, accepts?: Step['accepts']): Step => {
  const step: Step = { op, first: steps.length + 1, second, accepts }
  steps.push(step)
  return step
}

/** Appends the steps for a piece; false when there are too many. */
const assemble = (piece: Piece, steps: Step[], flags: string): boolean => {
  if (steps.length > MAX_STEPS) return false
  switch (piece.kind) {
    case 'character':
      push(steps, CHARACTER, 0, acceptsOf(piece.source, flags))
      return true
    case 'start':
    case 'end':
      push(steps, piece.kind === 'start' ? START : END)
      return true
    case 'sequence':
      return piece.items.every(item => assemble(item, steps, flags))
    case 'choice':
      return assembleChoice(piece.items, steps, flags)
    case 'group': {
      if (piece.index !== undefined) push(steps, SAVE, 2 * piece.index)
      const whole = assemble(piece.item, steps, flags)
      if (piece.index !== undefined) push(steps, SAVE, 2 * piece.index + 1)
      return whole
    }
    case 'repeat':
      return assembleRepeat(piece, steps, flags)
  }
}

const assembleChoice = (items: readonly Piece[], steps: Step[], flags: string): boolean => {
  const ends: Step[] = []
  for (const [i, item] of items.entries()) {
    const split = i < items.length - 1 ? push(steps, SPLIT) : undefined
    if (!assemble(item, steps, flags)) return false
    if (!split) break
    // A SPLIT with both ways alike is a jump.
    ends.push(push(steps, SPLIT))
    split.second = steps.length
  }
  for (const end of ends) end.first = end.second = steps.length
  return true
}

const assembleRepeat = (
  { item, min, max, lazy }: Extract<Piece, { kind: 'repeat' }>,
  steps: Step[],
  flags: string,
): boolean => {
  for (let i = 0; i < min; i++) if (!assemble(item, steps, flags)) return false
  const leaves: Step[] = []
  const turns = max === Number.POSITIVE_INFINITY ? 1 : max - min
  for (let i = 0; i < turns; i++) {
    const start = steps.length
    leaves.push(push(steps, SPLIT))
    if (!assemble(item, steps, flags)) return false
    if (max === Number.POSITIVE_INFINITY) {
      const back = push(steps, SPLIT)
      back.first = back.second = start
    }
  }
  for (const leave of leaves) {
    leave.second = steps.length
    if (lazy) [leave.first, leave.second] = [leave.second, leave.first]
  }
  return true
}

const MAX_REMEMBERED = 5000

const acceptsOf = (source: string, flags: string): ((codePoint: number) => boolean) => {
  const one = new RegExp(`^${source}$`, flags)
  const test = (codePoint: number): boolean => one.test(String.fromCodePoint(codePoint))
  const ascii = Uint8Array.from({ length: 128 }, (_, codePoint) => Number(test(codePoint)))
  const others = new Map<number, boolean>()
  return codePoint => {
    if (codePoint < 128) return ascii[codePoint] === 1
    const known = others.get(codePoint)
    if (known !== undefined) return known
    if (others.size >= MAX_REMEMBERED) others.clear()
    const accepted = test(codePoint)
    others.set(codePoint, accepted)
    return accepted
  }
}

const find = (
  steps: readonly Step[],
  text: string,
  from: number,
  lastStart: number,
  saves: number,
): Found | null | undefined => {
  const width = text.length - from + 1
  if (width * steps.length > MAX_STATES) return undefined
  const failed = new Uint8Array(width * steps.length)
  const found = new Int32Array(saves)
  for (let start = from; start <= lastStart; start++) {
    if (start > from && isInsidePair(text, start)) continue
    if (runFrom(steps, text, { from, start, width, failed, found })) return found
  }
  return null
}

const isInsidePair = (text: string, at: number): boolean => (text.codePointAt(at - 1) ?? 0) > 0xffff

interface Run {
  readonly from: number
  readonly start: number
  readonly width: number
  readonly failed: Uint8Array
  readonly found: Found
}

const runFrom = (
  steps: readonly Step[],
  text: string,
  { from, start, width, failed, found }: Run,
): boolean => {
  found.fill(-1)
  // Pairs of step and place to try; or -1 - save and the value to restore.
  const stack: number[] = [0, start]
  while (stack.length > 0) {
    let at = stack.pop() ?? 0
    let pc = stack.pop() ?? 0
    if (pc < 0) {
      found[-1 - pc] = at
      continue
    }
    for (;;) {
      const state = pc * width + (at - from)
      if (failed[state] === 1) break
      failed[state] = 1
      const step = steps[pc]
      if (!step) break
      if (step.op === MATCH) return true
      if (step.op === CHARACTER) {
        const codePoint = text.codePointAt(at)
        if (codePoint === undefined || !step.accepts?.(codePoint)) break
        at += codePoint > 0xffff ? 2 : 1
      } else if (step.op === SPLIT) {
        if (step.second !== step.first) stack.push(step.second, at)
      } else if (step.op === SAVE) {
        stack.push(-1 - step.second, found[step.second] ?? -1)
        found[step.second] = at
      } else if (at !== (step.op === START ? 0 : text.length)) break
      pc = step.first
    }
  }
  return false
}
