/** What compiled rules are made of: closures over a frame, which holds the bindings of the solution under way. */
import type { Dataset } from './graph-index.ts'
import type { Node, TermTable } from './terms.ts'

/** One run of one rule over one record. */
export interface Frame {
  readonly data: Dataset
  readonly terms: TermTable
  /** Bindings of the variables, by slot. */
  readonly slots: (Node | undefined)[]
  /** For each OPTIONAL and EXISTS, by number: whether it has found something. */
  readonly found: boolean[]
}

/** Goes through the solutions that extend the frame's bindings; true ends the search. Leaves the bindings as they were. */
export type Match = (frame: Frame) => boolean

/** A part of a pattern, given what follows it. */
export type Step = (next: Match) => Match

/** Value of an expression; undefined is an error or unbound (SPARQL 1.1, 17.2). */
export type Value = (frame: Frame) => Node | undefined

/** Effective boolean value of an expression; undefined is an error. */
export type Test = (frame: Frame) => boolean | undefined

/** Does something with the slot bound to the node: a slot that is bound already has to hold the same node. */
export const bound = (frame: Frame, slot: number, node: Node, next: Match): boolean => {
  const { slots } = frame
  const before = slots[slot]
  if (before !== undefined) return before === node && next(frame)
  slots[slot] = node
  const stop = next(frame)
  slots[slot] = undefined
  return stop
}
