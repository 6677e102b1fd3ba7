/** Draws that are the same in every run: each record has a seed of its own, so that any of them can be made alone. */

/** Numbers from 0 up to 1. */
export type Chance = () => number

/** A generator (mulberry32) that is drawn from `seed` alone. */
export const chanceOf = (seed: number): Chance => {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws of 0 to `most` - 1 where the n-th is drawn 1/n as often as the first (Zipf). */
export const zipf = (most: number): ((chance: Chance) => number) => {
  const upTo: number[] = []
  let sum = 0
  for (let n = 1; n <= most; n++) {
    sum += 1 / n
    upTo.push(sum)
  }
  return chance => {
    const wanted = chance() * sum
    let [low, high] = [0, most - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? sum) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
