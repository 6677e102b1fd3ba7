import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PREFIXES, rdf, rdfs, sh, skos } from '../../src/rdf/namespaces.ts'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { checkShapes } from '../../src/validate/shape-check.ts'

const profiles = loadProfiles()

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const SHAPE = '@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .'
const PROFILE = '@prefix prof: <http://www.w3.org/ns/dx/prof/> . <urn:x> a prof:Profile .'

const folderWith = (profile: string, shapes: string, others: Record<string, string> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shapes-'))
  folders.push(folder)
  mkdirSync(join(folder, 'own'))
  writeFileSync(join(folder, 'own', 'profile.ttl'), profile)
  writeFileSync(join(folder, 'own', 'shapes.ttl'), shapes)
  for (const [id, text] of Object.entries(others)) {
    mkdirSync(join(folder, id))
    writeFileSync(join(folder, id, 'profile.ttl'), PROFILE.replace('urn:x', `urn:${id}`))
    writeFileSync(join(folder, id, 'shapes.ttl'), text)
  }
  return folder
}
const digestOf = (shapes: string) => loadProfiles(folderWith(PROFILE, `${SHAPE} ${shapes}`))[0]?.digest

describe('the bundled profiles', () => {
  it('are the kernel and its communities, the kernel first', () => {
    expect(profiles.map(({ id, inherits }) => [id, ...inherits].join(' < '))).toEqual([
      'kernel',
      'archaeology < kernel',
      'biology < kernel',
      'core < kernel',
      'datacite-igsn < kernel',
      'geology < kernel',
      'ice-core < core',
      'sediment-core < core',
      'soil < kernel',
      'water < kernel',
    ])
  })

  it.each(profiles)('$id says what it is', ({ title, description, iri, digest }) => {
    expect(title).not.toBe('')
    expect(description.length).toBeGreaterThan(40)
    expect(iri).toMatch(/^urn:x-lodestone:profile:/)
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each(profiles)('$id uses nothing that the engine cannot check', ({ id, shapes }) => {
    expect(checkShapes(shapes, id)).toEqual([])
  })

  it.each(profiles)('$id has a message in English and German for every shape that reports', ({ shapes }) => {
    const languages = new Map<string, string[]>()
    for (const { subject, predicate, object } of shapes)
      if (predicate.equals(sh('message')) && object.termType === 'Literal')
        languages.set(subject.value, [...(languages.get(subject.value) ?? []), object.language])
    const properties = shapes.filter(q => q.predicate.equals(sh('property'))).map(q => q.object.value)
    for (const shape of properties) expect([shape, languages.get(shape)]).toEqual([shape, ['en', 'de']])
  })

  it.each(profiles)(
    '$id gives every shape that reports a name and a description in both languages',
    ({ shapes }) => {
      const reporting = new Set(
        shapes.filter(q => q.predicate.equals(sh('message'))).map(q => q.subject.value),
      )
      expect(reporting.size).toBeGreaterThan(4)
      for (const property of ['name', 'description', 'message'])
        for (const shape of reporting) {
          const texts = shapes
            .filter(q => q.subject.value === shape && q.predicate.equals(sh(property)))
            .flatMap(({ object }) => (object.termType === 'Literal' && object.value ? [object.language] : []))
          expect([shape, property, ...texts.sort()]).toEqual([shape, property, 'de', 'en'])
        }
    },
  )

  it('name only concepts that the vocabularies have', () => {
    const { quads } = loadVocabularies()
    const concepts = new Set(quads.filter(q => q.object.equals(skos('Concept'))).map(q => q.subject.value))
    const standard = [...Object.values(PREFIXES), 'urn:x-lodestone:', 'http://rs.tdwg.org/dwc/terms/']
    const named = profiles
      .flatMap(({ shapes, selection = [] }) => [...shapes, ...selection])
      .filter(
        q => q.object.termType === 'NamedNode' && !standard.some(base => q.object.value.startsWith(base)),
      )
      .map(q => q.object.value)
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(iri => !concepts.has(iri))).toEqual([])
  })

  it('leave no property shape unused', () => {
    for (const { shapes } of profiles) {
      const used = new Set(shapes.filter(q => q.predicate.equals(sh('property'))).map(q => q.object.value))
      const paths = shapes.filter(q => q.predicate.equals(sh('path')) && q.subject.termType === 'NamedNode')
      expect(paths.map(q => q.subject.value).filter(shape => !used.has(shape))).toEqual([])
    }
  })
})

describe('loading a folder', () => {
  it('knows the same shapes by their digest, however they are written', () => {
    const one = '<urn:s> sh:property [ sh:path schema:name ; sh:minCount 1 ] , [ sh:path schema:url ] .'
    const same =
      '<urn:s> sh:property _:b , _:a . _:a sh:minCount 1 ; sh:path schema:name . _:b sh:path schema:url .'
    expect(digestOf(one)).toBe(digestOf(same))
    expect(digestOf(one)).not.toBe(digestOf(one.replace('minCount 1', 'minCount 2')))
    expect(digestOf(one)).not.toBe(digestOf(one.replace('schema:url', 'schema:image')))
  })

  it('folds schema.org, as records are folded', () => {
    const folder = folderWith(PROFILE, '<urn:s> <http://www.w3.org/ns/shacl#path> <http://schema.org/name> .')
    expect(loadProfiles(folder)[0]?.shapes[0]?.object.value).toBe('https://schema.org/name')
  })

  it.each([
    ['a parent that is not there', `${PROFILE} <urn:x> prof:isProfileOf <urn:gone> .`, '', /urn:gone/],
    ['a description without a profile', '<urn:x> a <urn:y> .', '', /describes no prof:Profile/],
    ['shapes that are not Turtle', PROFILE, 'sh:oops', /shapes\.ttl/],
    ['a blank node that is part of itself', PROFILE, '_:a <urn:p> _:a .', /part of itself/],
  ])('refuses %s', (_, profile, shapes, message) => {
    expect(() => loadProfiles(folderWith(profile, shapes))).toThrow(message)
  })

  it('declares no class in shapes that a record could be an instance of', () => {
    for (const { shapes } of profiles)
      expect(shapes.filter(q => q.predicate.equals(rdf('type')) && q.object.equals(rdfs('Class')))).toEqual(
        [],
      )
  })

  describe('with imports', () => {
    const IMPORT = '@prefix owl: <http://www.w3.org/2002/07/owl#> . [] owl:imports'
    const part = (name: string) => `${SHAPE} [] sh:property [ sh:path schema:${name} ] .`
    const own = (folder: string) => loadProfiles(folder).find(({ id }) => id === 'own')

    it('adds the shapes of other folders, those that they import included, each once', () => {
      const folder = folderWith(PROFILE, `${IMPORT} <urn:a> , <urn:b#> . ${part('name')}`, {
        a: `${IMPORT} <urn:b> . ${part('url')}`,
        b: `${IMPORT} <urn:a> . ${part('image')}`,
      })
      const paths = own(folder)?.shapes.filter(q => q.predicate.equals(sh('path')))
      expect(paths?.map(q => q.object.value.replace(/.*\//, '')).sort()).toEqual(['image', 'name', 'url'])
      expect(new Set(paths?.map(q => q.subject.value)).size).toBe(3)
    })

    it('has another digest when what it imports changes', () => {
      const digest = (name: string) =>
        own(folderWith(PROFILE, `${IMPORT} <urn:a> .`, { a: part(name) }))?.digest
      expect(digest('name')).not.toBe(digest('url'))
    })

    it('refuses an import that is not there, and names it', () => {
      expect(() => loadProfiles(folderWith(PROFILE, `${IMPORT} <urn:aa> .`, { a: part('name') }))).toThrow(
        /profile own imports <urn:aa>, .*did you mean "urn:a"/,
      )
    })
  })
})
