import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { type Found, findIdentifiers } from '../../src/pid/find.ts'

const folder = new URL('./pages/', import.meta.url)
const pages = readdirSync(folder)
  .filter(name => name.endsWith('.txt'))
  .map(name => name.replace('.txt', ''))

/** A finding in one line: verdict, text as JSON, canonical form of the identifier or of the first candidate. */
const line = ({ verdict, text, identifier, candidates }: Found): string =>
  [verdict, JSON.stringify(text), (identifier ?? candidates[0])?.canonical ?? ''].join('\t')

/** What of the first list is not in the second, each as often as it occurs. */
const without = (lines: readonly string[], others: readonly string[]): string[] => {
  const left = [...others]
  return lines.filter(each => {
    const index = left.indexOf(each)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

const outcomes = pages.map(page => {
  const text = readFileSync(new URL(`${page}.txt`, folder), 'utf8')
  const expected = readFileSync(new URL(`${page}.expected`, folder), 'utf8')
    .split('\n')
    .filter(each => each !== '')
  const found = [...findIdentifiers(text)]
  const lines = found.map(line)
  return { page, text, found, expected, wrong: without(lines, expected), missed: without(expected, lines) }
})

/**
 * What the program is known not to do, by page; no other miss or mistake is allowed, and these leave the list when mended.
 */
const KNOWN: Readonly<Record<string, { wrong: readonly string[]; missed: readonly string[] }>> = {
  // A full stop at the end of a line, then digits: as often the end of a sentence and the number of the next.
  'pdf-two-columns': {
    wrong: ['identifier\t"https://doi.org/10.5880/ICDP"\thttps://doi.org/10.5880/icdp'],
    missed: ['identifier\t"https://doi.org/10.5880/ICDP.\\n5054.001"\thttps://doi.org/10.5880/icdp.5054.001'],
  },
}

describe('ten pages of running text', () => {
  it('are ten, with a hundred and fifty findings and more', () => {
    expect(pages.length).toBe(10)
    expect(outcomes.flatMap(({ expected }) => expected).length).toBeGreaterThanOrEqual(150)
  })

  it.each(outcomes)('finds what $page has, except for the known misses', ({ page, wrong, missed }) => {
    expect({ wrong, missed }).toEqual(KNOWN[page] ?? { wrong: [], missed: [] })
  })

  it.each(outcomes)(
    'gives offsets into $page as it stands, in order and without overlap',
    ({ text, found }) => {
      let end = 0
      for (const each of found) {
        expect(text.slice(each.start, each.end)).toBe(each.text)
        expect(each.start).toBeGreaterThanOrEqual(end)
        expect(each.verdict === 'identifier').toBe(each.identifier !== undefined)
        end = each.end
      }
    },
  )

  afterAll(() => {
    const count = (part: 'found' | 'expected' | 'wrong' | 'missed'): number =>
      outcomes.reduce((sum, outcome) => sum + outcome[part].length, 0)
    const percent = (part: number, whole: number): string =>
      `${((100 * (whole - part)) / whole).toFixed(1)} %`
    process.stdout.write(
      `running text: precision ${percent(count('wrong'), count('found'))} of ${count('found')} findings, recall ${percent(count('missed'), count('expected'))} of ${count('expected')}\n`,
    )
  })
})
