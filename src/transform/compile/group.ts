/** Group patterns as trees: what each part binds, and whether it may be evaluated from left to right. */
import type { Test, Value } from './frame.ts'
import type { Ref, Scope } from './scope.ts'
import {
  BeyondCompiler,
  type ExpressionSyntax,
  type PatternSyntax,
  type SelectSyntax,
  type TermSyntax,
} from './syntax.ts'
import { slotsOf, type TriplePattern, triplePattern, type ValuesPattern } from './triple.ts'

export type Slots = ReadonlySet<number>

/** A filter, and the slots that it looks at. */
export interface Filter {
  readonly uses: Slots
  readonly test: Test
  /** For `expression = ?variable`: the variable, and the expression by itself. */
  readonly equals: readonly Equation[]
}

export interface Equation {
  readonly slot: number
  readonly uses: Slots
  readonly value: Value
}

/** A group pattern: its parts in order, and its filters. */
export interface Group {
  readonly elements: readonly Element[]
  readonly filters: readonly Filter[]
  /** Slots that are bound in every solution. */
  readonly certain: Slots
}

/** A part of a group. `mentions` are all slots in it. */
export type Element = { readonly mentions: Slots; readonly certain: Slots } & (
  | { readonly kind: 'triple'; readonly pattern: TriplePattern }
  | { readonly kind: 'values'; readonly pattern: ValuesPattern }
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'union'; readonly branches: readonly Group[] }
  | { readonly kind: 'optional'; readonly group: Group; readonly flag: number }
  | { readonly kind: 'minus'; readonly group: Group }
  | { readonly kind: 'bind'; readonly slot: number; readonly uses: Slots; readonly value: Value }
)

const NONE: Slots = new Set()

/** Slots that a part may bind: all but what it only looks at. */
export const bindsOf = (element: Element): Slots => {
  switch (element.kind) {
    case 'triple':
    case 'values':
      return element.mentions
    case 'group':
    case 'optional':
      return groupBinds(element.group)
    case 'union':
      return new Set(element.branches.flatMap(branch => [...groupBinds(branch)]))
    case 'bind':
      return new Set([element.slot])
    case 'minus':
      return NONE
  }
}

const groupBinds = ({ elements }: Group): Slots => new Set(elements.flatMap(element => [...bindsOf(element)]))

/** Expressions are compiled elsewhere; EXISTS leads back here. */
export interface ExpressionCompiler {
  value(syntax: ExpressionSyntax, place: Place): Value
  test(syntax: ExpressionSyntax, place: Place): Test
}

/** Where a pattern stands. */
export interface Place {
  readonly scope: Scope
  /** The graph it is matched in; undefined for the default graph. */
  readonly graph: Ref | undefined
  readonly expressions: ExpressionCompiler
}

/** The tree of a group's patterns. Throws `BeyondCompiler`. */
export const groupOf = (patterns: readonly PatternSyntax[], place: Place): Group => {
  const elements: Element[] = []
  const filters: Filter[] = []
  for (const pattern of patterns) {
    if (pattern.type === 'pattern' && pattern.subType === 'filter') {
      filters.push(...conjuncts(pattern.expression).map(each => filterOf(each, place)))
    } else if (pattern.type === 'pattern' && pattern.subType === 'bgp') {
      for (const triple of pattern.triples)
        elements.push(tripleElement(triplePattern(triple, place.graph, place.scope)))
    } else elements.push(elementOf(pattern, place))
  }
  return { elements, filters, certain: new Set(elements.flatMap(({ certain }) => [...certain])) }
}

/** FILTER(a && b) is FILTER(a) and FILTER(b): both have to be true, and the sooner one is looked at the better. */
const conjuncts = (syntax: ExpressionSyntax): readonly ExpressionSyntax[] =>
  syntax.type === 'expression' && syntax.subType === 'operation' && syntax.operator === '&&'
    ? (syntax.args.flat() as ExpressionSyntax[]).flatMap(conjuncts)
    : [syntax]

const filterOf = (syntax: ExpressionSyntax, place: Place): Filter => {
  const { made, slots } = place.scope.recording(() => place.expressions.test(syntax, place))
  const isEquation = syntax.type === 'expression' && syntax.subType === 'operation' && syntax.operator === '='
  const [left, right] = isEquation ? (syntax.args as readonly ExpressionSyntax[]) : []
  const equals = left && right ? [...equation(left, right, place), ...equation(right, left, place)] : []
  return { uses: slots, test: made, equals }
}

const equation = (term: ExpressionSyntax, other: ExpressionSyntax, place: Place): Equation[] => {
  const slot = term.type === 'term' ? place.scope.variable(term) : undefined
  if (slot === undefined) return []
  const { made, slots } = place.scope.recording(() => place.expressions.value(other, place))
  return slots.has(slot) ? [] : [{ slot, uses: slots, value: made }]
}

const tripleElement = (pattern: TriplePattern): Element => {
  const slots = new Set(slotsOf(pattern))
  return { kind: 'triple', pattern, mentions: slots, certain: slots }
}

const elementOf = (pattern: PatternSyntax, place: Place): Element => {
  const { made, slots } = place.scope.recording(() => partOf(pattern, place))
  return { ...made, mentions: slots } as Element
}

type Part<E = Element> = E extends Element ? Omit<E, 'mentions'> : never

const partOf = (pattern: PatternSyntax, place: Place): Part => {
  if (pattern.type === 'query') return selected(pattern, place)
  const { scope } = place
  switch (pattern.subType) {
    case 'group':
      return nested(groupOf(pattern.patterns, place))
    case 'graph': {
      const group = groupOf(pattern.patterns, { ...place, graph: scope.ref(pattern.name) })
      // Elsewhere the graph's name would have to be bound by the mere being of graphs.
      if (!group.elements.some(({ kind }) => kind === 'triple'))
        throw new BeyondCompiler('GRAPH without a triple')
      return nested(group)
    }
    case 'union': {
      const branches = pattern.patterns.map(branch => groupOf([branch], place))
      const [first, ...rest] = branches.map(({ certain }) => certain)
      const certain = [...(first ?? NONE)].filter(slot => rest.every(other => other.has(slot)))
      return { kind: 'union', branches, certain: new Set(certain) }
    }
    case 'optional':
      return { kind: 'optional', group: groupOf(pattern.patterns, place), flag: scope.flag(), certain: NONE }
    case 'minus':
      return { kind: 'minus', group: groupOf(pattern.patterns, place), certain: NONE }
    case 'values':
      return valuesPart(pattern, scope)
    case 'bind':
      return bindPart(pattern, place)
    default:
      throw new BeyondCompiler(pattern.subType.toUpperCase())
  }
}

const nested = (group: Group): Part => ({ kind: 'group', group, certain: group.certain })

const slotOf = (term: TermSyntax, scope: Scope): number => {
  const slot = scope.variable(term)
  if (slot === undefined) throw new BeyondCompiler('a constant where a variable belongs')
  return slot
}

const valuesPart = (
  { variables, values }: Extract<PatternSyntax, { subType: 'values' }>,
  scope: Scope,
): Part => {
  const columns = variables.map(variable => slotOf(variable, scope))
  const rows = values.map(row =>
    variables.map(({ subType, ...variable }) => {
      const term = subType === 'variable' && 'value' in variable ? row[variable.value] : undefined
      return term && scope.constant(term)
    }),
  )
  const certain = columns.filter((_, i) => rows.every(row => row[i] !== undefined))
  return { kind: 'values', pattern: { columns, rows }, certain: new Set(certain) }
}

const bindPart = (
  { expression, variable }: Extract<PatternSyntax, { subType: 'bind' }>,
  place: Place,
): Part => {
  const { scope, expressions } = place
  const { made, slots } = scope.recording(() => expressions.value(expression, place))
  return { kind: 'bind', slot: slotOf(variable, scope), uses: slots, value: made, certain: NONE }
}

/** A SELECT without more than a projection: the solutions of an update are a set in the end, so DISTINCT says nothing. */
const selected = (select: SelectSyntax, place: Place): Part => {
  if (Object.keys(select.solutionModifiers).length > 0 || select.values !== undefined)
    throw new BeyondCompiler('a SELECT with modifiers')
  const names = select.variables.map(each => {
    if (each.type === 'wildcard') return undefined
    if (each.type === 'term' && 'subType' in each && each.subType === 'variable') return each.value
    throw new BeyondCompiler('a SELECT with expressions')
  })
  const isAll = names.includes(undefined)
  const scope = isAll
    ? place.scope
    : place.scope.inner(names.flatMap(name => (name === undefined ? [] : [name])))
  return nested(groupOf([select.where], { ...place, scope }))
}
