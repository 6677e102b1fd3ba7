/** Group patterns as searches: joins in the order in which they find least, filters as early as they can be. */
import { bound, type Match, type Step } from './frame.ts'
import { bindsOf, type Element, type Equation, type Filter, type Group } from './group.ts'
import { isText } from './terms.ts'
import { costOf, tripleStep, type ValuesPattern, valuesStep } from './triple.ts'

/** The search for a group's solutions. `likely` slots are bound from outside, as a rule: only the order depends on it. */
export const stepOf = (group: Group, likely: ReadonlySet<number>): Step => {
  const { elements, filters } = flattened(group)
  const plan = new Plan(elements, filters, likely)
  return chain([...plan.steps()])
}

const chain =
  (steps: readonly Step[]): Step =>
  next =>
    steps.reduceRight((rest, step) => step(rest), next)

/** A group within a group that only joins and filters is the same as its parts. */
const flattened = (group: Group): Pick<Group, 'elements' | 'filters'> => {
  const elements: Element[] = []
  const filters = [...group.filters]
  for (const element of group.elements) {
    const inner = element.kind === 'group' ? flattened(element.group) : undefined
    if (inner?.elements.every(isJoin)) {
      elements.push(...inner.elements)
      filters.push(...inner.filters)
    } else elements.push(element)
  }
  return { elements, filters }
}

/** Whether it does not matter when it comes among its like. */
const isJoin = ({ kind }: Element): boolean =>
  kind === 'triple' || kind === 'values' || kind === 'group' || kind === 'union'

/** A filter that a table is looked up by, so that it need not be asked any more. */
interface KeyFilter {
  readonly filter: Filter
  readonly step: Step
}

const keyFilter = (
  pattern: ValuesPattern,
  filters: readonly Filter[],
  canUse: (equation: Equation) => boolean,
): KeyFilter | undefined => {
  for (const filter of filters)
    for (const equation of filter.equals) {
      const column = pattern.columns.indexOf(equation.slot)
      const isKey = column >= 0 && pattern.rows.every(row => row[column] && isText(row[column]))
      if (isKey && canUse(equation)) return { filter, step: keyedStep(pattern, column, equation) }
    }
  return undefined
}

/** The first of those that cost least. */
const cheapest = (
  elements: readonly Element[],
  costOf: (element: Element) => number,
): Element | undefined => {
  let best = elements[0]
  let least = Number.POSITIVE_INFINITY
  for (const element of elements) {
    const cost = costOf(element)
    if (cost < least) [best, least] = [element, cost]
  }
  return best
}

class Plan {
  #left: readonly Element[]
  #filters: readonly Filter[]
  readonly #likely: Set<number>
  readonly #certain = new Set<number>()

  constructor(elements: readonly Element[], filters: readonly Filter[], likely: ReadonlySet<number>) {
    this.#left = elements
    this.#filters = filters
    this.#likely = new Set(likely)
  }

  *steps(): Generator<Step> {
    yield* this.#readyFilters()
    for (let element = this.#choose(); element; element = this.#choose()) {
      const chosen = element
      const keyed = this.#keyOf(chosen)
      this.#left = this.#left.filter(other => other !== chosen)
      if (keyed) this.#filters = this.#filters.filter(filter => filter !== keyed.filter)
      yield keyed?.step ?? elementStep(chosen, this.#likely)
      for (const slot of chosen.certain) {
        this.#certain.add(slot)
        this.#likely.add(slot)
      }
      if (chosen.kind === 'bind') this.#likely.add(chosen.slot)
      yield* this.#readyFilters()
    }
  }

  #choose(): Element | undefined {
    const stop = this.#left.findIndex(element => !isJoin(element))
    const joins = stop < 0 ? this.#left : this.#left.slice(0, stop)
    const isLikely = (slot: number) => this.#likely.has(slot)
    return (
      cheapest(joins, element => (this.#keyOf(element) ? 1 : costOfElement(element, isLikely))) ??
      this.#left[0]
    )
  }

  /** A filter `expression = ?variable` on a column of a table, when the expression can be worked out by now. */
  #keyOf(element: Element): KeyFilter | undefined {
    if (element.kind !== 'values') return undefined
    const { pattern } = element
    const isUnbound = (slot: number) =>
      !this.#likely.has(slot) && !this.#left.some(other => other !== element && bindsOf(other).has(slot))
    return keyFilter(
      pattern,
      this.#filters,
      ({ slot, uses }) => isUnbound(slot) && [...uses].every(used => this.#isSettled(used)),
    )
  }

  #isSettled(slot: number): boolean {
    return this.#certain.has(slot) || !this.#left.some(element => bindsOf(element).has(slot))
  }

  /** Filters whose answer no later part can change: what they look at is bound, or comes up no more. */
  *#readyFilters(): Generator<Step> {
    const ready = this.#filters.filter(({ uses }) => [...uses].every(slot => this.#isSettled(slot)))
    this.#filters = this.#filters.filter(filter => !ready.includes(filter))
    for (const { test } of ready) yield next => frame => test(frame) === true && next(frame)
  }
}

/** About how many solutions an element adds to each so far. */
const costOfElement = (element: Element, isLikely: (slot: number) => boolean): number => {
  switch (element.kind) {
    case 'triple':
      return costOf(element.pattern, isLikely)
    case 'values': {
      const { columns, rows } = element.pattern
      return columns.some(isLikely) ? 1 : 5 + rows.length
    }
    case 'group':
      return costOfGroup(element.group, isLikely)
    case 'union':
      return element.branches.reduce((sum, branch) => sum + costOfGroup(branch, isLikely), 1)
    default:
      return 0
  }
}

/** That of its cheapest part: the others are looked up with what that one finds. */
const costOfGroup = ({ elements }: Group, isLikely: (slot: number) => boolean): number =>
  1 + Math.min(...elements.filter(isJoin).map(element => costOfElement(element, isLikely)))

const elementStep = (element: Element, likely: ReadonlySet<number>): Step => {
  const isLikely = (slot: number) => likely.has(slot)
  switch (element.kind) {
    case 'triple':
      return tripleStep(element.pattern)
    case 'values':
      return valuesStep(element.pattern, isLikely)
    case 'group':
      return stepOf(element.group, likely)
    case 'union':
      return unionStep(element.branches.map(branch => stepOf(branch, likely)))
    case 'optional':
      return optionalStep(stepOf(element.group, likely), element.flag)
    case 'minus': {
      const match = stepOf(element.group, likely)(() => true)
      return next => frame => !match(frame) && next(frame)
    }
    case 'bind': {
      const { slot, value } = element
      return next => frame => {
        const node = value(frame)
        return node === undefined ? next(frame) : bound(frame, slot, frame.terms.intern(node), next)
      }
    }
  }
}

/** Rows whose text in a column is what the expression comes to. A text equals nothing but the same text. */
const keyedStep = ({ columns, rows }: ValuesPattern, column: number, { value }: Equation): Step => {
  const tables = new Map<string, Step>()
  for (const key of new Set(rows.map(row => row[column]?.value ?? '')))
    tables.set(
      key,
      valuesStep({ columns, rows: rows.filter(row => row[column]?.value === key) }, () => false),
    )
  return next => {
    const matches = new Map(Array.from(tables, ([key, step]) => [key, step(next)]))
    return frame => {
      const node = value(frame)
      return node !== undefined && isText(node) && (matches.get(node.value)?.(frame) ?? false)
    }
  }
}

const unionStep =
  (branches: readonly Step[]): Step =>
  next => {
    const matches = branches.map(branch => branch(next))
    return frame => matches.some(match => match(frame))
  }

const optionalStep =
  (inner: Step, flag: number): Step =>
  next => {
    const match: Match = inner(frame => {
      frame.found[flag] = true
      return next(frame)
    })
    return frame => {
      frame.found[flag] = false
      return match(frame) || (!frame.found[flag] && next(frame))
    }
  }
