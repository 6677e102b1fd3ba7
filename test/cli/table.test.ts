import { describe, expect, it } from 'vitest'
import { table } from '../../src/cli/table.ts'

describe('table', () => {
  it('lines columns up, numbers to the right, without white space at line ends', () => {
    const text = table(
      [{ title: 'source' }, { title: 'n', align: 'right' }],
      [
        ['rocks', '12'],
        ['a', '7'],
      ],
    )
    expect(text.split('\n')).toEqual(['source   n', '──────  ──', 'rocks   12', 'a        7'])
  })

  it('cuts long cells and lets no control character through', () => {
    const hostile = `\u001b[31m${'x'.repeat(20)}`
    const text = table([{ title: 't', most: 8 }], [[hostile]])
    expect(text).not.toContain('\u001b')
    expect(text.split('\n')[2]).toHaveLength(8)
  })
})
