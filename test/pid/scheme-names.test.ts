import { expect, it } from 'vitest'
import { SCHEME_NAMES } from '../../src/pid/scheme-names.ts'
import { RECOGNISED } from './wild-forms.ts'

it('has names for every scheme that is recognised', () => {
  for (const { scheme } of RECOGNISED) expect(SCHEME_NAMES).toHaveProperty(scheme)
  for (const { title, homePage, names, dataCite, scholix } of Object.values(SCHEME_NAMES)) {
    expect(homePage).toMatch(/^https:\/\//)
    for (const name of [title, names, dataCite, scholix]) expect(name).not.toBe('')
  }
})
