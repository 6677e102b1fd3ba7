/** The search text as people type it -> what must be found and what must not. */
import { MAX_WORD, words } from './fold.ts'

/** Words of a search text that count; further ones are ignored. */
export const MAX_WORDS = 20

/** One word, or several that stand next to each other; `prefix` when the last one may go on. */
export interface Clause {
  readonly words: readonly string[]
  readonly prefix: boolean
  readonly exclude: boolean
}

const TOKEN = /(-?)(?:"([^"]*)"?|(\S+))/g

/**
 * Clauses of a text: words in any order, the last one by its beginning, `word*` too; "several words" and what is written in
 * one piece, such as an identifier, as a phrase; -word or -"a phrase" must not occur. Never fails: what is no word is ignored.
 */
export const parseQueryText = (q: string): Clause[] => {
  const tokens = [...q.trim().matchAll(TOKEN)]
  const clauses = new Map<string, Clause>()
  let count = 0
  for (const [index, [, minus, quoted, plain = '']] of tokens.entries()) {
    const found = words(quoted ?? plain).map(word => word.slice(0, MAX_WORD))
    count += found.length
    if (found.length === 0 || count > MAX_WORDS) continue
    const exclude = minus === '-'
    const last = index === tokens.length - 1 && !exclude
    const prefix = quoted === undefined && (last || plain.endsWith('*'))
    const clause = { words: found, prefix, exclude }
    clauses.set(JSON.stringify(clause), clause)
  }
  return [...clauses.values()]
}
