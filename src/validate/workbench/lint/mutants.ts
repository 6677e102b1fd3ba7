/** Shapes graphs in which one constraint is left out or altered. */
import type { Quad } from '@rdfjs/types'
import { rdf, sh, xsd } from '../../../rdf/namespaces.ts'
import { factory } from '../../../rdf/terms.ts'
import { isList, readList } from '../../../shacl/lists.ts'
import type { Node } from '../../../shacl/terms.ts'
import { shortIri } from '../short-names.ts'
import { PARAMETERS, type ShapesUnderLint, TARGETS } from './shapes-under-lint.ts'

/** A changed shapes graph. */
export interface Mutant {
  readonly shape: Node
  readonly parameter: string
  readonly value: Node
  /** What was done, e.g. `leaving out sh:minCount 1`. */
  readonly text: string
  readonly quads: readonly Quad[]
  /** Left out altogether, instead of altered. */
  readonly isLeftOut: boolean
}

/** A list longer than this is altered at its ends and in the middle only. */
const ALL_MEMBERS = 12

/** Every mutant of the shapes that are not switched off. */
export const mutantsOf = (lint: ShapesUnderLint): readonly Mutant[] =>
  lint.shapes
    .filter(shape => !lint.isDeactivated(shape))
    .flatMap(shape =>
      [...PARAMETERS, ...TARGETS].flatMap(parameter =>
        lint.values(shape, parameter).flatMap(value => [
          // A link is left out with each constraint behind it.
          ...(parameter === 'property' ? [] : [leftOut(lint, shape, parameter, value)]),
          ...altered(lint, shape, parameter, value),
        ]),
      ),
    )

const shown = (node: Node): string =>
  node.termType === 'BlankNode'
    ? '…'
    : node.termType === 'Literal'
      ? node.value.slice(0, 60)
      : shortIri(node.value)

const without = (quads: readonly Quad[], shape: Node, parameter: string, value: Node): readonly Quad[] =>
  quads.filter(
    quad =>
      !(quad.subject.equals(shape) && quad.predicate.equals(sh(parameter)) && quad.object.equals(value)),
  )

const leftOut = (lint: ShapesUnderLint, shape: Node, parameter: string, value: Node): Mutant => ({
  shape,
  parameter,
  value,
  text: `leaving out sh:${parameter} ${shown(value)}`,
  quads: without(lint.graph.quads, shape, parameter, value),
  isLeftOut: true,
})

/** Which way a bound is moved past itself: a bound that a value may meet is so turned into one that it must not, and back. */
const NUDGES: Readonly<Record<string, number>> = {
  minInclusive: 1,
  minExclusive: -1,
  maxInclusive: -1,
  maxExclusive: 1,
}
const NUDGE = 1e-6

/** Steps by which counts and lengths are changed: each makes the constraint stricter. */
const STEPS: Readonly<Record<string, number>> = {
  minCount: 1,
  qualifiedMinCount: 1,
  minLength: 1,
  maxCount: -1,
  qualifiedMaxCount: -1,
  maxLength: -1,
}

/** The same constraint, a little stricter or at its border. */
const altered = (lint: ShapesUnderLint, shape: Node, parameter: string, value: Node): readonly Mutant[] => {
  if (shape.termType === 'Literal') return []
  const rest = without(lint.graph.quads, shape, parameter, value)
  const mutant = (text: string, quads: readonly Quad[]): Mutant => ({
    shape,
    parameter,
    value,
    text,
    quads,
    isLeftOut: false,
  })
  const step = STEPS[parameter]
  const count = Number(value.value)
  if (step !== undefined && Number.isInteger(count) && count + step >= 0) {
    const other = factory.literal(String(count + step), xsd('integer'))
    return [
      mutant(`sh:${parameter} ${count + step} instead of ${count}`, [
        ...rest,
        factory.quad(shape, sh(parameter), other),
      ]),
    ]
  }
  const nudge = NUDGES[parameter]
  // Dates have no smallest step.
  if (nudge !== undefined && Number.isFinite(count)) {
    const border = factory.literal((count + nudge * NUDGE).toFixed(6), xsd('decimal'))
    const text = `sh:${parameter} ${shown(value)} ${parameter.endsWith('Inclusive') ? 'without' : 'with'} its border`
    return [mutant(text, [...rest, factory.quad(shape, sh(parameter), border)])]
  }
  return parameter === 'in' ? shortened(lint, shape, value, mutant) : []
}

/** sh:in without one of its members. */
const shortened = (
  { graph }: ShapesUnderLint,
  shape: Node,
  list: Node,
  mutant: (text: string, quads: readonly Quad[]) => Mutant,
): readonly Mutant[] => {
  const members = isList(graph, list) ? (readList(graph, list) ?? []) : []
  if (members.length < 2 || shape.termType === 'Literal') return []
  const chosen =
    members.length <= ALL_MEMBERS
      ? members
      : [members[0], members[Math.floor(members.length / 2)], members.at(-1)].flatMap(each => each ?? [])
  return chosen.map(member => {
    const kept = members.filter(each => each !== member)
    const nodes = kept.map(() => factory.blankNode())
    return mutant(`sh:in without ${shown(member)}`, [
      ...without(graph.quads, shape, 'in', list),
      factory.quad(shape, sh('in'), nodes[0] ?? rdf('nil')),
      ...listQuads(nodes, kept),
    ])
  })
}

const listQuads = (
  nodes: readonly ReturnType<typeof factory.blankNode>[],
  members: readonly Node[],
): readonly Quad[] =>
  nodes.flatMap((node, i) => {
    const member = members[i]
    return member
      ? [
          factory.quad(node, rdf('first'), member),
          factory.quad(node, rdf('rest'), nodes[i + 1] ?? rdf('nil')),
        ]
      : []
  })
