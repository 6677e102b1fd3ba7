import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COLUMN_NAMES, COLUMNS } from '../../src/publish/columns.ts'
import { FAULTS } from '../../src/publish/faults.ts'
import { parseRow } from '../../src/publish/parse-row.ts'
import { STYLES } from '../../src/publish/styles.ts'
import { bundled } from '../../src/registry/bundled.ts'

const page = readFileSync(bundled('docs/agents.md'), 'utf8')

describe('docs/agents.md', () => {
  it('describes every column, style and fault', () => {
    const names = [...COLUMN_NAMES, ...Object.keys(STYLES), ...Object.keys(FAULTS)]
    expect(names.filter(name => !page.includes(`| \`${name}\` |`))).toEqual([])
  })

  it('says of every column what columns.ts says', () => {
    expect(COLUMNS.filter(column => !page.includes(column.about)).map(column => column.name)).toEqual([])
  })
})

describe('columns', () => {
  it('are all read: a wrong or long value in any of them has an effect', () => {
    const base = new Map([
      ['igsn', '10.5072/DEMO-1'],
      ['name', 'One'],
    ])
    // A pair makes its other half meaningful.
    const partners: Record<string, [string, string]> = {
      latitude: ['longitude', '1'],
      longitude: ['latitude', '1'],
      custodian_ror: ['custodian', 'A'],
      custodian_contact: ['custodian', 'A'],
      owner_ror: ['owner', 'A'],
      funder_ror: ['funder', 'A'],
      collector_orcid: ['collector', 'A'],
    }
    const ignored = COLUMN_NAMES.filter(name => {
      const cells = new Map(base)
      const partner = partners[name]
      if (partner) cells.set(...partner)
      const without = JSON.stringify(parseRow({ row: 2, cells }, false))
      return JSON.stringify(parseRow({ row: 2, cells: new Map(cells).set(name, 'x?') }, false)) === without
    })
    expect(ignored).toEqual([])
  })
})
