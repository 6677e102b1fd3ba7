/** Gives a WebAssembly binary's own memory a maximum: the engine's package sets none, and no option of its loader does. */

const MEMORY_SECTION = 5
const HEADER_BYTES = 8

/** Size of a page of WebAssembly memory (WebAssembly core specification, 4.2.8). */
export const PAGE_BYTES = 65_536
/** Largest memory of 32-bit WebAssembly, in pages. */
export const MOST_PAGES = 65_536

/** Reads an unsigned LEB128 number (5.2.2): its value and the position after it. */
const readNumber = (bytes: Uint8Array, at: number): readonly [value: number, next: number] => {
  let value = 0
  for (let index = 0; index < 5; index++) {
    const byte = bytes[at + index] ?? 0
    value += (byte & 127) * 2 ** (7 * index)
    if (byte < 128) return [value, at + index + 1]
  }
  throw new Error(`no number at byte ${at} of the WebAssembly binary`)
}

const writeNumber = (value: number): number[] => {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest]
    bytes.push((rest % 128) | 128)
  }
}

/**
 * The same binary with `maxPages` as the maximum of its one memory (5.5.8). Growing beyond it fails inside the engine,
 * which then traps. Throws when the binary has not exactly one memory, or starts with more pages than that.
 */
export const withMemoryMaximum = (binary: Uint8Array, maxPages: number): Uint8Array => {
  for (let at = HEADER_BYTES; at < binary.length; ) {
    const [size, content] = readNumber(binary, at + 1)
    if (binary[at] === MEMORY_SECTION) {
      const [count, limits] = readNumber(binary, content)
      const [minimum] = readNumber(binary, limits + 1)
      if (count !== 1 || minimum > maxPages)
        throw new Error(`cannot limit ${count} memories of at least ${minimum} pages to ${maxPages} pages`)
      const changed = [1, 1, ...writeNumber(minimum), ...writeNumber(Math.min(maxPages, MOST_PAGES))]
      const section = Uint8Array.from([MEMORY_SECTION, ...writeNumber(changed.length), ...changed])
      return Buffer.concat([binary.subarray(0, at), section, binary.subarray(content + size)])
    }
    at = content + size
  }
  throw new Error('the WebAssembly binary has no memory section')
}
