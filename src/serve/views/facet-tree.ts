/** The values of a facet in the order in which a panel shows them. */
import type { FacetValueCount } from '../../catalogue/facets.ts'

/** A value and how far it is indented. */
export interface Row extends FacetValueCount {
  readonly depth: number
}

/**
 * Orders values as a tree over those that are listed: a concept stands once, under the first of its parents that is listed.
 * Branches that hold selected values come first, then those with the higher count.
 */
export const facetTree = (values: readonly FacetValueCount[]): Row[] => {
  const listed = new Set(values.map(({ value }) => value))
  const children = new Map<string | undefined, FacetValueCount[]>()
  for (const each of values) {
    const parent = each.broader?.find(broader => listed.has(broader) && broader !== each.value)
    children.set(parent, [...(children.get(parent) ?? []), each])
  }
  const rows: Row[] = []
  const seen = new Set<string>()
  const place = (parent: string | undefined, depth: number): Row[] => {
    const branches = (children.get(parent) ?? []).map(each => {
      if (seen.has(each.value)) return []
      seen.add(each.value)
      return [{ ...each, depth }, ...place(each.value, depth + 1)]
    })
    const chosen = (branch: readonly Row[]) => branch.some(({ selected }) => selected)
    return branches.sort((a, b) => Number(chosen(b)) - Number(chosen(a))).flat()
  }
  rows.push(...place(undefined, 0))
  // Vocabularies may contain cycles; what they would swallow is listed plainly.
  for (const each of values) if (!seen.has(each.value)) rows.push({ ...each, depth: 0 })
  return rows
}

/** Values to show before anyone asks for more: the `most` most frequent and the selected, each with those above it in the tree. */
export const valuesAtFirst = (rows: readonly Row[], most: number): ReadonlySet<string> => {
  const frequent = [...rows].sort((a, b) => b.count - a.count || a.depth - b.depth).slice(0, most)
  const wanted = new Set(frequent.map(({ value }) => value))
  const shown = new Set<string>()
  const above: string[] = []
  for (const { value, selected, depth } of rows) {
    above.splice(depth, above.length, value)
    if (selected || wanted.has(value)) for (const each of above) shown.add(each)
  }
  return shown
}
