/** Triple patterns and tables of values as steps of a search. */
import { bound, type Frame, type Match, type Step } from './frame.ts'
import type { GraphIndex } from './graph-index.ts'
import { compilePath, type Path } from './path.ts'
import type { Ref, Scope } from './scope.ts'
import { BeyondCompiler, type TripleSyntax } from './syntax.ts'
import type { Node } from './terms.ts'

/** A triple pattern in the default graph (`graph` undefined) or a named one. */
export interface TriplePattern {
  readonly graph: Ref | undefined
  readonly subject: Ref
  readonly predicate: Ref | Path
  readonly object: Ref
}

const isPath = (predicate: Ref | Path): predicate is Path => 'forward' in predicate

/** The pattern of a triple of the syntax tree. */
export const triplePattern = (
  { subject, predicate, object }: TripleSyntax,
  graph: Ref | undefined,
  scope: Scope,
): TriplePattern => {
  // `[ d:b ?y ]` and `( 1 2 )` come as trees of their own.
  if (subject?.type !== 'term' || object?.type !== 'term') throw new BeyondCompiler('a nested blank node')
  return {
    graph,
    subject: scope.ref(subject),
    predicate:
      predicate.type === 'path' ? compilePath(predicate, term => scope.constant(term)) : scope.ref(predicate),
    object: scope.ref(object),
  }
}

/** Slots of the variables of a pattern, each once. */
export const slotsOf = ({ graph, subject, predicate, object }: TriplePattern): readonly number[] => {
  const refs = [graph, subject, isPath(predicate) ? undefined : predicate, object]
  return [...new Set(refs.flatMap(ref => (ref?.slot === undefined ? [] : [ref.slot])))]
}

const MANY = 30

/** About how many statements a pattern finds, given the slots that are bound by then. */
export const costOf = (
  { graph, subject, predicate, object }: TriplePattern,
  isBound: (slot: number) => boolean,
): number => {
  const known = (ref: Ref) => ref.slot === undefined || isBound(ref.slot)
  // The default graph holds five statements about the record.
  if (graph === undefined) return 1
  const factor = known(graph) ? 1 : MANY
  const [s, p, o] = [known(subject), isPath(predicate) || known(predicate), known(object)]
  if (s && o) return factor
  if (s) return factor * (p ? 2 : MANY / 2)
  if (o) return factor * (p ? 4 : MANY)
  // A path that may be empty starts everywhere.
  return factor * MANY * (!p ? 4 : isPath(predicate) && predicate.canBeEmpty ? 8 : 1)
}

/** Goes through the statements that fit. */
export const tripleStep = (pattern: TriplePattern): Step => {
  const { graph } = pattern
  const statements = isPath(pattern.predicate)
    ? pathStatements(pattern, pattern.predicate)
    : plainStatements(pattern, pattern.predicate)
  return next => {
    const inGraph = statements(next)
    if (graph === undefined) return frame => inGraph(frame, frame.data.defaultGraph)
    return frame => {
      const name = nodeAt(graph, frame)
      if (name) {
        const index = frame.data.graph(name)
        return index !== undefined && inGraph(frame, index)
      }
      const { slot } = graph
      for (const each of frame.data.names()) {
        const index = frame.data.graph(each)
        if (index && slot !== undefined && bound(frame, slot, each, inner => inGraph(inner, index)))
          return true
      }
      return false
    }
  }
}

const nodeAt = (ref: Ref, frame: Frame): Node | undefined =>
  ref.slot === undefined ? ref.node : frame.slots[ref.slot]

/** Binds a place of the pattern to a node, or checks that it holds it. */
const place = (ref: Ref, frame: Frame, node: Node, next: Match): boolean =>
  ref.slot === undefined ? ref.node === node && next(frame) : bound(frame, ref.slot, node, next)

type InGraph = (frame: Frame, graph: GraphIndex) => boolean

const pathStatements =
  ({ subject, object }: TriplePattern, path: Path) =>
  (next: Match): InGraph =>
  (frame, graph) => {
    const [s, o] = [nodeAt(subject, frame), nodeAt(object, frame)]
    if (s && o) return path.forward(graph, s, node => node === o) && next(frame)
    if (s) return path.forward(graph, s, node => place(object, frame, node, next))
    if (o) return path.backward(graph, o, node => place(subject, frame, node, next))
    return path.all(graph, (from, to) => place(subject, frame, from, inner => place(object, inner, to, next)))
  }

const plainStatements =
  ({ subject, object }: TriplePattern, predicate: Ref) =>
  (next: Match): InGraph =>
  (frame, graph) => {
    const s = nodeAt(subject, frame)
    const p = nodeAt(predicate, frame)
    const o = nodeAt(object, frame)
    if (p) {
      if (s && o) return graph.has(s, p, o) && next(frame)
      if (s) return each(graph.objects(s, p), object, frame, next)
      if (o) return each(graph.subjects(p, o), subject, frame, next)
      return eachPair(graph.pairs(p), [subject, object], frame, next)
    }
    if (s) return eachPair(graph.outgoing(s), [predicate, object], frame, next)
    if (o) return eachPair(graph.incoming(o), [subject, predicate], frame, next)
    for (const [from, property, to] of graph.statements())
      if (place(predicate, frame, property, inner => eachPair([from, to], [subject, object], inner, next)))
        return true
    return false
  }

const each = (nodes: readonly Node[], ref: Ref, frame: Frame, next: Match): boolean => {
  for (const node of nodes) if (place(ref, frame, node, next)) return true
  return false
}

/** Pairs of nodes that fit two places. The places may be one variable, or already hold a node. */
const eachPair = (
  pairs: readonly Node[],
  [left, right]: readonly [Ref, Ref],
  frame: Frame,
  next: Match,
): boolean => {
  const { slots } = frame
  const heldLeft = nodeAt(left, frame)
  const free = heldLeft === undefined ? left.slot : undefined
  for (let i = 0; i < pairs.length; i += 2) {
    const first = pairs[i]
    const second = pairs[i + 1]
    if (second === undefined || (heldLeft !== undefined && heldLeft !== first)) continue
    if (free !== undefined) slots[free] = first
    if (place(right, frame, second, next)) {
      if (free !== undefined) slots[free] = undefined
      return true
    }
  }
  if (free !== undefined) slots[free] = undefined
  return false
}

/** A table of VALUES: a column for each slot, undefined for UNDEF. */
export interface ValuesPattern {
  readonly columns: readonly number[]
  readonly rows: readonly (readonly (Node | undefined)[])[]
}

/** Goes through the rows that fit. With a slot that is likely to be bound, only those with its value are looked at. */
export const valuesStep = ({ columns, rows }: ValuesPattern, isLikely: (slot: number) => boolean): Step => {
  const key = columns.findIndex((slot, i) => isLikely(slot) && rows.every(row => row[i] !== undefined))
  const fill = (frame: Frame, row: readonly (Node | undefined)[], column: number, next: Match): boolean => {
    const slot = columns[column]
    if (slot === undefined) return next(frame)
    const node = row[column]
    if (node === undefined) return fill(frame, row, column + 1, next)
    return bound(frame, slot, node, inner => fill(inner, row, column + 1, next))
  }
  const slot = columns[key]
  const byKey = new Map<Node | undefined, (readonly (Node | undefined)[])[]>()
  for (const row of rows) byKey.set(row[key], [...(byKey.get(row[key]) ?? []), row])
  return next => frame => {
    const node = slot === undefined ? undefined : frame.slots[slot]
    const fitting = node === undefined ? rows : byKey.get(node)
    return fitting?.some(row => fill(frame, row, 0, next)) ?? false
  }
}
