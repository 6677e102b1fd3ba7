import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FacetValueCount } from '../../src/catalogue/facets.ts'
import { facetTree, valuesAtFirst } from '../../src/serve/views/facet-tree.ts'

const value = (name: string, count: number, broader: string[] = [], selected = false): FacetValueCount => ({
  value: name,
  label: name,
  count,
  selected,
  broader,
})
const outline = (values: readonly FacetValueCount[]) =>
  facetTree(values).map(({ value, depth }) => [value, depth])

describe('the tree of a facet', () => {
  it('puts concepts under their parent and keeps the order of counts among siblings', () => {
    const values = [
      value('rock', 9),
      value('igneous', 6, ['rock']),
      value('water', 4),
      value('basalt', 3, ['igneous']),
      value('sandstone', 3, ['rock']),
    ]
    expect(outline(values)).toEqual([
      ['rock', 0],
      ['igneous', 1],
      ['basalt', 2],
      ['sandstone', 1],
      ['water', 0],
    ])
  })

  it('moves branches with something chosen to the front', () => {
    const values = [value('rock', 9), value('water', 4), value('ice', 2, ['water'], true)]
    expect(outline(values)).toEqual([
      ['water', 0],
      ['ice', 1],
      ['rock', 0],
    ])
  })

  it('shows at first the most frequent and whatever is chosen, never without what stands above', () => {
    const values = [
      value('rock', 9),
      value('igneous', 6, ['rock']),
      value('water', 4),
      value('ice', 1, ['water'], true),
    ]
    expect([...valuesAtFirst(facetTree(values), 1)].sort()).toEqual(['ice', 'rock', 'water'])
  })

  it('lists every value exactly once, whatever the hierarchy: several parents, unknown ones, cycles', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const some = fc.uniqueArray(
      fc.record({
        value: fc.constantFrom(...names),
        label: fc.string(),
        count: fc.nat(100),
        selected: fc.boolean(),
        broader: fc.subarray([...names, 'unknown']),
      }),
      { selector: each => each.value },
    )
    fc.assert(
      fc.property(some, fc.nat(8), (values, most) => {
        const rows = facetTree(values)
        expect(rows.map(each => each.value).sort()).toEqual(values.map(each => each.value).sort())
        const first = valuesAtFirst(rows, most)
        expect(rows.filter(each => each.selected && !first.has(each.value))).toEqual([])
        expect(first.size).toBeGreaterThanOrEqual(Math.min(most, rows.length))
      }),
    )
  })
})
