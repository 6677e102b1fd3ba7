import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PREFIXES } from '../../../src/rdf/namespaces.ts'
import { graphOf } from '../../../src/validate/workbench/corpus.ts'
import { readSelection } from '../../../src/validate/workbench/selection.ts'
import { ASKS_NAME, NOTHING, PREFIX_LINES, writeProfile } from './profile-folder.ts'

const folderWith = (selection?: string): string => {
  const folder = join(writeProfile({ shapes: ASKS_NAME }), 'demo')
  if (selection !== undefined) writeFileSync(join(folder, 'selection.ttl'), `${PREFIX_LINES}${selection}`)
  return folder
}
const ROCKS = `c:Selection a sh:NodeShape ; sh:targetClass sosa:Sample ;
  sh:property [ sh:path schema:material ; sh:hasValue "rock" ] .`

const applies = (folder: string, materials: readonly string[], profiles: readonly string[] = []) => {
  const selection = readSelection({ id: 'demo', folder })
  if (!selection.ok) throw new Error(selection.problems[0]?.detail)
  const samples = materials.map((_, i) => `https://demo.example/sample/${i}`)
  const record = {
    ...{ url: 'https://demo.example/page', source: 'demo', samples, profiles },
    kernelTriples: materials
      .map(
        (material, i) =>
          `<${samples[i]}> <${PREFIXES.rdf}type> <${PREFIXES.sosa}Sample> .\n<${samples[i]}> <${PREFIXES.schema}material> "${material}" .\n`,
      )
      .join(''),
  }
  return selection.value?.(record, graphOf(record, NOTHING))
}

describe('what a profile is about', () => {
  it('is a record with one sample that its selection takes', () => {
    const folder = folderWith(ROCKS)
    expect(applies(folder, ['rock'])).toBe(true)
    expect(applies(folder, ['bone', 'rock'])).toBe(true)
    expect(applies(folder, ['bone'])).toBe(false)
    expect(applies(folder, [])).toBe(false)
  })

  it('is every record that a harvest held against it', () => {
    expect(applies(folderWith(ROCKS), ['bone'], ['kernel', 'demo'])).toBe(true)
    expect(applies(folderWith(ROCKS), ['bone'], ['kernel'])).toBe(false)
  })

  it('is everything when it does not say', () => {
    expect(applies(folderWith(), ['bone'])).toBeUndefined()
  })

  it('is unknown when the selection cannot be read', () => {
    const bad = (text: string) => readSelection({ id: 'demo', folder: folderWith(text) })
    expect(bad('c:Selection a sh:NodeShape')).toMatchObject({ ok: false })
    expect(bad('c:S a sh:NodeShape ; sh:targetClas sosa:Sample ; sh:minCount "x" .')).toMatchObject({
      ok: false,
    })
  })
})
