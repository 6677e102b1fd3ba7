/** Shapes that are checked with themselves (SHACL 3.4.3 leaves to processors what becomes of them). */
import type { Polarity } from './constraints/definition.ts'
import type { Shape } from './shape.ts'

/** `from` uses `to`. */
export interface Use {
  readonly from: Shape
  readonly to: Shape
  readonly polarity: Polarity
}

/**
 * Marks every shape that can be reached from itself. Gives the shapes that reach themselves through sh:not, sh:xone or
 * a maximum: those have no answer that does not contradict itself.
 */
export const markRecursion = (shapes: readonly Shape[], uses: readonly Use[]): readonly Shape[] => {
  const component = components(shapes, uses)
  const paradoxical = new Set<Shape>()
  for (const { from, to, polarity } of uses) {
    if (component.get(from) !== component.get(to)) continue
    from.recursive = true
    to.recursive = true
    if (polarity === 'negative') paradoxical.add(from)
  }
  return [...paradoxical]
}

/** Strongly connected components (Kosaraju), without recursion: hostile shapes may be nested deeply. */
const components = (shapes: readonly Shape[], uses: readonly Use[]): ReadonlyMap<Shape, number> => {
  const below = grouped(
    uses,
    ({ from }) => from,
    ({ to }) => to,
  )
  const above = grouped(
    uses,
    ({ to }) => to,
    ({ from }) => from,
  )
  const finished: Shape[] = []
  const seen = new Set<Shape>()
  for (const shape of shapes) visit(shape, below, seen, finished)
  const component = new Map<Shape, number>()
  const assigned = new Set<Shape>()
  for (const shape of finished.reverse()) {
    const members: Shape[] = []
    visit(shape, above, assigned, members)
    for (const member of members) component.set(member, shape.index)
  }
  return component
}

const visit = (
  start: Shape,
  next: ReadonlyMap<Shape, readonly Shape[]>,
  seen: Set<Shape>,
  finished: Shape[],
): void => {
  if (seen.has(start)) return
  seen.add(start)
  const stack = [{ shape: start, place: 0 }]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const child = next.get(top.shape)?.[top.place++]
    if (!child) {
      finished.push(top.shape)
      stack.pop()
    } else if (!seen.has(child)) {
      seen.add(child)
      stack.push({ shape: child, place: 0 })
    }
  }
}

const grouped = (
  uses: readonly Use[],
  key: (use: Use) => Shape,
  value: (use: Use) => Shape,
): ReadonlyMap<Shape, readonly Shape[]> => {
  const groups = new Map<Shape, Shape[]>()
  for (const use of uses) {
    const group = groups.get(key(use))
    if (group) group.push(value(use))
    else groups.set(key(use), [value(use)])
  }
  return groups
}
