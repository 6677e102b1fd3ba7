/** How often each of millions of lines was given, in 12 bytes and a slot: by a keyed hash of 64 bits instead of the text. */

import { randomFillSync } from 'node:crypto'

/** What has to be kept to go on later. */
export interface LineCountsState {
  /** Key of the hash: nobody who writes statements knows it, so nobody can make two that are taken for one. */
  readonly seeds: readonly [number, number]
  readonly size: number
  /** The table as it is: for each slot two words of hash and a count; 0 is a free slot. */
  readonly table: Uint32Array<ArrayBufferLike>
}

/** Not by the global `crypto`: the engine's own use of that is watched (engine.ts). */
const newSeeds = (): Uint32Array => randomFillSync(new Uint32Array(2))

const WORDS = 3
const FIRST_SLOTS = 1024

/** A multiset of lines. With some millions of lines the chance that any two are taken for one is below one in a million. */
export class LineCounts {
  readonly #seeds: readonly [number, number]
  #table: Uint32Array<ArrayBufferLike>
  #slots: number
  #size: number
  /** Hash of the last line that was looked at. */
  #low = 0
  #high = 0

  constructor(before?: LineCountsState) {
    const [first = 0, second = 0] = before?.seeds ?? newSeeds()
    this.#seeds = [first, second]
    this.#table = before?.table ?? new Uint32Array(WORDS * FIRST_SLOTS)
    this.#slots = this.#table.length / WORDS
    this.#size = before?.size ?? 0
  }

  /** Distinct lines. */
  size(): number {
    return this.#size
  }

  /** A copy, which does not change any more. */
  state(): LineCountsState {
    return { seeds: this.#seeds, size: this.#size, table: this.#table.slice() }
  }

  /** Counts the part of a text from `start` to before `end` once more; returns how often it has been given now. */
  add(text: string, start = 0, end = text.length): number {
    if (this.#size * 4 > this.#slots * 3) this.#resize()
    this.#hash(text, start, end)
    const at = this.#find(this.#low, this.#high)
    const count = (this.#table[at + 2] ?? 0) + 1
    if (count === 1) {
      this.#size++
      this.#table[at] = this.#low
      this.#table[at + 1] = this.#high
    }
    this.#table[at + 2] = count
    return count
  }

  /** Counts a text once less; returns how often it is left, undefined when it was not there. */
  remove(text: string): number | undefined {
    this.#hash(text, 0, text.length)
    const at = this.#find(this.#low, this.#high)
    const count = this.#table[at + 2] ?? 0
    if (count === 0) return undefined
    this.#table[at + 2] = count - 1
    if (count === 1) this.#free(at)
    return count - 1
  }

  /** Two lanes that every character goes through, and each other at the end. */
  #hash(text: string, start: number, end: number): void {
    let [low, high] = this.#seeds
    for (let index = start; index < end; index++) {
      const code = text.charCodeAt(index)
      low = Math.imul(low ^ code, 0x85eb_ca6b)
      low = (low << 13) | (low >>> 19)
      high = Math.imul((high + code) | 0, 0xc2b2_ae35)
      high ^= high >>> 15
    }
    low = Math.imul(low ^ (low >>> 16) ^ high, 0x7feb_352d)
    high = Math.imul(high ^ (high >>> 16) ^ low, 0x846c_a68b)
    this.#low = (low ^ (low >>> 15)) >>> 0
    this.#high = (high ^ (high >>> 16)) >>> 0
  }

  /** Where a hash stands, or the free place where it would. */
  #find(low: number, high: number): number {
    let at = (low % this.#slots) * WORDS
    while (this.#table[at + 2] !== 0 && (this.#table[at] !== low || this.#table[at + 1] !== high))
      at = at + WORDS === this.#table.length ? 0 : at + WORDS
    return at
  }

  /** Closes the gap: what stands behind it, up to the next free place, may have been moved there by it. */
  #free(gap: number): void {
    this.#size--
    const table = this.#table
    let at = gap
    for (;;) {
      at = at + WORDS === table.length ? 0 : at + WORDS
      const [low = 0, high = 0, count = 0] = table.subarray(at, at + WORDS)
      if (count === 0) return
      table[at + 2] = 0
      table.set([low, high, count], this.#find(low, high))
    }
  }

  #resize(): void {
    const old = this.#table
    this.#slots *= 2
    this.#table = new Uint32Array(WORDS * this.#slots)
    for (let at = 0; at < old.length; at += WORDS) {
      const [low = 0, high = 0, count = 0] = [old[at], old[at + 1], old[at + 2]]
      if (count > 0) this.#table.set([low, high, count], this.#find(low, high))
    }
  }
}
