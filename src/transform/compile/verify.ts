/**
 * Compiled rules go from left to right and look up each part with the bindings so far, where SPARQL evaluates every group
 * by itself and joins the results (18.5). This checks that both come to the same, and else leaves the rule to the store.
 */
import { bindsOf, type Element, type Group, type Slots } from './group.ts'
import { BeyondCompiler } from './syntax.ts'

/** Whether a slot may be bound from outside a group. */
type Outside = (slot: number) => boolean

/** Checks the pattern of a whole rule. Throws `BeyondCompiler`. */
export const verifyRule = (group: Group): void => verify(group, () => false, false)

/** Checks the pattern of an EXISTS, which sees all bindings around it. Throws `BeyondCompiler`. */
export const verifyExists = (group: Group): void => verify(group, () => true, true)

const verify = (group: Group, outside: Outside, filtersSeeAll: boolean): void => {
  const certain = new Set<number>()
  for (const [i, element] of group.elements.entries()) {
    const before = group.elements.slice(0, i)
    const others = [...before, ...group.elements.slice(i + 1)]
    verifyElement(element, { certain, outside, before, others })
    for (const slot of element.certain) certain.add(slot)
  }
  if (filtersSeeAll) return
  for (const { uses } of group.filters) demand(uses, outside, certain, 'a FILTER')
}

interface Surroundings {
  readonly certain: Slots
  readonly outside: Outside
  readonly before: readonly Element[]
  readonly others: readonly Element[]
}

const verifyElement = (element: Element, { certain, outside, before, others }: Surroundings): void => {
  const fromBefore = (slot: number) => outside(slot) || before.some(element => bindsOf(element).has(slot))
  const fromOthers = (slot: number) => outside(slot) || others.some(element => bindsOf(element).has(slot))
  switch (element.kind) {
    case 'group':
      verify(element.group, fromOthers, false)
      return
    case 'union':
      for (const branch of element.branches) verify(branch, fromOthers, false)
      return
    case 'optional':
      demand(element.mentions, outside, certain, 'an OPTIONAL')
      verify(element.group, fromBefore, true)
      return
    case 'minus':
      demand(element.mentions, outside, certain, 'a MINUS')
      verify(element.group, fromBefore, false)
      if (![...element.group.certain].some(slot => certain.has(slot)))
        throw new BeyondCompiler('a MINUS that shares no variable for certain')
      return
    case 'bind':
      demand(element.uses, outside, certain, 'a BIND')
      if (outside(element.slot))
        throw new BeyondCompiler('a BIND to a variable that stands outside its group too')
  }
}

/** What is bound from outside has to be bound here too, for a group by itself would not see it. */
const demand = (slots: Slots, outside: Outside, certain: Slots, what: string): void => {
  for (const slot of slots)
    if (outside(slot) && !certain.has(slot))
      throw new BeyondCompiler(`${what} in a nested group with a variable from outside the group`)
}
