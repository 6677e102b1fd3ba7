import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { Parser } from 'n3'
import { describe, expect, it } from 'vitest'
import { rdf, sh } from '../../../src/rdf/namespaces.ts'
import { writeCsv } from '../../../src/validate/workbench/formats/csv.ts'
import { writeJUnit } from '../../../src/validate/workbench/formats/junit.ts'
import { writeSarif } from '../../../src/validate/workbench/formats/sarif.ts'
import {
  TEST_RULES,
  testCsv,
  testFindings,
  testRecord,
} from '../../../src/validate/workbench/formats/test-records.ts'
import { testTurtle } from '../../../src/validate/workbench/formats/test-turtle.ts'
import { ASKS_NAME, sample, tested } from './profile-folder.ts'

const test = tested({
  shapes: ASKS_NAME,
  valid: {
    named: sample('schema:name "Demo"'),
    wordy: sample('\n  schema:name "a <&> \\u0007" ,\n  "b" , "c"'),
  },
  invalid: { nameless: `# expect: Violation MinCount schema:name\n${sample('')}` },
})
const root = test.profile.folder

describe('formats of a test', () => {
  it('points SARIF at the line of the example and, beside it, of the shape', () => {
    const log = JSON.parse(writeSarif(testFindings(test), { version: '1.0.0', root, rules: TEST_RULES }))
    expect(log.version).toBe('2.1.0')
    const [run] = log.runs
    const differing = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === 'example-differs')
    const place = (location: {
      physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }
    }) => [location.physicalLocation.artifactLocation.uri, location.physicalLocation.region.startLine]
    expect(place(differing.locations[0])).toEqual(['examples/valid/wordy.ttl', 10])
    expect(place(differing.relatedLocations[0])).toEqual(['shapes.ttl', 10])
    expect(run.tool.driver.rules[differing.ruleIndex].id).toBe('example-differs')
  })

  it('writes SARIF 2.1.0: what the format demands of a log, a rule, a result and a place', () => {
    const log = JSON.parse(writeSarif(testFindings(test), { version: '1.0.0', root, rules: TEST_RULES }))
    expect(log).toMatchObject({ $schema: expect.stringMatching(/sarif-2\.1\.0\.json$/), version: '2.1.0' })
    expect(Object.keys(log).sort()).toEqual(['$schema', 'runs', 'version'])
    const [run] = log.runs
    expect(run.tool.driver).toMatchObject({ name: 'lodestone', semanticVersion: '1.0.0' })
    expect(run.originalUriBaseIds.SRCROOT.uri).toMatch(/^file:.*\/$/)
    const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(run.results).not.toEqual([])
    for (const { ruleId, ruleIndex, level, message, locations, relatedLocations = [] } of run.results) {
      expect(ids[ruleIndex]).toBe(ruleId)
      expect(['none', 'note', 'warning', 'error']).toContain(level)
      expect(message.text).toMatch(/\S/)
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        const { artifactLocation, region } = physicalLocation
        expect(new URL(artifactLocation.uri, run.originalUriBaseIds.SRCROOT.uri).protocol).toBe('file:')
        if (region) expect(region.startLine).toBeGreaterThan(0)
      }
      const numbers = relatedLocations.map(({ id }: { id: number }) => id)
      expect(numbers).toEqual(numbers.map((_: number, i: number) => i + 1))
    }
  })

  it('names files that lie elsewhere by their URL', () => {
    const finding = {
      rule: 'r',
      level: 'note',
      message: 'm',
      places: [{ file: '/elsewhere/a b.ttl' }],
    } as const
    const log = JSON.parse(writeSarif([finding], { version: '1.0.0', root: '/here', rules: new Map() }))
    expect(log.runs[0].results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'file:///elsewhere/a%20b.ttl' },
    })
  })

  it('writes JUnit that is well-formed whatever the messages say', () => {
    const xml = writeJUnit([test])
    expect(xml).toContain('tests="3" failures="1" errors="0"')
    const suite = parseDocument(xml, { xmlMode: true })
    expect(JSON.stringify(suite.children.length)).toBe('4')
    const broken = tested({ shapes: 'c:a sh:nonsense "<&\\u0001" .' })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML forbids must not be there
    expect(writeJUnit([broken])).not.toMatch(/[\u0000-\u0008]/)
    expect(writeJUnit([broken])).toContain('errors="1"')
  })

  it('writes a row of CSV per result, and one for an example without', () => {
    const rows = parse(testCsv([test]), { columns: true }) as Record<string, string>[]
    expect(rows.map(row => [row.example, row['as expected'], row.component, row['shape line']])).toEqual([
      ['named', 'yes', '', ''],
      ['wordy', 'no', 'MaxCount', '10'],
      ['nameless', 'yes', 'MinCount', '10'],
    ])
  })

  it('writes CSV that is read back as it was, except for what a spreadsheet would run', () => {
    const cells = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(cells, rows => {
        const read = parse(writeCsv(['a', 'b', 'c'], rows), { record_delimiter: '\r\n' }) as string[][]
        expect(read.slice(1)).toEqual(
          rows.map(row => row.map(cell => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))),
        )
      }),
    )
  })

  it('writes a report per example in Turtle', () => {
    const quads = new Parser().parse(testTurtle([test]))
    const reports = quads.filter(
      q => q.predicate.equals(rdf('type')) && q.object.equals(sh('ValidationReport')),
    )
    expect(reports.map(({ subject }) => /[^/]+$/.exec(subject.value)?.[0]).sort()).toEqual([
      'named.ttl#demo',
      'nameless.ttl#demo',
      'wordy.ttl#demo',
    ])
    expect(quads.filter(q => q.predicate.equals(sh('result')))).toHaveLength(2)
  })

  it('writes JSON with lines on both sides', () => {
    const { examples } = testRecord(test)
    const wordy = examples.find(({ name }) => name === 'wordy')
    expect(wordy).toMatchObject({
      asExpected: false,
      results: [{ component: 'MaxCount', line: 10, shapeLine: 10 }],
    })
  })
})
