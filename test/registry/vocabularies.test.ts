import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { dcterms, rdf, skos } from '../../src/rdf/namespaces.ts'
import { isIri } from '../../src/rdf/terms.ts'
import { type ConceptField, loadVocabularies } from '../../src/registry/vocabularies.ts'

const vocabularies = loadVocabularies()
const { quads } = vocabularies
const MATERIAL = 'https://w3id.org/isample/vocabulary/material/'
const OBJECT = 'https://w3id.org/isample/vocabulary/materialsampleobjecttype/'
const EARTH = 'https://w3id.org/isample/earthenv/esmaterialsample/'
const METHOD = 'https://w3id.org/sesar/samplingmethods/0.1/'

const objects = (property: string) => quads.filter(q => q.predicate.value === property)
const concepts = new Set(
  quads
    .filter(q => q.predicate.equals(rdf('type')) && q.object.equals(skos('Concept')))
    .map(q => q.subject.value),
)

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** A folder with one scheme of materials, given as Turtle. */
const ownVocabulary = (turtle: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'vocab-'))
  folders.push(folder)
  const prefixes = `@prefix skos: <${skos('').value}> . @prefix dcterms: <${dcterms('').value}> . @prefix : <http://example.org/> .`
  writeFileSync(join(folder, 'own.ttl'), `${prefixes}\n${turtle}`)
  const listing = { schemes: [{ file: 'own.ttl', field: 'material' }], additions: [] }
  writeFileSync(join(folder, 'schemes.json'), JSON.stringify(listing))
  return loadVocabularies(folder)
}

describe('the bundled vocabularies', () => {
  it('hold more than a thousand concepts with IRIs that may stand in SPARQL', () => {
    expect(concepts.size).toBeGreaterThan(1200)
    expect([...concepts].filter(iri => !isIri(iri))).toEqual([])
  })

  it('give every concept a trimmed English label and a scheme', () => {
    const labelled = new Map(
      objects(skos('prefLabel').value)
        .filter(q => q.object.termType === 'Literal' && q.object.language === 'en')
        .map(q => [q.subject.value, q.object.value]),
    )
    const placed = new Set(objects(skos('inScheme').value).map(q => q.subject.value))
    expect([...concepts].filter(iri => !labelled.get(iri)?.trim() || !placed.has(iri))).toEqual([])
    expect([...labelled.values()].filter(label => label !== label.trim())).toEqual([])
  })

  it.each(['broader', 'exactMatch', 'broadMatch'])('point with skos:%s to concepts that exist', property => {
    const targets = objects(skos(property).value)
    expect(targets.length).toBeGreaterThan(10)
    expect(targets.filter(q => !concepts.has(q.object.value))).toEqual([])
    expect(targets.filter(q => q.subject.equals(q.object))).toEqual([])
  })

  it('replace former IRIs by concepts, and never a concept by another', () => {
    const replaced = objects(dcterms('isReplacedBy').value)
    expect(replaced.length).toBeGreaterThan(400)
    expect(replaced.filter(q => !concepts.has(q.object.value) || concepts.has(q.subject.value))).toEqual([])
  })

  it('name concepts only where they are described', () => {
    const about = quads.filter(q => q.predicate.value.startsWith(skos('').value)).map(q => q.subject.value)
    const schemes = new Set<string>(vocabularies.schemes().map(({ iri }) => iri))
    expect(about.filter(iri => !concepts.has(iri) && !schemes.has(iri))).toEqual([])
  })

  it('have no cycles', () => {
    const parents = new Map<string, string[]>()
    for (const { subject, object } of objects(skos('broader').value))
      parents.set(subject.value, [...(parents.get(subject.value) ?? []), object.value])
    const finished = new Set<string>()
    const circular: string[] = []
    const climb = (iri: string, below: ReadonlySet<string>) => {
      if (below.has(iri)) circular.push(iri)
      if (below.has(iri) || finished.has(iri)) return
      for (const parent of parents.get(iri) ?? []) climb(parent, new Set([...below, iri]))
      finished.add(iri)
    }
    for (const iri of concepts) climb(iri, new Set())
    expect(circular).toEqual([])
  })

  it('list every scheme with its field and size', () => {
    const schemes = vocabularies.schemes()
    expect(schemes.length).toBeGreaterThan(20)
    expect(schemes[0]).toEqual({
      iri: `${MATERIAL}materialsvocabulary`,
      title: 'iSamples material types',
      field: 'material',
      concepts: 21,
    })
    expect(schemes.filter(({ concepts: size }) => size === 0)).toEqual([])
    expect(schemes.find(({ iri }) => iri.endsWith('/relationType'))).toMatchObject({ concepts: 39 })
  })
})

describe('finding a concept', () => {
  const cases: [ConceptField, string, string][] = [
    ['material', 'rock', `${MATERIAL}rock`],
    ['material', 'Gestein', `${MATERIAL}rock`],
    ['material', '  SEDIMENT ', `${MATERIAL}sediment`],
    ['material', 'water', `${MATERIAL}liquidwater`],
    ['material', 'ice', `${MATERIAL}waterice`],
    ['material', 'tissue', `${MATERIAL}organicmaterial`],
    ['material', 'basalt', 'https://w3id.org/isample/earthenv/rocksediment/Basalt'],
    ['objectType', 'Core', `${EARTH}core`],
    ['objectType', 'Core Piece', `${EARTH}corepiece`],
    ['objectType', 'core_sub-piece', `${EARTH}coresubpeice`],
    ['objectType', 'Rock Powder', `${EARTH}preparedrockpowder`],
    ['objectType', 'Individual Sample', `${OBJECT}materialsample`],
    ['objectType', 'Dredge', `${EARTH}dredge`],
    ['objectType', 'Grab', `${OBJECT}materialsample`],
    ['method', 'Coring > Gravity Corer', `${METHOD}sm026`],
    ['sampledFeature', 'Bird', 'https://w3id.org/isample/biology/biosampledfeature/bird'],
  ]
  it.each(cases)('maps the %s "%s"', (field, label, iri) => {
    expect(vocabularies.concept(field, label)).toBe(iri)
  })

  const iris: [string, ConceptField, string, string][] = [
    ['a version that was dropped', 'material', `${MATERIAL}1.0/rock`, `${MATERIAL}rock`],
    [
      'another case and scheme',
      'material',
      'http://w3id.org/isample/vocabulary/material/0.9/Rock/',
      `${MATERIAL}rock`,
    ],
    [
      'an exact match',
      'objectType',
      'http://vocabulary.odm2.org/specimentype/corePiece',
      `${EARTH}corepiece`,
    ],
    ['a method without version', 'method', 'https://w3id.org/sesar/samplingmethods/auger', `${METHOD}auger`],
    [
      'a concept of its own',
      'material',
      'http://vocabulary.odm2.org/medium/tissue',
      'http://vocabulary.odm2.org/medium/tissue',
    ],
  ]
  it.each(iris)('follows %s', (_, field, from, to) => {
    expect(vocabularies.concept(field, from)).toBe(to)
  })

  it('takes DataCite relation types from the staging host that their publication still points to', () => {
    const staging = 'https://schema.stage.datacite.org/linked-data/vocab/relationType/IsCitedBy'
    expect(vocabularies.label(staging)).toBe('IsCitedBy')
  })

  it.each([
    ['material', 'nonsense'],
    ['material', ''],
    ['material', '> >'],
    ['material', 'x'.repeat(100_000)],
    ['material', 'https://w3id.org/isample/biology/biosampledfeature/bird'],
    ['method', 'constructor'],
    ['sampledFeature', `${MATERIAL}rock`],
  ] as const)('leaves %s "%s" alone', (field, text) => {
    expect(vocabularies.concept(field, text)).toBeUndefined()
  })

  it('finds every preferred label of a field in some scheme of that field', () => {
    const fields = vocabularies.schemes().flatMap(({ iri, field }) => (field ? [[iri, field] as const] : []))
    for (const [scheme, field] of fields) {
      const members = quads.filter(q => q.predicate.equals(skos('inScheme')) && q.object.value === scheme)
      for (const { subject } of members) {
        const label = vocabularies.label(subject.value) ?? ''
        expect([label, vocabularies.concept(field, label)]).toEqual([label, expect.stringMatching(/^http/)])
      }
    }
  })

  it('answers with concepts that stand for themselves, whatever the text', () => {
    const some = fc.oneof(
      fc.string(),
      fc.constantFrom(...concepts),
      fc.constantFrom('Rock', 'Core', 'Auger > Boden'),
    )
    const field = fc.constantFrom<ConceptField>('material', 'objectType', 'sampledFeature', 'method')
    fc.assert(
      fc.property(field, some, (in_, text) => {
        const found = vocabularies.concept(in_, text)
        return found === undefined || (concepts.has(found) && vocabularies.concept(in_, found) === found)
      }),
      { numRuns: 500 },
    )
  })
})

describe('labels and ancestors', () => {
  it('prefers the asked language, then English', () => {
    expect(vocabularies.label(`${MATERIAL}soil`, 'de')).toBe('Boden')
    expect(vocabularies.label(`${MATERIAL}soil`, 'fr')).toBe('Soil')
    expect(vocabularies.label('http://example.org/unknown')).toBeUndefined()
  })

  it('climbs through all parents, nearest first, across schemes', () => {
    const above = vocabularies.ancestors('https://w3id.org/isample/earthenv/rocksediment/Andesite')
    expect(above.slice(0, 2)).toEqual([
      'https://w3id.org/isample/earthenv/rocksediment/Fine_Grained_Igneous_Rock',
      'https://w3id.org/isample/earthenv/rocksediment/Intermediate_Composition_Igneous_Rock',
    ])
    expect(above).toContain(`${MATERIAL}rock`)
    expect(above).toContain(`${MATERIAL}material`)
    expect(new Set(above).size).toBe(above.length)
  })

  it('climbs from a mapped scheme as skos:broader* does in the graph', () => {
    const above = vocabularies.ancestors('http://linked.data.gov.au/def/sample-material/coal-raw')
    expect(above).toContain('https://w3id.org/isample/earthenv/rocksediment/Coal')
    expect(above).toContain(`${MATERIAL}rock`)
    expect(above).not.toContain('http://linked.data.gov.au/def/sample-material/coal')
  })

  it('survives cycles', () => {
    const own = ownVocabulary(`
      :a a skos:Concept ; skos:prefLabel "a"@en ; skos:broader :b ; skos:inScheme :s .
      :b a skos:Concept ; skos:prefLabel "b"@en ; skos:broader :c , :gone ; skos:inScheme :s .
      :c a skos:Concept ; skos:prefLabel "c"@en ; skos:broader :a ; skos:exactMatch :d ; skos:inScheme :s .
      :d a skos:Concept ; skos:prefLabel "d"@en ; skos:exactMatch :c ; skos:inScheme :s .`)
    expect(own.ancestors('http://example.org/a').length).toBeLessThan(4)
    expect(own.concept('material', 'c')).toMatch(/example/)
  })
})

describe('reading a folder', () => {
  const scheme = ':s a skos:ConceptScheme ; dcterms:title "Own"@en . '
  const first = ':x a skos:Concept ; skos:prefLabel "Same"@en ; skos:inScheme :s . '
  const second = ':y a skos:Concept ; skos:prefLabel "same"@en ; skos:inScheme :s .'

  it('lets the first of two equal labels win', () => {
    expect(ownVocabulary(scheme + first + second).concept('material', 'SAME')).toBe('http://example.org/x')
  })

  it('changes its digest with the files', () => {
    expect(ownVocabulary(scheme + first).digest).toBe(ownVocabulary(scheme + first).digest)
    expect(ownVocabulary(scheme + first).digest).not.toBe(ownVocabulary(scheme + second).digest)
  })

  it('refuses a folder that lists no schemes', () => {
    expect(() => loadVocabularies(join(tmpdir(), 'no-such-folder'))).toThrow(/schemes\.json/)
  })
})
