/** Whether a query with SERVICE can be read at all, and where not. */

import { parseSparql } from '../sparql-parser.ts'
import type { GraphStore, QueryProblem } from '../store.ts'
import { tokensOf } from '../tokens.ts'
import { federationProblem } from './budget.ts'

const MAX_DETAIL = 300
/** The graph only parses; what it could compute from the rest of the text is of no interest. */
const PARSE_MS = 2000

/** The text with SERVICE, SILENT and the endpoint blanked out: the body stays as a plain group in its place. */
const withoutServices = (text: string): string => {
  let blanked = text
  let depth = 0
  for (const token of tokensOf(text)) {
    if (token.kind === 'word' && /^service$/i.test(token.text)) depth = 3
    else if (depth > 0 && token.kind === 'word' && /^silent$/i.test(token.text)) depth = 2
    else if (depth > 1 && token.kind !== 'symbol') depth = 1
    else {
      depth = 0
      continue
    }
    const end = token.at + token.text.length
    blanked = blanked.slice(0, token.at) + ' '.repeat(token.text.length) + blanked.slice(end)
  }
  return blanked
}

/**
 * What is wrong with the syntax of a query with SERVICE; undefined when nothing is. The graph's own parser is asked where the
 * mistake is, because it names line and column.
 */
export const syntaxProblem = async (text: string, graph: GraphStore): Promise<QueryProblem | undefined> => {
  try {
    parseSparql(text)
    return undefined
  } catch (error) {
    const asked = await graph.query(withoutServices(text), { deadlineMs: PARSE_MS })
    if (!asked.ok && asked.problem.code === 'query-syntax') return asked.problem
    const message = error instanceof Error ? error.message : String(error)
    const line = message.split('\n').slice(0, 3).join(' ').slice(0, MAX_DETAIL)
    return federationProblem('query-syntax', 'query', `the query cannot be read: ${line}`)
  }
}
