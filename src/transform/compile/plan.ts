/** Group patterns as searches: joins in the order in which they find least, filters as early as they can be. */
import { bound, type Match, type Step } from './frame.ts'
import { bindsOf, type Element, type Filter, type Group } from './group.ts'
import { costOf, tripleStep, valuesStep } from './triple.ts'

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
      this.#left = this.#left.filter(other => other !== chosen)
      yield elementStep(chosen, this.#likely)
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
    let best = joins[0] ?? this.#left[0]
    let least = Number.POSITIVE_INFINITY
    for (const element of joins) {
      const cost = costOfElement(element, isLikely)
      if (cost < least) [best, least] = [element, cost]
    }
    return best
  }

  /** Filters whose answer no later part can change: what they look at is bound, or comes up no more. */
  *#readyFilters(): Generator<Step> {
    const isSettled = (slot: number) =>
      this.#certain.has(slot) || !this.#left.some(element => bindsOf(element).has(slot))
    const ready = this.#filters.filter(({ uses }) => [...uses].every(isSettled))
    this.#filters = this.#filters.filter(filter => !ready.includes(filter))
    for (const { test } of ready) yield next => frame => test(frame) === true && next(frame)
  }
}

const COMPOUND = 60

const costOfElement = (element: Element, isLikely: (slot: number) => boolean): number => {
  if (element.kind === 'triple') return costOf(element.pattern, isLikely)
  if (element.kind !== 'values') return [...element.mentions].some(isLikely) ? COMPOUND / 4 : COMPOUND
  const { columns, rows } = element.pattern
  return columns.some(isLikely) ? 1 : 5 + rows.length
}

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
