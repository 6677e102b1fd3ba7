/** Expressions of rules (SPARQL 1.1, 17) as closures, with SPARQL's errors: undefined. */
import { PREFIXES } from '../../rdf/namespaces.ts'
import type { Frame, Test, Value } from './frame.ts'
import { BUILTINS, type Builtin, CASTS, isWholeDate, UNKNOWN } from './functions.ts'
import { calculate, compareNumbers } from './numbers.ts'
import { ask } from './oracle.ts'
import type { Scope } from './scope.ts'
import { BeyondCompiler, type ExpressionSyntax, type PatternSyntax } from './syntax.ts'
import { FALSE, isSameTerm, isText, type Node, TRUE, XSD_BOOLEAN } from './terms.ts'

/** What expressions need from the patterns around them. */
export interface ExpressionContext {
  readonly scope: Scope
  /** EXISTS of a group pattern. */
  exists(pattern: PatternSyntax): Test
}

/** Compiles an expression. Throws `BeyondCompiler` for what rules have not used so far. */
export const compileValue = (syntax: ExpressionSyntax, context: ExpressionContext): Value => {
  if (syntax.type === 'term') return termValue(syntax, context)
  if (syntax.subType === 'functionCall') return castValue(syntax, context)
  if (syntax.subType === 'operation' && !LOGICAL.has(syntax.operator.toLowerCase()))
    return operationValue(syntax.operator.toLowerCase(), flatten(syntax.args), context)
  const test = compileTest(syntax, context)
  return frame => {
    const value = test(frame)
    return value === undefined ? undefined : value ? TRUE : FALSE
  }
}

type Operation = Extract<ExpressionSyntax, { subType: 'operation' }>

const flatten = (args: Operation['args']): readonly ExpressionSyntax[] => args.flat() as ExpressionSyntax[]

const LOGICAL: ReadonlySet<string> = new Set([
  '!',
  '&&',
  '||',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'notin',
  'bound',
  'sameterm',
])

const termValue = (
  syntax: Extract<ExpressionSyntax, { type: 'term' }>,
  { scope }: ExpressionContext,
): Value => {
  const slot = scope.variable(syntax)
  if (slot !== undefined) return frame => frame.slots[slot]
  const constant = scope.constant(syntax)
  return () => constant
}

/** Effective boolean value of an expression, without making terms of truth values on the way. */
export const compileTest = (syntax: ExpressionSyntax, context: ExpressionContext): Test => {
  if (syntax.type === 'expression' && syntax.subType === 'aggregate') throw new BeyondCompiler('an aggregate')
  if (syntax.type === 'expression' && syntax.subType === 'patternOperation') {
    const exists = context.exists(syntax.args)
    return syntax.operator === 'exists' ? exists : frame => !exists(frame)
  }
  const operator =
    syntax.type === 'expression' && syntax.subType === 'operation' && syntax.operator.toLowerCase()
  if (operator && LOGICAL.has(operator)) return logicalTest(operator, flatten(syntax.args), context)
  const value = compileValue(syntax, context)
  return frame => truthOf(value(frame))
}

/** Effective boolean value (SPARQL 1.1, 17.2.2). */
const truthOf = (node: Node | undefined): boolean | undefined => {
  if (node === undefined || node.isIri) return undefined
  if (node === TRUE || node === FALSE) return node === TRUE
  if (isText(node)) return node.value !== ''
  if (node.datatype === XSD_BOOLEAN && (node.value === 'true' || node.value === 'false'))
    return node.value === 'true'
  return askTruth('IF(?0, true, false)', [node])
}

const askTruth = (expression: string, args: readonly Node[]): boolean | undefined => {
  const answer = ask(expression, args)
  return answer && answer.value === 'true'
}

const logicalTest = (
  operator: string,
  args: readonly ExpressionSyntax[],
  context: ExpressionContext,
): Test => {
  const [first, second] = args
  if (!first) throw new BeyondCompiler(`${operator} without arguments`)
  if (operator === 'bound') {
    const value = compileValue(first, context)
    return frame => value(frame) !== undefined
  }
  if (operator === '!') {
    const test = compileTest(first, context)
    return frame => {
      const value = test(frame)
      return value === undefined ? undefined : !value
    }
  }
  if (!second) throw new BeyondCompiler(`${operator} with one argument`)
  if (operator === '&&' || operator === '||')
    return connected(operator === '||', compileTest(first, context), compileTest(second, context))
  const values = args.map(each => compileValue(each, context))
  const [left, right] = values
  if (!left || !right) throw new BeyondCompiler(`${operator} with one argument`)
  if (operator === 'in' || operator === 'notin') return memberTest(left, values.slice(1), operator === 'in')
  const compare = operator === 'sameterm' ? isSameTerm : (a: Node, b: Node) => compared(operator, a, b)
  return frame => {
    const a = left(frame)
    const b = right(frame)
    return a === undefined || b === undefined ? undefined : compare(a, b)
  }
}

/** `||` when `decisive` is true, else `&&`: an error counts only when the other side does not decide (17.2). */
const connected =
  (decisive: boolean, left: Test, right: Test): Test =>
  frame => {
    const a = left(frame)
    if (a === decisive) return decisive
    const b = right(frame)
    if (b === decisive) return decisive
    return a === undefined || b === undefined ? undefined : !decisive
  }

const memberTest =
  (value: Value, members: readonly Value[], positive: boolean): Test =>
  frame => {
    const node = value(frame)
    if (node === undefined) return undefined
    let failed = false
    for (const member of members) {
      const other = member(frame)
      const same = other && compared('=', node, other)
      if (same) return positive
      if (same === undefined) failed = true
    }
    return failed ? undefined : !positive
  }

const compared = (operator: string, a: Node, b: Node): boolean | undefined => {
  const isEquality = operator === '=' || operator === '!='
  if (isEquality && (a.isIri || b.isIri || (isText(a) && isText(b))))
    return isSameTerm(a, b) === (operator === '=')
  if (isEquality && isSameTerm(a, b) && isWholeDate(a)) return operator === '='
  const order = compareNumbers(a, b)
  if (order === undefined) return askTruth(`?0 ${operator} ?1`, [a, b])
  return ORDERS[operator]?.(order)
}

const ORDERS: Readonly<Record<string, ((order: number) => boolean) | undefined>> = {
  '=': order => order === 0,
  '!=': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
}

const operationValue = (
  operator: string,
  args: readonly ExpressionSyntax[],
  context: ExpressionContext,
): Value => {
  if (operator === 'if') return conditional(args, context)
  const values = args.map(each => compileValue(each, context))
  if (operator === 'coalesce') return frame => firstOf(values, frame)
  if (operator === 'uminus') return called(() => UNKNOWN, '-(?0)', values)
  if ('+-*/'.includes(operator) && values.length === 2) {
    const work: Builtin = (a, b) => (a && b && calculate(operator, a, b)) ?? UNKNOWN
    return called(work, `(?0) ${operator} (?1)`, values)
  }
  const builtin = BUILTINS[operator]
  if (!builtin) throw new BeyondCompiler(operator.toUpperCase())
  const given = args.map(each =>
    each.type === 'term' && context.scope.variable(each) === undefined
      ? context.scope.constant(each)
      : undefined,
  )
  return called(builtin.given?.(given) ?? builtin.work, callText(builtin.sparql, values.length), values)
}

const callText = (name: string, count: number): string =>
  `${name}(${Array.from({ length: count }, (_, i) => `?${i}`).join(', ')})`

const castValue = (
  { function: name, args }: Extract<ExpressionSyntax, { subType: 'functionCall' }>,
  context: ExpressionContext,
): Value => {
  const iri = context.scope.rule.iri(name)
  const cast = iri.startsWith(PREFIXES.xsd) ? CASTS[iri.slice(PREFIXES.xsd.length)] : undefined
  if (!cast || args.length !== 1) throw new BeyondCompiler(`the function <${iri}>`)
  return called(
    cast,
    `<${iri}>(?0)`,
    args.map(each => compileValue(each, context)),
  )
}

const conditional = (args: readonly ExpressionSyntax[], context: ExpressionContext): Value => {
  const [condition, yes, no] = args
  if (!condition || !yes || !no) throw new BeyondCompiler('IF without three arguments')
  const test = compileTest(condition, context)
  const [whenTrue, whenFalse] = [compileValue(yes, context), compileValue(no, context)]
  return frame => {
    const value = test(frame)
    return value === undefined ? undefined : value ? whenTrue(frame) : whenFalse(frame)
  }
}

const firstOf = (values: readonly Value[], frame: Frame): Node | undefined => {
  for (const value of values) {
    const node = value(frame)
    if (node !== undefined) return node
  }
  return undefined
}

const called = (work: Builtin, expression: string, values: readonly Value[]): Value => {
  const [first, second] = values
  if (first && values.length === 1)
    return frame => {
      const a = first(frame)
      if (a === undefined) return undefined
      const answer = work(a)
      return answer === UNKNOWN ? ask(expression, [a]) : answer
    }
  if (first && second && values.length === 2)
    return frame => {
      const a = first(frame)
      const b = a && second(frame)
      if (a === undefined || b === undefined) return undefined
      const answer = work(a, b)
      return answer === UNKNOWN ? ask(expression, [a, b]) : answer
    }
  return frame => {
    const args: Node[] = []
    for (const value of values) {
      const node = value(frame)
      if (node === undefined) return undefined
      args.push(node)
    }
    const answer = work(...args)
    return answer === UNKNOWN ? ask(expression, args) : answer
  }
}
