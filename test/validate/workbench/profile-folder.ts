/** Profiles of the tests' own making, written to a temporary folder. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataGraph } from '../../../src/shacl/data-graph.ts'
import { type ProfileTest, testProfile } from '../../../src/validate/workbench/test-profile.ts'
import { openProfile, type WorkProfile } from '../../../src/validate/workbench/work-profile.ts'

export const PREFIX_LINES = `@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> .
@prefix sosa: <http://www.w3.org/ns/sosa/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix c: <urn:x-demo:profile#> .
`

/** Files of a profile folder; shapes and examples are Turtle without the usual prefixes. */
export interface FolderSketch {
  readonly id?: string
  readonly shapes: string
  readonly profile?: string
  readonly valid?: Readonly<Record<string, string>>
  readonly invalid?: Readonly<Record<string, string>>
}

/** A shape that asks samples for a name. */
export const ASKS_NAME = `c:Name a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:property c:HasName .
c:HasName sh:path schema:name ; sh:minCount 1 ; sh:maxCount 2 ; sh:message "no name"@en .`

/** A sample in kernel form. */
export const sample = (statements: string): string =>
  `<https://demo.example/sample/1> a sosa:Sample ${statements === '' ? '' : `; ${statements}`} .`

/** Writes the folder below `dir` and returns `dir`; comments of examples come before the prefixes, as people write them. */
export const writeProfile = (
  sketch: FolderSketch,
  dir = mkdtempSync(join(tmpdir(), 'profiles-')),
): string => {
  const folder = join(dir, sketch.id ?? 'demo')
  for (const kind of ['valid', 'invalid'] as const) {
    mkdirSync(join(folder, 'examples', kind), { recursive: true })
    for (const [name, text] of Object.entries(sketch[kind] ?? {})) {
      const comments = text.split('\n').filter(line => line.startsWith('#'))
      const rest = text.split('\n').filter(line => !line.startsWith('#'))
      writeFileSync(
        join(folder, 'examples', kind, `${name}.ttl`),
        [...comments, PREFIX_LINES + rest.join('\n')].join('\n'),
      )
    }
  }
  writeFileSync(join(folder, 'shapes.ttl'), `${PREFIX_LINES}${sketch.shapes}\n`)
  if (sketch.profile !== undefined)
    writeFileSync(join(folder, 'profile.ttl'), `${PREFIX_LINES}${sketch.profile}\n`)
  return dir
}

/** Opens what was written. */
export const opened = (dir: string, id = 'demo'): WorkProfile => {
  const profile = openProfile(id, dir)
  if (!profile.ok) throw new Error(profile.problem.detail)
  return profile.value
}

export const NOTHING = new DataGraph([])

/** Tests a profile that is written for it. */
export const tested = (sketch: FolderSketch): ProfileTest =>
  testProfile(opened(writeProfile(sketch), sketch.id), NOTHING)
