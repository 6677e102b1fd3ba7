import { Parser } from 'n3'
import { describe, expect, it } from 'vitest'
import { sh } from '../../src/rdf/namespaces.ts'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { compileShapes } from '../../src/shacl/compile.ts'
import { resolveImports, shapesAddress } from '../../src/validate/bundled-imports.ts'

const profiles = loadProfiles()
const base = 'https://samples.example'
const options = { profiles, subject: 'own.ttl', base }

const shapesWith = (...imports: string[]) =>
  new Parser().parse(`@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
    ${imports.map(iri => `<urn:own> owl:imports <${iri}> .`).join('\n')}
    <urn:own#Sample> a sh:NodeShape ; sh:targetClass <http://www.w3.org/ns/sosa/Sample> ; sh:nodeKind sh:IRI ;
      sh:node <urn:x-lodestone:profile:kernel#DateValue> .`)

describe('owl:imports of shapes from outside', () => {
  it.each([
    ['the IRI of a profile', 'urn:x-lodestone:profile:kernel'],
    ['the namespace of its shapes', 'urn:x-lodestone:profile:kernel#'],
    ['the address at which they are served', shapesAddress(base, 'kernel')],
  ])('are found by %s, so that their shapes can be used', (_, iri) => {
    expect(compileShapes(shapesWith()).ok).toBe(false)
    const { quads, problems } = resolveImports(shapesWith(iri), options)
    expect(problems).toEqual([])
    expect(compileShapes(quads).ok).toBe(true)
    const kernel = profiles.find(({ id }) => id === 'kernel')?.shapes ?? []
    expect(quads.filter(q => q.predicate.equals(sh('path'))).length).toBe(
      kernel.filter(q => q.predicate.equals(sh('path'))).length,
    )
  })

  it('add a graph once, by whatever names it is imported', () => {
    const { quads } = resolveImports(shapesWith('urn:x-lodestone:profile:soil'), options)
    const twice = resolveImports(
      shapesWith(
        'urn:x-lodestone:profile:soil',
        'urn:x-lodestone:profile:soil#',
        shapesAddress(base, 'soil'),
      ),
      options,
    )
    expect(twice.quads.length).toBe(quads.length + 2)
  })

  it('leave shapes without imports as they are', () => {
    const shapes = shapesWith()
    expect(resolveImports(shapes, options)).toEqual({ quads: shapes, problems: [] })
  })

  it('are problems that name the import when they are not bundled: nothing is fetched', () => {
    const { problems } = resolveImports(
      shapesWith('https://elsewhere.example/shapes', 'urn:x-lodestone:profile:kernal'),
      options,
    )
    expect(problems.map(({ stage, code, subject }) => `${stage} ${code} ${subject}`)).toEqual([
      'scales unknown-import own.ttl',
      'scales unknown-import own.ttl',
    ])
    expect(problems[0]?.detail).toMatch(
      /<https:\/\/elsewhere\.example\/shapes>: only bundled profiles .*profile:soil/,
    )
    expect(problems[1]?.detail).toMatch(/did you mean "urn:x-lodestone:profile:kernel"/)
  })
})
