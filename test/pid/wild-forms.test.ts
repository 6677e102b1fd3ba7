import { describe, expect, it } from 'vitest'
import { explain } from '../../src/pid/explain.ts'
import { canonicalise, identify } from '../../src/pid/identifiers.ts'
import { RECOGNISED, REFUSED } from './wild-forms.ts'

const rows = RECOGNISED.flatMap(({ scheme, canonical, forms }) =>
  forms.map(form => [form, scheme, canonical] as const),
)

const refused = REFUSED.map(([form, reason, candidate]) => ({ form, reason, candidate }))

describe('identifiers in the forms of the wild', () => {
  it('are at least three hundred, none twice', () => {
    const forms = [...rows.map(([form]) => form), ...REFUSED.map(([form]) => form)]
    expect(new Set(forms).size).toBe(forms.length)
    expect(forms.length).toBeGreaterThanOrEqual(300)
  })

  it.each(rows)('reads %j as %s %s', (form, scheme, canonical) => {
    expect(identify(form)).toMatchObject({ scheme, canonical })
    expect(canonicalise(canonical)).toBe(canonical)
    expect(explain(form)).toEqual({ identifier: identify(form) })
  })

  it.each(rows)('shows %j so that it can be pasted back', (form, _, canonical) => {
    expect(canonicalise(identify(form)?.display ?? '')).toBe(canonical)
  })

  it.each(refused)('refuses $form: $reason', ({ form, reason, candidate }) => {
    expect(identify(form)).toBeUndefined()
    const explained = explain(form)
    expect(explained).toMatchObject({ reason })
    if (explained.identifier === undefined) {
      expect(explained.candidates[0]?.canonical).toBe(candidate)
      expect(explained.detail.length).toBeGreaterThan(20)
    }
  })
})
