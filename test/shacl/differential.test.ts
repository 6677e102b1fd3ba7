/** Random shapes over random graphs, against rdf-validate-shacl where it is known to be right, and against ourselves. */
import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import { Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { describe, expect, it } from 'vitest'
import { compileShapes } from '../../src/shacl/compile.ts'
import { validate } from '../../src/shacl/validate.ts'
import { graph, shapesGraph } from './random-shapes.ts'
import { parse } from './shapes-of.ts'

interface Brief {
  readonly focusNode: { readonly value: string } | null
  readonly value?: { readonly value: string } | null | undefined
  readonly component: string
}
const brief = (results: readonly Brief[]) =>
  results
    .map(({ focusNode, component, value }) => `${focusNode?.value} ${component} ${value?.value ?? ''}`)
    .sort()

const ours = (shapes: readonly Quad[], data: readonly Quad[]) => {
  const compiled = compileShapes(shapes)
  if (!compiled.ok) throw new Error(compiled.problems.map(({ detail }) => detail).join('; '))
  return brief(
    validate(compiled.value, data).results.map(({ focusNode, component, value }) => ({
      focusNode,
      value,
      component: component.value,
    })),
  )
}

// Beyond this number of checks of one node the other engine takes everything for right; its types do not know the option.
const PATIENT = { allowNamedNodeInList: false, maxNodeChecks: 1_000_000 }

const theirs = async (shapes: readonly Quad[], data: readonly Quad[]) => {
  const { results } = await new SHACLValidator(new Store([...shapes]), PATIENT).validate(new Store([...data]))
  return brief(
    results.map(({ focusNode, value, sourceConstraintComponent }) => ({
      focusNode: focusNode ?? null,
      value: value ?? null,
      component: sourceConstraintComponent?.value ?? '',
    })),
  )
}

describe('random shapes over random graphs', () => {
  it('have the same results as with rdf-validate-shacl', async () => {
    await fc.assert(
      fc.asyncProperty(shapesGraph, graph, async (shapes, data) => {
        // The other engine passes over sh:and where the path is no single property.
        fc.pre(!/sh:and/.test(shapes) || !/sh:path [[(]/.test(shapes))
        const shapesQuads = parse(shapes)
        const dataQuads = parse(data)
        expect(ours(shapesQuads, dataQuads)).toEqual(await theirs(shapesQuads, dataQuads))
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('have a report that conforms exactly where a shape that refers to them passes', () => {
    fc.assert(
      fc.property(shapesGraph, graph, (shapes, data) => {
        const direct = ours(parse(shapes.replace(/ sh:target\w+ [^;]*;/, ' sh:targetNode :x ;')), parse(data))
        const bare = shapes.replace(/ sh:target\w+ [^;]*;/, '')
        const referred = ours(parse(`${bare} :Outer sh:targetNode :x ; sh:node :S .`), parse(data))
        const denied = ours(parse(`${bare} :Outer sh:targetNode :x ; sh:not :S .`), parse(data))
        expect(referred.length).toBe(direct.length === 0 ? 0 : 1)
        expect(denied.length).toBe(direct.length === 0 ? 1 : 0)
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('have the same results with counters, which count what they report', () => {
    fc.assert(
      fc.property(shapesGraph, graph, (shapes, data) => {
        const compiled = compileShapes(parse(shapes))
        if (!compiled.ok) throw new Error('ill-formed')
        const plainly = validate(compiled.value, parse(data))
        const counted = validate(compiled.value, parse(data), { counters: true })
        expect(counted.results.length).toBe(plainly.results.length)
        const [outer] = compiled.value.targeted
        const count = outer && counted.counters?.shapes[outer.index]
        expect(count?.failed === 0).toBe(plainly.conforms)
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})
