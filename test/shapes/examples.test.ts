import { describe, expect, it } from 'vitest'
import type { ValidationReport } from '../../src/model/validation-report.ts'
import { PREFIXES } from '../../src/rdf/namespaces.ts'
import { severityName } from '../../src/rdf/severity.ts'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { createValidator, verdict } from '../../src/validate/validator.ts'
import { examplesOf } from './read-example.ts'

const profiles = loadProfiles()
const validator = createValidator(profiles, loadVocabularies())

/** `Severity Component path` of each result, each once. */
const summary = (report: ValidationReport | undefined): string[] => [
  ...new Set(
    (report?.results ?? []).map(
      ({ severity, component, path }) =>
        `${severityName(severity)} ${component.replace(PREFIXES.sh, '')} ${path ?? ''}`,
    ),
  ),
]

describe.each(profiles.map(({ id }) => id))('the %s profile', id => {
  const valid = examplesOf(id, 'valid')
  const invalid = examplesOf(id, 'invalid')

  it('has examples of both kinds', () => {
    expect(valid.length).toBeGreaterThan(1)
    expect(invalid.length).toBeGreaterThan(1)
  })

  it.each(valid)('accepts $name', async ({ kernel }) => {
    const reports = await validator.validate(kernel, [id])
    const report = reports.at(-1)
    expect(report?.results.filter(({ severity }) => severityName(severity) === 'Violation')).toEqual([])
    expect(report?.conforms).toBe(true)
    expect(verdict(reports)).toBe('accepted')
  })

  it.each(invalid)('finds the fault of $name', async ({ kernel, expected }) => {
    const report = (await validator.validate(kernel, [id])).at(-1)
    expect(expected.length).toBeGreaterThan(0)
    expect(summary(report).sort()).toEqual([...expected].sort())
    expect(report?.conforms).toBe(!expected.some(each => each.startsWith('Violation')))
  })

  it('has an invalid example for every shape that can be a violation or warning', async () => {
    const fired = new Set<string>()
    for (const { kernel } of invalid)
      for (const { sourceShape } of (await validator.validate(kernel, [id])).at(-1)?.results ?? [])
        if (sourceShape) fired.add(sourceShape)
    const own = profiles.find(profile => profile.id === id)?.shapes ?? []
    const loud = own.filter(q => q.predicate.value === `${PREFIXES.sh}message`).map(q => q.subject.value)
    const quiet = new Set(own.filter(q => q.object.value === `${PREFIXES.sh}Info`).map(q => q.subject.value))
    expect([...new Set(loud)].filter(shape => !quiet.has(shape) && !fired.has(shape))).toEqual([])
  })
})
