import { describe, expect, it } from 'vitest'
import { mutate } from '../../../src/validate/workbench/lint/mutate.ts'
import { ASKS_NAME, type FolderSketch, NOTHING, opened, sample, writeProfile } from './profile-folder.ts'

const mutated = (sketch: FolderSketch) => mutate(opened(writeProfile(sketch)), NOTHING)
const survivors = (sketch: FolderSketch): readonly string[] =>
  mutated(sketch)?.survivors.map(({ message }) => message.replace(/^no example notices /, '')) ?? []

const nameless = `# expect: Violation MinCount schema:name\n${sample('')}`
const wordy = `# expect: Violation MaxCount schema:name\n${sample('schema:name "a", "b", "c"')}`
const twice = sample('schema:name "a", "b"')
const once = sample('schema:name "a"')

describe('mutation testing', () => {
  it('is satisfied with examples on both sides of every border', () => {
    const mutation = mutated({ shapes: ASKS_NAME, valid: { once, twice }, invalid: { nameless, wordy } })
    expect(mutation).toMatchObject({ mutants: 5, noticed: 5, invalid: 0, survivors: [] })
  })

  it('names each constraint that can be left out unnoticed, with its line', () => {
    const sketch = { shapes: ASKS_NAME, valid: { once, twice }, invalid: { nameless } }
    expect(mutated(sketch)?.survivors).toMatchObject([
      {
        level: 'warning',
        message: 'no example notices leaving out sh:maxCount 2 of HasName',
        places: [{ line: 10 }],
      },
    ])
  })

  it('names borders that no example stands at', () => {
    expect(survivors({ shapes: ASKS_NAME, valid: { once }, invalid: { nameless, wordy } })).toEqual([
      'sh:maxCount 1 instead of 2 of HasName',
    ])
  })

  it('moves bounds past the values that meet them', () => {
    const shapes = `c:S a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:property c:E .
c:E sh:path schema:elevation ; sh:minInclusive 0 .`
    const low = `# expect: Violation MinInclusive schema:elevation\n${sample('schema:elevation -1')}`
    const at = (elevation: number) => ({ here: sample(`schema:elevation ${elevation}`) })
    expect(survivors({ shapes, valid: at(1), invalid: { low } })).toEqual([
      'sh:minInclusive 0 without its border of E',
    ])
    expect(survivors({ shapes, valid: at(0), invalid: { low } })).toEqual([])
  })

  it('takes members out of lists', () => {
    const shapes = `c:S a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:property c:Status .
c:Status sh:path schema:creativeWorkStatus ; sh:in ( "registered" "destroyed" ) .`
    const status = (text: string) => sample(`schema:creativeWorkStatus "${text}"`)
    const lost = `# expect: Violation In schema:creativeWorkStatus\n${status('lost')}`
    expect(survivors({ shapes, valid: { registered: status('registered') }, invalid: { lost } })).toEqual([
      'sh:in without destroyed of Status',
    ])
  })

  it('only notes patterns beside a datatype whose calendar the engine knows', () => {
    const shapes = `c:S a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:property c:Date .
c:Date sh:path schema:dateCreated ; sh:datatype xsd:date ; sh:pattern "^[0-9-]+$" .`
    const month = `# expect: Violation Datatype schema:dateCreated\n${sample('schema:dateCreated "2020-13-01"^^xsd:date')}`
    expect(
      mutated({
        shapes,
        valid: { once: sample('schema:dateCreated "2020-12-01"^^xsd:date') },
        invalid: { month },
      })?.survivors,
    ).toMatchObject([{ level: 'note', message: expect.stringContaining('calendar') }])
  })

  it('tells how far it is', () => {
    const done: string[] = []
    const profile = opened(writeProfile({ shapes: ASKS_NAME, invalid: { nameless } }))
    mutate(profile, NOTHING, (at, all) => done.push(`${at}/${all}`))
    expect(done).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5'])
  })
})
