/** Puts solutions into templates (SPARQL 1.1 Update, 3.1.3). */

import type { Term } from '@rdfjs/types'
import type { JsonTerm } from '../../model/validation-report.ts'
import { factory, fromJsonTerm } from '../../rdf/terms.ts'
import type { Template } from './operations.ts'
import { statementLine } from './statement-line.ts'

/** One solution: variable -> term. */
export type Bindings = ReadonlyMap<string, Term>

/** A statement that a template came to; `graph` is undefined for the default graph. */
export interface Instance {
  readonly graph: string | undefined
  /** Undefined when the solution makes no statement of RDF, which leaves this statement out. */
  readonly line: string | undefined
}

/** The names of the variables of templates. */
export const variablesOf = (templates: readonly Template[]): string[] => [
  ...new Set(
    templates.flatMap(({ subject, predicate, object, graph }) =>
      [subject, predicate, object, graph]
        .filter(term => term.termType === 'Variable')
        .map(term => term.value),
    ),
  ),
]

/** Whether there are blank nodes: each solution then makes nodes of its own. */
export const makesNodes = (templates: readonly Template[]): boolean =>
  templates.some(({ subject, object }) => [subject, object].some(term => term.termType === 'BlankNode'))

interface JsonResults {
  readonly results: { readonly bindings: readonly Readonly<Record<string, JsonTerm>>[] }
}

/** The solutions of SPARQL 1.1 Query Results JSON. */
export const readBindings = (body: Uint8Array): Bindings[] =>
  (JSON.parse(new TextDecoder().decode(body)) as JsonResults).results.bindings.map(
    row =>
      new Map(
        Object.entries(row).map(([name, term]) => [
          name,
          // Older forms of the format say "typed-literal".
          fromJsonTerm(term.type === 'uri' || term.type === 'bnode' ? term : { ...term, type: 'literal' }),
        ]),
      ),
  )

/** Names nodes: `label` is one of the text or of the graph, `scope` keeps those of two solutions apart. */
export type NodeNames = (scope: string, label: string) => Term

/** Statements of the templates for one solution, without those that have an unbound variable. */
export const instantiate = function* (
  templates: readonly Template[],
  bindings: Bindings,
  scope: string,
  nodes: NodeNames,
): Generator<Instance> {
  const bound = (term: Term): Term | undefined => {
    if (term.termType === 'BlankNode') return nodes(scope, term.value)
    if (term.termType !== 'Variable') return term
    const value = bindings.get(term.value)
    return value?.termType === 'BlankNode' ? nodes('found', value.value) : value
  }
  for (const { subject, predicate, object, graph } of templates) {
    const [s, p, o, g] = [subject, predicate, object, graph].map(bound)
    if (!s || !p || !o || !g) continue
    if (g.termType === 'DefaultGraph') yield { graph: undefined, line: undefined }
    else if (g.termType === 'NamedNode') yield { graph: g.value, line: statementLine(s, p, o, g.value) }
  }
}

/** Names that no other request gives. */
export const createNodeNames = (prefix: string, request: string): NodeNames => {
  const names = new Map<string, Term>()
  return (scope, label) => {
    const key = `${scope} ${label}`
    const known = names.get(key) ?? factory.namedNode(`${prefix}${request}-${names.size + 1}`)
    names.set(key, known)
    return known
  }
}
