/** Which variables a piece of a query can bind (SPARQL 1.1, section 18.2.1). */

import type { Token } from '../tokens.ts'
import type { Element, Group } from './outline.ts'

const variablesOf = (tokens: readonly Token[]): string[] =>
  tokens.flatMap(token => (token.kind === 'variable' ? [token.text.slice(1)] : []))

/** All variables that are named in an element, whether it binds them or not. */
export const mentioned = (element: Element): ReadonlySet<string> => new Set(variablesOf(element.tokens))

const isBrace = (token: Token): boolean => token.kind === 'symbol' && token.text === '{'

/** The variables that an element can bind. */
export const boundBy = (element: Element): ReadonlySet<string> => {
  const { kind, tokens, groups } = element
  const inner = groups.flatMap(group => [...inScope(group)])
  const head = tokens.slice(0, Math.max(0, tokens.findIndex(isBrace)))
  switch (kind) {
    case 'triples':
      return new Set(variablesOf(tokens))
    case 'bind':
      return new Set(variablesOf(tokens).slice(-1))
    case 'filter':
    case 'minus':
      return new Set()
    default:
      // GRAPH ?g, SERVICE ?s and the names before the data of VALUES.
      return new Set([...variablesOf(head), ...inner])
  }
}

/** The variables that a group can bind, as seen from outside. */
export const inScope = (group: Group): ReadonlySet<string> => {
  const inner = group.elements.flatMap(element => [...boundBy(element)])
  return new Set(group.projected && group.projected !== '*' ? group.projected : inner)
}

/** The variables that every solution of a group binds because its triple patterns come first, FILTERs aside. */
export const certainFrom = (group: Group): ReadonlySet<string> => {
  if (group.projected) return new Set()
  const others = group.elements.filter(element => element.kind !== 'filter')
  const end = others.findIndex(element => element.kind !== 'triples')
  return new Set(others.slice(0, end < 0 ? undefined : end).flatMap(element => [...boundBy(element)]))
}
