import fc from 'fast-check'
import { Store } from 'oxigraph'
import { describe, expect, it } from 'vitest'
import { LineCounts } from '../../../src/graph/embedded/line-counts.ts'
import { createStoredLiterals } from '../../../src/graph/embedded/stored-literals.ts'

describe('counts of lines', () => {
  it('are those of a map of texts, whatever is added and removed, and however often they are kept and taken up', () => {
    const step = fc.record({ add: fc.boolean(), line: fc.nat(60), times: fc.integer({ min: 1, max: 30 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        let counts = new LineCounts()
        const expected = new Map<string, number>()
        for (const { add, line, times } of steps) {
          // One step touches many lines, so that the table grows and closes gaps.
          for (let each = line; each < line + 10 * times; each++) {
            const text = `line ${each}`
            const before = expected.get(text)
            if (add) {
              expect(counts.add(`..${text}\n`, 2, 2 + text.length)).toBe((before ?? 0) + 1)
              expected.set(text, (before ?? 0) + 1)
            } else {
              expect(counts.remove(text)).toBe(before === undefined ? undefined : before - 1)
              if (before === 1) expected.delete(text)
              else if (before !== undefined) expected.set(text, before - 1)
            }
          }
          counts = new LineCounts(counts.state())
          expect(counts.size()).toBe(expected.size)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('tell lines apart that are as like as two can be', () => {
    const counts = new LineCounts()
    const lines = Array.from({ length: 200_000 }, (_, n) => `<urn:demo:${n}> <urn:demo:p> "${n ^ 1}" .`)
    expect(lines.filter(line => counts.add(line) !== 1)).toEqual([])
    expect(counts.size()).toBe(lines.length)
  })
})

describe('stored literals', () => {
  const XSD = 'http://www.w3.org/2001/XMLSchema#'
  const scratch = (): Store => new Store()

  it('are the texts that the engine makes of them', () => {
    const stored = createStoredLiterals(scratch)
    expect(stored(`"02.50"^^<${XSD}decimal>`)).toBe(`"2.5"^^<${XSD}decimal>`)
    expect(stored(`"a"^^<urn:demo:type>`)).toBe(`"a"^^<urn:demo:type>`)
    expect(stored(`"no number"^^<${XSD}decimal>`)).toBe(`"no number"^^<${XSD}decimal>`)
  })

  it('are right where the engine is not asked', () => {
    const number = fc.oneof(
      fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(999_999)).map(([a, b]) => `${a}.${b}`),
      fc.integer().map(String),
      fc.stringMatching(/^-?[0-9]{1,12}(\.[0-9]{0,9})?$/),
    )
    const literal = fc.oneof(
      number.map(text => `"${text}"^^<${XSD}decimal>`),
      number.map(text => `"${text}"^^<${XSD}integer>`),
      fc.stringMatching(/^[0-9]{4}-[0-3][0-9]-[0-3][0-9]$/).map(text => `"${text}"^^<${XSD}date>`),
      fc.constantFrom('true', 'false', '1', '0').map(text => `"${text}"^^<${XSD}boolean>`),
    )
    fc.assert(
      fc.property(literal, text => {
        const store = new Store()
        store.load(`<urn:s> <urn:p> ${text} .`, { format: 'application/n-triples', lenient: true })
        const dumped = store.dump({ format: 'application/n-quads' })
        expect(createStoredLiterals(scratch)(text)).toBe(
          dumped.slice('<urn:s> <urn:p> '.length, -' .\n'.length),
        )
      }),
      { numRuns: 1000 },
    )
  })
})
