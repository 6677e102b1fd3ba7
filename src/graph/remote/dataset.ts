/** Which graphs a query sees, for stores whose default graph is the union of all. */

import { checkGraphs } from '../guard.ts'
import type { QueryOptions } from '../store.ts'
import { type Token, tokensOf } from '../tokens.ts'

/** Default and named graphs of the protocol (SPARQL 1.1 Protocol, 2.1.4). */
export interface Dataset {
  readonly defaultGraphs: readonly string[]
  readonly namedGraphs: readonly string[]
}

interface Clauses extends Dataset {
  /** The query without its FROM clauses, line by line as it was. */
  readonly text: string
}

const resolve = (token: Token, prefixes: ReadonlyMap<string, string>): string | undefined => {
  if (token.kind === 'iri') return token.text.slice(1, -1)
  const [prefix = '', ...local] = token.text.split(':')
  const namespace = prefixes.get(prefix)
  return namespace === undefined ? undefined : namespace + local.join(':').replaceAll('\\', '')
}

/** The dataset clauses of a query (grammar rules 13 to 16), or undefined when it has none, or none that can be read. */
export const datasetClauses = (text: string): Clauses | undefined => {
  const prefixes = new Map<string, string>()
  const found = { defaultGraphs: [] as string[], namedGraphs: [] as string[] }
  const cuts: [number, number][] = []
  let words: Token[] = []
  for (const token of tokensOf(text)) {
    const [first, second] = words
    const keyword = first?.text.toUpperCase()
    if (keyword === 'PREFIX' && second) {
      prefixes.set(second.text.slice(0, -1), token.text.slice(1, -1))
      words = []
    } else if (keyword === 'PREFIX') words.push(token)
    else if (keyword === 'FROM' && token.kind === 'word' && /^named$/i.test(token.text)) words.push(token)
    else if (keyword === 'FROM' && first) {
      const graph = resolve(token, prefixes)
      if (graph === undefined) return undefined
      found[second ? 'namedGraphs' : 'defaultGraphs'].push(graph)
      cuts.push([first.at, token.at + token.text.length])
      words = []
    } else if (token.kind === 'word' && /^(prefix|from)$/i.test(token.text)) words = [token]
    // From here on FROM could only be part of something else.
    else if (token.text === '{') break
  }
  if (cuts.length === 0 || checkGraphs([...found.defaultGraphs, ...found.namedGraphs])) return undefined
  const blank = ([from, to]: [number, number], within: string): string =>
    within.slice(0, from) + within.slice(from, to).replace(/[^\n]/g, ' ') + within.slice(to)
  return { ...found, text: cuts.reduce((rest, cut) => blank(cut, rest), text) }
}

/** What to ask a store for: the text and the dataset to give with it. */
export interface Asked {
  readonly text: string
  readonly dataset?: Dataset
}

const NONE: readonly string[] = []

/**
 * The query as a store with an own default graph takes it: the standard says the rest. With `kernelGraph`, the query for a store
 * whose default graph is the union: `kernelGraph` stands for the default graph, and a dataset is always given in full,
 * because such a store takes what is left out for everything; `nothing` names a graph that is empty.
 */
export const datasetFor = (
  text: string,
  { defaultGraphs, namedGraphs }: Pick<QueryOptions, 'defaultGraphs' | 'namedGraphs'>,
  union?: { readonly kernelGraph: string; readonly nothing: string },
): Asked => {
  const given = defaultGraphs || namedGraphs
  const dataset = { defaultGraphs: defaultGraphs ?? NONE, namedGraphs: namedGraphs ?? NONE }
  if (!union) return given ? { text, dataset } : { text }
  const clauses = datasetClauses(text)
  const wanted = given ? dataset : clauses
  // Without named graphs every graph can be named: what a query without a dataset sees of any store.
  if (!wanted) return { text, dataset: { defaultGraphs: [union.kernelGraph], namedGraphs: NONE } }
  const filled = (graphs: readonly string[]): readonly string[] =>
    graphs.length > 0 ? graphs : [union.nothing]
  return {
    text: clauses?.text ?? text,
    dataset: { defaultGraphs: filled(wanted.defaultGraphs), namedGraphs: filled(wanted.namedGraphs) },
  }
}
