/** Spellings that eye and hand confuse. */

const ALIKE: Readonly<Record<string, string>> = {
  ...{ '0': 'O', O: '0', o: '0', '1': 'IL', I: '1L', i: '1l', l: '1I', L: '1I' },
  ...{ '5': 'S', S: '5', s: '5', '8': 'B', B: '8', b: '8', '2': 'Z', Z: '2', z: '2' },
}
const SEPARATOR = /[-._/]/

/** Other spellings of a name, likeliest first; some occur twice. At most about eight for each character, and 64 more. */
export function* spellings(name: string): Generator<string, undefined> {
  yield* exchanged(name)
  yield* transposed(name)
  yield* reseparated(name)
  yield* exchangedTwice(name)
  return undefined
}

const replaced = (name: string, index: number, by: string, length = 1): string =>
  name.slice(0, index) + by + name.slice(index + length)

/** Exchanged for what looks alike: first where a neighbour is of the same kind, as in `IEGRWO023` for `IEGRW0023`. */
function* exchanged(name: string): Generator<string, undefined> {
  const isDigit = (c: string | undefined): boolean => /\d/.test(c ?? '')
  const later: string[] = []
  for (let i = 0; i < name.length; i++)
    for (const other of ALIKE[name[i] ?? ''] ?? '') {
      const fits = (neighbour: string | undefined): boolean =>
        /[A-Za-z0-9]/.test(neighbour ?? '') && isDigit(neighbour) === isDigit(other)
      const spelling = replaced(name, i, other)
      if (fits(name[i + 1]) || (i + 1 === name.length && fits(name[i - 1]))) yield spelling
      else later.push(spelling)
    }
  yield* later
  return undefined
}

/** Two neighbours in the wrong order. */
function* transposed(name: string): Generator<string, undefined> {
  for (let i = 0; i + 1 < name.length; i++)
    if (name[i] !== name[i + 1]) yield replaced(name, i, `${name[i + 1]}${name[i]}`, 2)
  return undefined
}

/** A separator left out, doubled, or exchanged; one put where letters meet digits. */
function* reseparated(name: string): Generator<string, undefined> {
  for (let i = 0; i < name.length; i++) {
    const c = name[i] ?? ''
    if (SEPARATOR.test(c)) {
      yield replaced(name, i, '')
      yield replaced(name, i, c + c)
      for (const other of '-._') if (other !== c) yield replaced(name, i, other)
    } else if (/[A-Za-z]\d|\d[A-Za-z]/.test(name.slice(i, i + 2))) yield replaced(name, i, `${c}-`)
  }
  return undefined
}

/** Two exchanged: who takes 0 for O does so throughout. */
function* exchangedTwice(name: string): Generator<string, undefined> {
  for (const [one, other] of ['0O', 'O0', '1I', 'I1', '5S', 'S5', '8B', 'B8', '2Z', 'Z2'])
    if (one !== undefined && other !== undefined) {
      yield name.replaceAll(one, other)
      yield name.replaceAll(one.toLowerCase(), other.toLowerCase())
    }
  let left = 64
  for (const first of exchanged(name))
    for (const second of exchanged(first)) {
      if (left-- <= 0) return undefined
      yield second
    }
  return undefined
}
