/** LIMIT and OFFSET of a query from outside, in place of its own (SPARQL 1.1, section 15). */

import { tokensOf } from '../tokens.ts'

/** Most rows of one page. */
export const MAX_LIMIT = 10_000

export interface Page {
  readonly limit?: number
  readonly offset?: number
}

interface Clause {
  readonly word: string
  readonly start: number
  readonly end: number
  readonly count: number
}

/** LIMIT and OFFSET of the query itself, not those of sub-SELECTs. */
const outerClauses = (query: string): readonly Clause[] => {
  const clauses: Clause[] = []
  let depth = 0
  let keyword: { word: string; start: number } | undefined
  for (const { kind, text, at } of tokensOf(query)) {
    if (kind === 'symbol' && text === '{') depth++
    else if (kind === 'symbol' && text === '}') depth--
    else if (keyword && kind === 'word')
      clauses.push({ ...keyword, end: at + text.length, count: Number(text) })
    const word = kind === 'word' ? text.toUpperCase() : ''
    keyword = depth === 0 && (word === 'LIMIT' || word === 'OFFSET') ? { word, start: at } : undefined
  }
  return clauses
}

/** The query's own LIMIT. */
export const ownLimit = (query: string): number | undefined =>
  outerClauses(query).find(({ word }) => word === 'LIMIT')?.count

/** Whether clauses can be put at the end of the query: not behind a VALUES block that ends it. */
export const canBePaged = (query: string): boolean => {
  let depth = 0
  for (const { kind, text } of tokensOf(query)) {
    if (kind === 'symbol' && text === '{') depth++
    else if (kind === 'symbol' && text === '}') depth--
    else if (depth === 0 && kind === 'word' && text.toUpperCase() === 'VALUES') return false
  }
  return true
}

/** The query with another page; what is not given stays as it is. */
export const paged = (query: string, page: Page): string => {
  const replaced = [
    ...(page.limit === undefined ? [] : ['LIMIT']),
    ...(page.offset === undefined ? [] : ['OFFSET']),
  ]
  let text = query
  for (const { word, start, end } of [...outerClauses(query)].reverse())
    if (replaced.includes(word)) text = text.slice(0, start) + text.slice(end)
  const clauses = [
    ...(page.limit === undefined ? [] : [`LIMIT ${page.limit}`]),
    ...(page.offset === undefined ? [] : [`OFFSET ${page.offset}`]),
  ]
  return clauses.length === 0 ? query : `${text.trimEnd()}\n${clauses.join('\n')}\n`
}
