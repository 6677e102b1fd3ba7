import { describe, expect, it } from 'vitest'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { createSelector } from '../../src/validate/select-profiles.ts'
import { examplesOf, kernelOf } from '../shapes/read-example.ts'

const profiles = loadProfiles()
const select = createSelector(profiles, loadVocabularies())
const choosy = profiles.filter(({ selection }) => selection).map(({ id }) => id)

const example = (id: string, name: string) => {
  const found = examplesOf(id, 'valid').find(each => each.name === name)
  if (!found) throw new Error(`no example ${id}/${name}`)
  return found.kernel
}

describe('the profiles of a record', () => {
  it.each([
    ['a find', 'archaeology', 'sherd', ['soil', 'archaeology'], ['archaeology']],
    ['a layer of soil', 'soil', 'topsoil', ['soil', 'archaeology'], ['soil']],
    ['a bird', 'biology', 'tissue', ['geology', 'biology', 'water'], ['biology']],
    ['a firn core', 'ice-core', 'firn-core', ['sediment-core', 'ice-core', 'water'], ['ice-core']],
    [
      'a mud core',
      'sediment-core',
      'piston-core',
      ['sediment-core', 'ice-core', 'core'],
      ['sediment-core', 'core'],
    ],
    ['lake water', 'water', 'lake-water', ['biology', 'water'], ['water']],
  ])('are those of its source that are about it: %s', (_, profile, name, listed, expected) => {
    expect(select(example(profile, name), listed)).toEqual(expected)
  })

  it('are all that its source lists when none is about it, so that nothing escapes', () => {
    const listed = ['soil', 'archaeology']
    expect(select(example('biology', 'tissue'), listed)).toEqual(listed)
    expect(select(kernelOf(''), listed)).toEqual(listed)
    const words =
      '<https://demo.example/1> a <http://www.w3.org/ns/sosa/Sample> ; <https://schema.org/material> "stuff" .'
    expect(select(kernelOf(words), listed)).toEqual(listed)
  })

  it('include the only one listed, and those that are about every sample', () => {
    const bird = example('biology', 'tissue')
    expect(select(bird, ['soil'])).toEqual(['soil'])
    expect(select(bird, ['soil', 'datacite-igsn'])).toEqual(['soil', 'datacite-igsn'])
    expect(select(bird, ['datacite-igsn', 'soil', 'biology'])).toEqual(['datacite-igsn', 'biology'])
  })

  it('are those of every sample of a record that describes several', () => {
    const [find, layer] = [example('archaeology', 'sherd'), example('soil', 'topsoil')]
    const both = { ...find, quads: [...find.quads, ...layer.quads] }
    expect(select(both, ['soil', 'archaeology', 'biology'])).toEqual(['soil', 'archaeology'])
  })

  it.each(choosy)('are the same for every valid example of %s, whatever else its source lists', id => {
    for (const { kernel } of examplesOf(id, 'valid')) expect(select(kernel, choosy)).toContain(id)
  })

  it('cannot be chosen by shapes that make no sense', () => {
    const broken = profiles.map(profile => ({ ...profile, selection: [] }))
    expect(() => createSelector(broken, loadVocabularies())).toThrow(
      /selection of kernel: no shape has a target/,
    )
  })
})
