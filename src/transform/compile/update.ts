/** SPARQL updates of the form DELETE/INSERT ... WHERE, compiled once and run over the staging graphs of a record. */
import { compileTest, compileValue, type ExpressionContext } from './expression.ts'
import type { Frame } from './frame.ts'
import type { Dataset } from './graph-index.ts'
import { type ExpressionCompiler, groupOf, type Place } from './group.ts'
import { stepOf } from './plan.ts'
import { type Ref, type RuleScope, Scope } from './scope.ts'
import {
  BeyondCompiler,
  type PatternSyntax,
  parseUpdate,
  type QuadsSyntax,
  type TermSyntax,
} from './syntax.ts'
import type { Node, TermTable } from './terms.ts'
import { verifyExists, verifyRule } from './verify.ts'

/** Runs an update over the graphs of one record, with the record's terms over the constants of the rules. */
export type CompiledUpdate = (data: Dataset, terms: TermTable) => void

/** Compiles a text with one update. Throws `BeyondCompiler` when it has what only the store can do. */
export const compileUpdate = (text: string, constants: TermTable): CompiledUpdate => {
  const { operation, iri } = parseUpdate(text)
  if (operation.subType !== 'modify') throw new BeyondCompiler(operation.subType.toUpperCase())
  if (operation.graph !== undefined || (operation.from?.clauses?.length ?? 0) > 0)
    throw new BeyondCompiler('WITH or USING')
  const rule: RuleScope = { constants, iri, slots: 0, flags: 0, recorders: [] }
  const scope = new Scope(rule)
  const place: Place = { scope, graph: undefined, expressions }
  const group = groupOf([operation.where], place)
  verifyRule(group)
  const [deletes, inserts] = [operation.delete, operation.insert].map(quads => templates(quads, scope))
  const step = stepOf(group, new Set())
  return (data, terms) => {
    const deleted: (Node | undefined)[] = []
    const inserted: (Node | undefined)[] = []
    const search = step(frame => {
      collect(deletes, frame, deleted)
      collect(inserts, frame, inserted)
      return false
    })
    const slots = new Array<Node | undefined>(rule.slots).fill(undefined)
    search({ data, terms, slots, found: [] })
    change(data, deleted, 'delete')
    change(data, inserted, 'add')
  }
}

const contextOf = (place: Place): ExpressionContext => ({
  scope: place.scope,
  exists: pattern => {
    // What stood before is bound by the time an EXISTS is looked at, as a rule.
    const likely = new Set(Array.from({ length: place.scope.rule.slots }, (_, slot) => slot))
    const group = groupOf(patternsOf(pattern), place)
    verifyExists(group)
    return stepOf(group, likely)(() => true)
  },
})

const patternsOf = (pattern: PatternSyntax): readonly PatternSyntax[] =>
  pattern.type === 'pattern' && pattern.subType === 'group' ? pattern.patterns : [pattern]

const expressions: ExpressionCompiler = {
  value: (syntax, place) => compileValue(syntax, contextOf(place)),
  test: (syntax, place) => compileTest(syntax, contextOf(place)),
}

interface Template {
  readonly graph: Ref | undefined
  readonly subject: Ref
  readonly predicate: Ref
  readonly object: Ref
}

const templates = (quads: readonly QuadsSyntax[], scope: Scope): readonly Template[] =>
  quads.flatMap(({ graph, triples }) => {
    const list = 'triples' in triples ? triples.triples : triples
    return list.map(({ subject, predicate, object }) => {
      if (predicate.type === 'path') throw new BeyondCompiler('a path in a template')
      return {
        graph: graph && templateRef(graph, scope),
        subject: templateRef(subject, scope),
        predicate: templateRef(predicate, scope),
        object: templateRef(object, scope),
      }
    })
  })

const templateRef = (term: TermSyntax, scope: Scope): Ref => {
  if (term.subType === 'blankNode') throw new BeyondCompiler('a blank node in a template')
  return scope.ref(term)
}

/** Notes the statements that a solution makes of the templates; those that are not RDF are left out (18.6, 4.1.4). */
const collect = (templates: readonly Template[] = [], frame: Frame, into: (Node | undefined)[]): void => {
  for (const { graph, subject, predicate, object } of templates) {
    const s = nodeAt(subject, frame)
    const p = nodeAt(predicate, frame)
    const o = nodeAt(object, frame)
    const g = graph && nodeAt(graph, frame)
    if (s?.isIri && p?.isIri && o && (graph === undefined || g?.isIri)) into.push(g, s, p, o)
  }
}

const nodeAt = (ref: Ref, frame: Frame): Node | undefined =>
  ref.slot === undefined ? ref.node : frame.slots[ref.slot]

const change = (data: Dataset, quads: readonly (Node | undefined)[], how: 'add' | 'delete'): void => {
  for (let i = 0; i < quads.length; i += 4) {
    const name = quads[i]
    const subject = quads[i + 1]
    const predicate = quads[i + 2]
    const object = quads[i + 3]
    if (!subject || !predicate || !object) continue
    const graph = name ? data.openGraph(name) : data.defaultGraph
    graph[how](subject, predicate, object)
  }
}
