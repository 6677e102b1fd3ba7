/** Which graphs a query sees, for stores whose default graph is the union of all. */

import type { QueryOptions } from '../store.ts'
import { type Token, tokensOf } from '../tokens.ts'
import { iriOf, namedIn, prefixReader, withStandIns } from './graph-clauses.ts'

/** Default and named graphs of the protocol (SPARQL 1.1 Protocol, 2.1.4). */
export interface Dataset {
  readonly defaultGraphs: readonly string[]
  readonly namedGraphs: readonly string[]
}

interface Clauses extends Dataset {
  /** The query without its FROM clauses, line by line as it was. */
  readonly text: string
}

/** The dataset clauses of a query (grammar rules 13 to 16), or undefined when it has none, or none that can be read. */
export const datasetClauses = (text: string): Clauses | undefined => {
  const reader = prefixReader()
  const found = { defaultGraphs: [] as string[], namedGraphs: [] as string[] }
  let rest = text
  let from: Token | undefined
  let named = false
  for (const token of tokensOf(text)) {
    reader.read(token)
    const word = token.kind === 'word' ? token.text.toUpperCase() : ''
    if (from && word === 'NAMED') named = true
    else if (from) {
      const graph = iriOf(token, reader.prefixes)
      if (graph === undefined) return undefined
      found[named ? 'namedGraphs' : 'defaultGraphs'].push(graph)
      const end = token.at + token.text.length
      rest = rest.slice(0, from.at) + rest.slice(from.at, end).replace(/[^\n]/g, ' ') + rest.slice(end)
      from = undefined
    } else if (word === 'FROM') {
      from = token
      named = false
    }
  }
  return rest === text ? undefined : { ...found, text: rest }
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
  if (wanted) {
    const filled = (graphs: readonly string[]): readonly string[] =>
      graphs.length > 0 ? graphs : [union.nothing]
    return {
      text: withStandIns(clauses?.text ?? text),
      dataset: { defaultGraphs: filled(wanted.defaultGraphs), namedGraphs: filled(wanted.namedGraphs) },
    }
  }
  // Without a dataset every graph can be named. Virtuoso means that, too, when none is given, but only for variables.
  const named = namedIn(text)
  return {
    text: named ? text : withStandIns(text),
    dataset: { defaultGraphs: [union.kernelGraph], namedGraphs: named ?? NONE },
  }
}
