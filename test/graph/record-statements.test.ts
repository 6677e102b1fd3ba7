import type { NamedNode } from '@rdfjs/types'
import { describe, expect, it } from 'vitest'
import { recordStatements } from '../../src/graph/record-statements.ts'
import { parseQuads } from '../../src/rdf/n-quads.ts'
import { dcterms, foaf, prov, rdfs, schema, sh } from '../../src/rdf/namespaces.ts'
import { buildStored, buildWithdrawn } from '../support/build-record.ts'
import { BASE } from './small-archive.ts'

const RECORD = 'https://repository.example/sample/1'
const context = { base: BASE, profiles: { kernel: 'https://profiles.example/kernel' } }
const statementsOf = (sketch: Parameters<typeof buildStored>[0]) =>
  parseQuads(recordStatements(buildStored(sketch, 9), context).own)

describe('the statements about a record', () => {
  it('say where and when it was fetched, and what it describes', () => {
    const quads = statementsOf({
      fetchedAt: '2026-02-03T04:05:06.000Z',
      samples: ['https://doi.org/10.60510/x'],
    })
    const objects = (predicate: { value: string }) =>
      quads
        .filter(quad => quad.predicate.value === predicate.value && quad.graph.value.endsWith('/provenance'))
        .map(quad => quad.object.value)
    expect(objects(foaf('primaryTopic'))).toEqual(['https://doi.org/10.60510/x'])
    expect(objects(prov('endedAtTime'))).toEqual(['2026-02-03T04:05:06.000Z'])
    expect(objects(schema('version'))).toEqual(['9'])
  })

  it('tell repairs, lost values and reports', () => {
    const quads = statementsOf({
      repairs: [{ rule: 'entities-decoded', detail: 'found "&quot;"' }],
      coverage: { present: 3, reached: 2, lost: ['a.b[].c'] },
    })
    const values = quads.map(quad => quad.object.value)
    expect(values).toContain('entities-decoded')
    expect(values).toContain('lost: a.b[].c')
    expect(quads.find(quad => quad.predicate.equals(schema('value')))?.object.value).toBe('0.6667')
    expect(quads.filter(quad => quad.predicate.equals(rdfs('label')))).toHaveLength(1)
    expect(quads.filter(quad => quad.predicate.equals(sh('conforms')))).toHaveLength(1)
    expect(values).toContain('https://profiles.example/kernel')
  })

  it('need no blank node and no IRI that a store would refuse', () => {
    const result = {
      focusNode: { type: 'bnode' as const, value: 'b0' },
      path: '<a>/<b>* > } ; DROP ALL',
      component: 'not an IRI',
      severity: sh('Violation').value,
      message: 'x',
      profile: 'kernel',
    }
    const reports = [{ profile: 'ker nel/<x>', shapesDigest: '', conforms: false, results: [result] }]
    const text = recordStatements(buildStored({ reports, finalUrl: 'http://a/ b>' }), context).own
    expect(text).not.toMatch(/_:|DROP|not an IRI|"b0"|<x>/)
    expect(parseQuads(text).length).toBeGreaterThan(10)
  })

  it('are none when it is withdrawn, unreadable or missing', () => {
    const none = { shared: '', own: '' }
    expect(recordStatements(undefined, context)).toEqual(none)
    expect(recordStatements(buildStored({ state: 'unreadable' }), context)).toEqual(none)
    expect(recordStatements(buildWithdrawn(buildStored(), 2), context)).toEqual(none)
  })

  it('tell of a rejected record only its quality', () => {
    const rejected = recordStatements(buildStored({ state: 'rejected' }), context)
    const quads = parseQuads(rejected.own)
    expect(rejected.shared).toBe('')
    expect(new Set(quads.map(({ graph }) => graph.value))).toEqual(new Set([`${BASE}/graph/quality`]))
    expect(quads.filter(({ predicate }) => predicate.equals(dcterms('conformsTo')))).toEqual([])
    const said = (predicate: NamedNode) =>
      quads.filter(q => q.subject.value === RECORD && q.predicate.equals(predicate)).map(q => q.object.value)
    expect(said(schema('creativeWorkStatus'))).toEqual(['rejected'])
    expect(said(dcterms('isPartOf'))).toEqual([`${BASE}/api/sources/demo`])
    expect(said(foaf('primaryTopic'))).toEqual(['https://doi.org/10.60510/demo1'])
    expect(quads.filter(({ predicate }) => predicate.equals(sh('result')))).not.toEqual([])
  })
})
