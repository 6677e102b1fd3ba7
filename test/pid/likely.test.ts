import { describe, expect, it } from 'vitest'
import { identify } from '../../src/pid/identifiers.ts'
import { likelySpellings } from '../../src/pid/likely.ts'

describe('likelySpellings', () => {
  it.each([
    ['IEDEMO023', 'IEDEM0023'],
    ['IEDEM0O23', 'IEDEM0023'],
    ['IEDEMI023', 'IEDEM1023'],
    ['IEDEM00Z3', 'IEDEM0023'],
    ['IEDEM00S3', 'IEDEM0053'],
    ['IEDEM00B3', 'IEDEM0083'],
    ['IEDEM0032', 'IEDEM0023'],
    ['DEMO-12', 'DEMO12'],
    ['DEMO12', 'DEMO-12'],
    ['DEMO--12', 'DEMO-12'],
    ['DEMO_12', 'DEMO-12'],
  ])('proposes for the bare code %s, among others, %s', (written, meant) => {
    expect([...likelySpellings(written)]).toContain(meant)
  })

  it.each([
    ['10.58052/IEDEMO023', 'https://doi.org/10.58052/iedem0023'],
    ['10273/IEDEMO023', 'https://hdl.handle.net/10273/IEDEM0023'],
    ['0000-0002-1825-0079', 'https://orcid.org/0000-0002-1825-0097'],
    ['0000-0002-1825-0096', 'https://orcid.org/0000-0002-1825-0097'],
    ['https://ror.org/038sjwq41', 'https://ror.org/038sjwq14'],
    ['https://ror.org/038sjwp14', 'https://ror.org/038sjwq14'],
  ])('proposes for %s, among others, the IRI %s', (written, meant) => {
    expect([...likelySpellings(written)]).toContain(meant)
  })

  it('takes an identifier as well as a text, and never proposes the name itself or one name twice', () => {
    const given = identify('10.58052/IEDEMO023')
    const all = given ? [...likelySpellings(given)] : []
    expect(all).toEqual([...likelySpellings('https://doi.org/10.58052/iedemo023')])
    expect(new Set(all).size).toBe(all.length)
    expect(all).not.toContain(given?.canonical)
    expect(all.length).toBeGreaterThan(10)
  })

  it('proposes at most five hundred, and none for a text that is too long', () => {
    expect([...likelySpellings('0O1I5S8B2Z'.repeat(15))].length).toBeLessThanOrEqual(500)
    expect([...likelySpellings('0'.repeat(5000))]).toEqual([])
  })
})
