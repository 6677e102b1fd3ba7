/** Which profiles have to be evaluated again. */

import { describe, expect, it } from 'vitest'
import { type Checks, profilesToCheck } from '../../src/walk/made-by.ts'

const checks = (more: Partial<Checks> = {}): string =>
  JSON.stringify({
    ...{ engine: 'e', listed: ['geology', 'soil'] },
    profiles: [
      ['kernel', '1'],
      ['geology', '1'],
      ['soil', '1'],
    ],
    ...more,
  })
const edition = (kernel: string, geology: string): string =>
  checks({
    profiles: [
      ['kernel', kernel],
      ['geology', geology],
      ['soil', '1'],
    ],
  })
const none = new Set<string>()

describe('profiles to check', () => {
  it.each([
    ['none when nothing changed', checks(), []],
    ['those that changed', edition('2', '2'), ['kernel', 'geology']],
    ['all with another engine', checks({ engine: 'f' }), 'all'],
    ['all when the source lists others', checks({ listed: ['soil'] }), 'all'],
    ['all when the order of inheritance is another', checks({ profiles: [['kernel', '1']] }), 'all'],
  ])('are %s', (_, now, expected) => {
    expect(profilesToCheck(checks(), now, none)).toEqual(expected)
  })

  it('are all for records of which nothing is known', () => {
    expect(profilesToCheck(undefined, checks(), none)).toBe('all')
    expect(profilesToCheck('{"another":"program"}', checks(), none)).toBe('all')
  })

  it('are all when a profile changed that may select other records now', () => {
    const choosy = new Set(['geology', 'soil'])
    expect(profilesToCheck(checks(), edition('1', '2'), choosy)).toBe('all')
    expect(profilesToCheck(checks(), edition('2', '1'), choosy)).toEqual(['kernel'])
    // Alone it applies to every record.
    expect(profilesToCheck(checks(), edition('1', '2'), new Set(['geology']))).toEqual(['geology'])
  })
})
