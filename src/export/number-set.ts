/** A set of whole numbers that are dense: one bit each, so that the changes of a large archive fit in little memory. */
export interface NumberSet {
  /** Whether the number was not in it before. */
  add(number: number): boolean
}

/** An empty set; grows to the largest number, an eighth of it in bytes. */
export const createNumberSet = (): NumberSet => {
  let bits = new Uint8Array(1024)
  return {
    add: number => {
      const [at, bit] = [number >> 3, 1 << (number & 7)]
      if (at >= bits.length) {
        const larger = new Uint8Array(Math.max(at + 1, bits.length * 2))
        larger.set(bits)
        bits = larger
      }
      const before = bits[at] ?? 0
      bits[at] = before | bit
      return (before & bit) === 0
    },
  }
}
