/** Whatever is taken out of the shapes of a profile, one of its examples comes out differently. */
import type { Quad, Term } from '@rdfjs/types'
import { describe, expect, it } from 'vitest'
import { PREFIXES, sh } from '../../src/rdf/namespaces.ts'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { compileShapes } from '../../src/shacl/compile.ts'
import { DataGraph } from '../../src/shacl/data-graph.ts'
import type { CompiledShapes } from '../../src/shacl/shape.ts'
import { validate } from '../../src/shacl/validate.ts'
import { envelope } from '../../src/validate/profile-set.ts'
import { examplesOf } from './read-example.ts'

const background = new DataGraph(loadVocabularies().quads)

/** Statements that do not decide anything by themselves, or that only hold others together. */
const HARMLESS = new Set(['message', 'name', 'description', 'path', 'qualifiedValueShape'])

/**
 * What other processors need and ours does not: it knows the calendar, so that the datatype alone refuses month 13
 * (SHACL 4.1.2 leaves ill-typed literals to the datatypes that a processor knows).
 */
const isForOthers = (shapes: readonly Quad[], { subject, predicate }: Quad): boolean =>
  predicate.equals(sh('pattern')) &&
  shapes.some(
    q => q.subject.equals(subject) && q.predicate.equals(sh('datatype')) && /date|gYear/.test(q.object.value),
  )

/** A statement as text: blank nodes are told by what is said of them. */
const shown = (shapes: readonly Quad[], { subject, predicate, object }: Quad): string => {
  const name = (term: Term): string =>
    term.termType === 'BlankNode'
      ? `[${shapes
          .filter(q => q.subject.equals(term))
          .map(q => q.object.value)
          .join(' ')}]`
      : term.value
  return [subject, predicate, object].map(name).join(' ')
}

/** All results of a graph, in an order that does not depend on the shapes'. */
const found = (shapes: CompiledShapes, graph: DataGraph): string =>
  validate(shapes, graph)
    .results.map(r => `${r.focusNode.value} ${r.severity.value} ${r.component.value} ${r.pathText}`)
    .sort()
    .join('\n')

describe.each(loadProfiles())('the examples of the $id profile', ({ id, shapes }) => {
  const data = (['valid', 'invalid'] as const)
    .flatMap(kind => examplesOf(id, kind))
    .map(({ kernel }) => new DataGraph([...kernel.quads, ...envelope(kernel)], { background }))

  /** What is found in each example; undefined when the shapes make no sense any more. */
  const outcomes = (quads: readonly Quad[]): (() => string)[] | undefined => {
    const compiled = compileShapes(quads)
    return compiled.ok ? data.map(graph => () => found(compiled.value, graph)) : undefined
  }
  const whole = (outcomes(shapes) ?? []).map(outcome => outcome())

  it('notice when any statement of its shapes is dropped', () => {
    expect(whole.some(each => each !== '')).toBe(true)
    const survivors = shapes.filter((quad, i) => {
      const property = quad.predicate.value
      if (!property.startsWith(PREFIXES.sh) || HARMLESS.has(property.slice(PREFIXES.sh.length))) return false
      if (isForOthers(shapes, quad)) return false
      const without = outcomes(shapes.filter((_, at) => at !== i))
      return without?.every((outcome, at) => outcome() === whole[at])
    })
    expect(survivors.map(quad => shown(shapes, quad))).toEqual([])
  })
})
