import { Parser } from 'n3'
import { describe, expect, it } from 'vitest'
import type { Profile } from '../../src/model/profile.ts'
import { sh } from '../../src/rdf/namespaces.ts'
import { KERNEL, loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { createValidator, verdict } from '../../src/validate/validator.ts'
import { examplesOf, expandPath, kernelOf } from '../shapes/read-example.ts'

const profiles = loadProfiles()
const vocabularies = loadVocabularies()
const validator = createValidator(profiles, vocabularies)

const PREFIXES = `
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix sosa: <http://www.w3.org/ns/sosa/> . @prefix schema: <https://schema.org/> . @prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <http://example.org/> .
`
const kernel = (turtle: string) => kernelOf(PREFIXES + turtle)

const profile = (id: string, shapes: string, inherits: readonly string[] = []): Profile => ({
  id,
  iri: `urn:${id}`,
  title: id,
  description: '',
  inherits,
  shapes: new Parser().parse(PREFIXES + shapes),
  digest: id,
})
const ANYTHING = profile(
  KERNEL,
  ':k a sh:NodeShape ; sh:targetClass sosa:SampleCollection ; sh:class sosa:SampleCollection .',
)
const own = (shapes: string) => createValidator([ANYTHING, profile('own', shapes, [KERNEL])], vocabularies)
const ownResults = async (shapes: string, turtle: string) =>
  (await own(shapes).validate(kernel(turtle), ['own']))[1]?.results ?? []

const example = (id: string, kind: 'valid' | 'invalid', name: string) => {
  const found = examplesOf(id, kind).find(each => each.name === name)
  if (!found) throw new Error(`no example ${id}/${name}`)
  return found.kernel
}

describe('the verdict', () => {
  it('rejects a record in which there is no sample', async () => {
    const reports = await validator.validate(kernel('<http://example.org/d> a schema:Dataset .'), ['geology'])
    expect(verdict(reports)).toBe('rejected')
    expect(reports[0]?.results).toMatchObject([
      { path: expandPath('foaf:primaryTopic'), severity: sh('Violation').value, focusNode: { type: 'uri' } },
    ])
    expect(reports[0]?.results[0]?.message).toMatch(/No sample was found/)
  })

  it('keeps a record that carries only warnings', async () => {
    const reports = await validator.validate(example('kernel', 'valid', 'minimal'), [])
    expect(reports[0]?.results.length).toBeGreaterThan(5)
    expect(verdict(reports)).toBe('accepted')
  })

  it('keeps a record that violates what a community asks for', async () => {
    const reports = await validator.validate(example('geology', 'invalid', 'tissue'), ['geology'])
    expect(reports.map(({ conforms }) => conforms)).toEqual([true, false])
    expect(verdict(reports)).toBe('accepted')
  })

  it('rejects without a kernel report', () => {
    expect(verdict([])).toBe('rejected')
  })
})

describe('reports', () => {
  it('come once per profile, inherited ones first, whatever was asked for', async () => {
    const asked = async (...ids: string[]) =>
      (await validator.validate(example('kernel', 'valid', 'complete'), ids)).map(report => report.profile)
    expect(await asked()).toEqual(['kernel'])
    expect(await asked('soil', 'geology', 'soil', 'kernel')).toEqual(['kernel', 'soil', 'geology'])
  })

  it('put the parents of a profile before it', async () => {
    const shape = ':s a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:nodeKind sh:IRI .'
    const chain = [ANYTHING, profile('b', shape, ['a', KERNEL]), profile('a', shape, [KERNEL])]
    const reports = await createValidator(chain, vocabularies).validate(kernel(''), ['b'])
    expect(reports.map(report => report.profile)).toEqual(['kernel', 'a', 'b'])
  })

  it('refuse a profile that does not exist', async () => {
    await expect(validator.validate(kernel(''), ['geologie'])).rejects.toThrow('unknown profile: geologie')
  })

  it('never repeat in a community what the kernel says with the same severity', async () => {
    const said = (report?: { results: readonly { path?: string; component: string; severity: string }[] }) =>
      (report?.results ?? []).map(({ path, component, severity }) => `${severity} ${component} ${path}`)
    for (const { id } of profiles.filter(each => each.id !== KERNEL)) {
      const [kernelReport, community] = await validator.validate(example('kernel', 'valid', 'minimal'), [id])
      const kernelSaid = new Set(said(kernelReport))
      expect(said(community).length).toBeGreaterThan(3)
      expect(said(community).filter(each => kernelSaid.has(each))).toEqual([])
    }
  })

  it('always have a message, the English one where there is a choice', async () => {
    const reports = await validator.validate(
      example('kernel', 'valid', 'minimal'),
      profiles.map(({ id }) => id),
    )
    const results = reports.flatMap(report => report.results)
    expect(results.filter(({ message }) => message.trim() === '')).toEqual([])
    expect(results.map(({ message }) => message)).toContain('The material is missing')
  })

  it('have a message even when neither shape nor engine has one', async () => {
    const results = await ownResults(
      ':s a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:class :Rare .',
      ':x a sosa:Sample .',
    )
    expect(results.map(({ message }) => message)).toEqual([expect.stringMatching(/\S/)])
  })

  it('show the offending value as it was', async () => {
    const [report] = await validator.validate(example('kernel', 'invalid', 'month-thirteen'), [])
    expect(report?.results[0]?.value).toEqual({
      type: 'literal',
      value: '2019-13-05',
      datatype: 'http://www.w3.org/2001/XMLSchema#date',
    })
  })

  it('are the same when validations overlap', async () => {
    const records = [...examplesOf('kernel', 'invalid'), ...examplesOf('kernel', 'valid')].map(
      each => each.kernel,
    )
    const apart = []
    for (const each of records) apart.push(await validator.validate(each, ['soil']))
    const together = await Promise.all(records.map(each => validator.validate(each, ['soil'])))
    expect(together).toEqual(apart)
  })
})

describe('the engine behind the port', () => {
  it('goes on checking a node after it was met fifty times', async () => {
    const samples = Array.from({ length: 120 }, (_, i) => `:s${i} a sosa:Sample ; schema:creator :anon .`)
    const results = await ownResults(
      `:s a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:property [ sh:path schema:creator ; sh:property :named ] .
       :named sh:path schema:name ; sh:minCount 1 .`,
      samples.join('\n'),
    )
    expect(results.length).toBe(120)
  })

  it('is not led in circles by classes that a record declares', async () => {
    const results = await ownResults(
      ':s a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:class :Rock .',
      ':x a sosa:Sample , :Stone . :Stone rdfs:subClassOf :Rock . :Rock rdfs:subClassOf :Stone .',
    )
    expect(results.length).toBe(1)
  })

  it('sees the hierarchy of the vocabularies, but takes no concept for a record', async () => {
    const shapes = `:s a sh:NodeShape ; sh:targetClass skos:Concept , sosa:Sample ; sh:targetSubjectsOf skos:prefLabel ;
      sh:property [ sh:path ( schema:material [ sh:oneOrMorePath skos:broader ] ) ;
        sh:hasValue <https://w3id.org/isample/vocabulary/material/earthmaterial> ] .`
    const rock = '<https://w3id.org/isample/vocabulary/material/rock>'
    expect(await ownResults(shapes, `:x a sosa:Sample ; schema:material ${rock} .`)).toEqual([])
    expect(await ownResults(shapes, ':x a sosa:Sample ; schema:material :rock .')).toHaveLength(1)
  })

  it.each([
    ['sh:or', 'sh:or ( [ sh:nodeKind sh:Literal ] [ sh:class :Rare ] )', 'OrConstraintComponent'],
    ['sh:xone', 'sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:class sosa:Sample ] )', 'XoneConstraintComponent'],
    ['sh:and', 'sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class :Rare ] )', 'AndConstraintComponent'],
    ['sh:not', 'sh:not [ sh:or ( [ sh:class :Rare ] [ sh:nodeKind sh:IRI ] ) ]', 'NotConstraintComponent'],
    ['sh:closed', 'sh:closed true ; sh:ignoredProperties ( schema:name )', 'ClosedConstraintComponent'],
  ])('reports %s as one result', async (_, constraint, component) => {
    const results = await ownResults(
      `:s a sh:NodeShape ; sh:targetClass sosa:Sample ; ${constraint} .`,
      ':x a sosa:Sample .',
    )
    expect(results.map(each => each.component)).toEqual([sh(component).value])
  })

  it('checks a polygon of many thousand points', async () => {
    const points = Array.from({ length: 50_000 }, (_, i) => `${(i % 360) - 180}.5 ${(i % 180) - 90}.25`)
    const record = (last: string) =>
      kernel(`:x a sosa:Sample ; schema:name "x" ; geo:hasGeometry :g .
        :g geo:asWKT "POLYGON((${points.join(', ').replaceAll('179.5', '179').replaceAll('-180.5', '-180').replaceAll('-90.25', '-90')}, ${last}))"^^geo:wktLiteral .`)
    expect(verdict(await validator.validate(record('0 0'), []))).toBe('accepted')
    expect(verdict(await validator.validate(record('0 91'), []))).toBe('rejected')
  })
})

describe('the digest', () => {
  it('changes with shapes and with vocabularies', () => {
    const other = { ...vocabularies, digest: 'other' }
    const digests = [
      validator.digest,
      createValidator(profiles, other).digest,
      createValidator(profiles.slice(0, 2), vocabularies).digest,
    ]
    expect(new Set(digests).size).toBe(3)
    expect(createValidator(profiles, vocabularies).digest).toBe(validator.digest)
  })
})

describe('rules in SPARQL', () => {
  it('are checked for each record, with the vocabularies under it', async () => {
    const shapes = `:s a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:sparql [ sh:message "no {?value}"@en ; sh:prefixes :p ; sh:select """
      SELECT $this ?value WHERE { $this schema:material ?value FILTER NOT EXISTS { ?value skos:broader ?broader } }""" ] .
      :p sh:declare [ sh:prefix "schema" ; sh:namespace "https://schema.org/" ] ,
        [ sh:prefix "skos" ; sh:namespace "http://www.w3.org/2004/02/skos/core#" ] .`
    const rock = '<https://w3id.org/isample/vocabulary/material/rock>'
    const results = async (turtle: string) => (await ownResults(shapes, turtle)).map(({ message }) => message)
    const validator = own(shapes)
    expect(await results(`:x a sosa:Sample ; schema:material ${rock} .`)).toEqual([])
    expect(await results(':x a sosa:Sample ; schema:material :rock .')).toEqual([
      'no http://example.org/rock',
    ])
    for (const [material, count] of [
      [rock, 0],
      [':rock', 1],
      [':stone', 1],
      [rock, 0],
    ] as const) {
      const [, report] = await validator.validate(
        kernel(`:x a sosa:Sample ; schema:material ${material} .`),
        ['own'],
      )
      expect(report?.results).toHaveLength(count)
    }
  })
})

describe('shapes that cannot be checked', () => {
  it('are refused when the validator is made, not passed over', () => {
    expect(() =>
      own(':s a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:sparql [ sh:select "…" ] .'),
    ).toThrow(/profile own: sh:select .*must be a SELECT query/)
  })
})
