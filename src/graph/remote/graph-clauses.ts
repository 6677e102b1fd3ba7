/** The GRAPH clauses of a query, for Virtuoso: it answers wrongly when one names a graph that is not in the dataset. */

import { isIri } from '../../rdf/terms.ts'
import { type Token, tokensOf } from '../tokens.ts'

/** What variables that stand for constants are called; they are taken out of the answers again. */
export const STAND_IN = 'lodestone_graph_'

interface Clause {
  readonly keyword: Token
  readonly target: Token
  /** The graph's IRI; undefined for a variable. */
  readonly graph: string | undefined
}

/** The absolute IRI of an IRI or a prefixed name (grammar rule 136), when it can be told. */
export const iriOf = (token: Token, prefixes: ReadonlyMap<string, string>): string | undefined => {
  const colon = token.text.indexOf(':')
  const namespace = prefixes.get(token.text.slice(0, colon))
  const text =
    token.kind === 'iri'
      ? token.text.slice(1, -1)
      : namespace === undefined
        ? ''
        : namespace + token.text.slice(colon + 1).replaceAll('\\', '')
  return isIri(text) ? text : undefined
}

/** Prefix -> namespace, as far as the query's PREFIX declarations (rule 6) have been read. */
export const prefixReader = () => {
  const prefixes = new Map<string, string>()
  let last: readonly Token[] = []
  return {
    prefixes,
    read(token: Token): void {
      const [keyword, name] = last
      if (keyword && name && /^prefix$/i.test(keyword.text) && token.kind === 'iri')
        prefixes.set(name.text.slice(0, -1), token.text.slice(1, -1))
      last = [...last, token].slice(-2)
    },
  }
}

const clausesOf = (text: string): Clause[] => {
  const reader = prefixReader()
  const clauses: Clause[] = []
  let keyword: Token | undefined
  for (const token of tokensOf(text)) {
    reader.read(token)
    if (keyword) clauses.push({ keyword, target: token, graph: iriOf(token, reader.prefixes) })
    keyword = token.kind === 'word' && /^graph$/i.test(token.text) ? token : undefined
  }
  return clauses
}

/** The graphs that GRAPH clauses name, when none of them has a variable; undefined when one has. */
export const namedIn = (text: string): readonly string[] | undefined => {
  const clauses = clausesOf(text)
  if (clauses.some(({ graph }) => graph === undefined)) return undefined
  return [...new Set(clauses.flatMap(({ graph }) => graph ?? []))]
}

/** The same query with a variable of one value in place of each graph that a GRAPH clause names. */
export const withStandIns = (text: string): string => {
  let result = ''
  let done = 0
  for (const [index, { keyword, target, graph }] of clausesOf(text).entries()) {
    if (graph === undefined) continue
    const name = `?${STAND_IN}${index}`
    result += `${text.slice(done, keyword.at)}VALUES ${name} { <${graph}> } GRAPH ${name}`
    done = target.at + target.text.length
  }
  return result + text.slice(done)
}
