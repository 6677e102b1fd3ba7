/** REGEX and REPLACE as the store carries them out, in time that hostile texts cannot stretch. */
import { recentlyUsed } from '../../../rdf/recently-used.ts'
import { type Parsed, parsePattern } from './parse.ts'
import { type Search, searchFor } from './search.ts'
import { canBeEmpty, capturesInRepeat, degree, isWild, javaScriptSource, repeatsNothing } from './shape.ts'

/** A pattern ready to be used. Answers are undefined where only the store knows. */
export interface Pattern {
  test(text: string): boolean | undefined
  /** Replaces all matches; in the replacement, `$1` to `$9` stand for groups. */
  replacer(replacement: string): Replacer | undefined
}

/** Text with all matches replaced; undefined where only the store knows. */
export type Replacer = (text: string) => string | undefined

/** JavaScript's engine is taken where it needs no more steps than this, by the worst case of the pattern. */
const MAX_STEPS = 100_000
/** Longer texts are not searched again and again from match to match. */
const MAX_LENGTH = 2000
const MAX_PATTERNS = 500

const patterns = recentlyUsed<{ readonly pattern: Pattern | undefined }>(MAX_PATTERNS)

/** The pattern of a text and flags (SPARQL 1.1, 17.4.3.14); undefined when it has what is not understood here. */
export const patternOf = (source: string, flags: string): Pattern | undefined => {
  const key = `${flags}\n${source}`
  const known = patterns.get(key)
  if (known) return known.pattern
  const pattern = /^[is]*$/.test(flags) ? compile(source, flags) : undefined
  patterns.set(key, { pattern })
  return pattern
}

const compile = (source: string, flags: string): Pattern | undefined => {
  const parsed = parsePattern(source, flags.includes('s'))
  if (!parsed || repeatsNothing(parsed.root)) return undefined
  const ignoreCase = flags.includes('i')
  const search = searchFor(parsed, ignoreCase)
  if (!search) return undefined
  const native = isWild(parsed.root)
    ? undefined
    : new RegExp(javaScriptSource(parsed.root), ignoreCase ? 'iu' : 'u')
  const longest = MAX_STEPS ** (1 / Math.max(1, degree(parsed.root)))
  return {
    test: text => {
      if (native && text.length <= longest) return native.test(text)
      const found = search(text, 0)
      return found === undefined ? undefined : found !== null
    },
    replacer: replacing(parsed, search, native, longest),
  }
}

const replacing = (
  { root, groups }: Parsed,
  search: Search,
  native: RegExp | undefined,
  longest: number,
): Pattern['replacer'] => {
  const all = native && !capturesInRepeat(root) ? new RegExp(native.source, `g${native.flags}`) : undefined
  return replacement => {
    // After a match, the two worlds take up empty ones at different places, which shows when something is put there.
    if (!isPlain(replacement, groups) || (replacement !== '' && canBeEmpty(root))) return undefined
    return text => {
      if (all && text.length <= longest) return text.replace(all, replacement)
      return text.length <= MAX_LENGTH ? replaceAll(search, text, replacement) : undefined
    }
  }
}

/** Whether all `$` of a replacement stand for groups, and a `\` is nowhere. */
const isPlain = (replacement: string, groups: number): boolean => {
  if (replacement.includes('\\')) return false
  for (const [, digit] of replacement.matchAll(/\$(?:([1-9])(?!\w))?/g))
    if (digit === undefined || Number(digit) > groups) return false
  return true
}

const replaceAll = (search: Search, text: string, replacement: string): string | undefined => {
  let result = ''
  let from = 0
  for (;;) {
    const found = search(text, from)
    if (found === undefined) return undefined
    if (found === null) return result + text.slice(from)
    result += text.slice(from, found[0])
    result += replacement.replace(/\$([1-9])/g, (_, digit) => {
      const [start = -1, end = -1] = found.subarray(2 * Number(digit), 2 * Number(digit) + 2)
      return start < 0 ? '' : text.slice(start, end)
    })
    from = found[1] ?? text.length
    if (found[0] !== from) continue
    if (from >= text.length) return result
    const skipped = String.fromCodePoint(text.codePointAt(from) ?? 0)
    result += skipped
    from += skipped.length
  }
}
