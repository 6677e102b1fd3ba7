import type { Quad, Term } from '@rdfjs/types'
import { describe, expect, it } from 'vitest'
import { MOST_RESULTS } from '../../src/graph/quality-statements.ts'
import { recordStatements } from '../../src/graph/record-statements.ts'
import type { DetailedResult } from '../../src/model/detailed-result.ts'
import { parseQuads } from '../../src/rdf/n-quads.ts'
import { foaf, prov, rdfs, schema, sh } from '../../src/rdf/namespaces.ts'
import { buildStored, type RecordSketch } from '../support/build-record.ts'
import { BASE } from './small-archive.ts'

const context = { base: BASE, profiles: { quarry: 'https://profiles.example/quarry' } }
const RECORD = 'https://repository.example/sample/1'
const SAMPLE = 'https://doi.org/10.60510/demo1'
const NESTED = 'https://profiles.example/quarry#Nested'

const failure = (more: Partial<DetailedResult> = {}): DetailedResult => ({
  focusNode: { type: 'uri', value: SAMPLE },
  component: sh('OrConstraintComponent').value,
  severity: sh('Warning').value,
  message: 'no depth',
  profile: 'quarry',
  ...more,
})

const qualityOf = (results: readonly DetailedResult[], sketch: RecordSketch = {}): readonly Quad[] => {
  const reports = [{ profile: 'quarry', shapesDigest: '', conforms: true, results }]
  const { own } = recordStatements(buildStored({ reports, ...sketch }, 3), context)
  return parseQuads(own).filter(({ graph }) => graph.value.endsWith('/graph/quality'))
}

const objects = (quads: readonly Quad[], subject: Term | undefined, predicate: Term) =>
  quads.filter(q => q.subject.value === subject?.value && q.predicate.equals(predicate)).map(q => q.object)

const only = (quads: readonly Quad[]): Term | undefined =>
  quads.find(({ predicate }) => predicate.equals(sh('result')))?.object

const values = (terms: readonly Term[]) => terms.map(({ value }) => value).sort()

describe('the quality graph', () => {
  it('links a result to its record, its sample and the profile that owns it', () => {
    const quads = qualityOf([failure()])
    const result = only(quads)
    expect(values(objects(quads, result, schema('about')))).toEqual([SAMPLE, RECORD])
    expect(values(objects(quads, result, prov('wasDerivedFrom')))).toEqual([
      'https://profiles.example/quarry',
    ])
    const record = quads.find(({ predicate }) => predicate.equals(foaf('primaryTopic')))
    expect([record?.subject.value, record?.object.value]).toEqual([RECORD, SAMPLE])
  })

  it('does not guess which of several samples a result about something else concerns', () => {
    const quads = qualityOf([failure({ focusNode: { type: 'uri', value: 'urn:demo:agent' } })], {
      samples: [SAMPLE, 'https://doi.org/10.60510/demo2'],
    })
    expect(values(objects(quads, only(quads), schema('about')))).toEqual([RECORD])
  })

  it('gives the message in every language', () => {
    const messages = [
      { language: 'en', text: 'no depth' },
      { language: 'de', text: 'keine Tiefe' },
      { language: 'not a language', text: 'odd' },
    ]
    const quads = qualityOf([failure({ messages })])
    const said = objects(quads, only(quads), sh('resultMessage'))
    expect(
      said.map(each => (each.termType === 'Literal' ? `${each.value}@${each.language}` : '')).sort(),
    ).toEqual(['keine Tiefe@de', 'no depth@en', 'odd@'])
  })

  it('writes a path that is no property once for all results that have it', () => {
    const path = '^<urn:demo:a>/(<urn:demo:b>|<urn:demo:c>)*'
    const one = qualityOf([failure({ path })])
    const two = qualityOf([failure({ path }), failure({ path })])
    const isOfPath = ({ predicate }: Quad) => /(first|rest|Path)$/.test(predicate.value)
    expect(one.filter(isOfPath).length).toBe(12)
    expect(two.filter(isOfPath).length).toBe(13)
    const [node] = objects(one, only(one), sh('resultPath'))
    expect(node?.value).toContain('/.well-known/genid/')
  })

  it('names a shape that is a blank node alike in every record and differently in every profile', () => {
    const shapeOf = (more: Partial<DetailedResult>, sketch?: RecordSketch) => {
      const quads = qualityOf([failure({ shapeDigest: 'abc', ...more })], sketch)
      return objects(quads, only(quads), sh('sourceShape'))[0]?.value
    }
    expect(shapeOf({})).toMatch(/^http:\/\/localhost:3030\/\.well-known\/genid\/[0-9a-f]{32}$/)
    expect(shapeOf({}, { id: 2, samples: [SAMPLE] })).toBe(shapeOf({}))
    expect(shapeOf({ profile: 'other' })).not.toBe(shapeOf({}))
    expect(shapeOf({ sourceShape: NESTED })).toBe(NESTED)
  })

  it('nests what an inner shape found, down to a depth', () => {
    const nested = (depth: number): DetailedResult =>
      failure(depth === 0 ? {} : { detail: [nested(depth - 1), nested(depth - 1)] })
    const quads = qualityOf([nested(2)])
    const [first] = objects(quads, only(quads), sh('detail'))
    expect(objects(quads, first, sh('detail'))).toHaveLength(2)
    expect(objects(quads, first, schema('about'))).toEqual([])
    const deep = (left: number): DetailedResult => failure(left === 0 ? {} : { detail: [deep(left - 1)] })
    expect(qualityOf([deep(50)]).filter(q => q.predicate.equals(sh('detail')))).toHaveLength(4)
  })

  it('keeps the most severe of too many results, and says how many it left out', () => {
    const results = Array.from({ length: 5_000 }, (_, i) =>
      failure({ message: `${i}`, ...(i === 4_999 && { severity: sh('Violation').value }) }),
    )
    const quads = qualityOf(results)
    expect(quads.filter(({ predicate }) => predicate.equals(sh('result')))).toHaveLength(MOST_RESULTS)
    expect(values(quads.filter(q => q.predicate.equals(sh('resultSeverity'))).map(q => q.object))).toContain(
      sh('Violation').value,
    )
    const figure = quads.find(q => q.predicate.equals(schema('additionalProperty')))?.object
    expect(values(objects(quads, figure, schema('value')))).toEqual(['4800'])
    expect(quads.find(q => q.predicate.equals(rdfs('comment')))?.object.value).toContain('4800')
    expect(quads.length).toBeLessThan(MOST_RESULTS * 12)
  })
})
