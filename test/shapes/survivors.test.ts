/** What `lodestone profile lint --mutate` says of the profiles that ship with the program. */
import { expect, it } from 'vitest'
import { bundled } from '../../src/registry/bundled.ts'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { DataGraph } from '../../src/shacl/data-graph.ts'
import { mutate } from '../../src/validate/workbench/lint/mutate.ts'
import { openProfile } from '../../src/validate/workbench/work-profile.ts'

const background = new DataGraph(loadVocabularies().quads)

it.each(loadProfiles().map(({ id }) => id))(
  'no constraint or target of the %s profile can be left out without an example that notices',
  id => {
    const profile = openProfile(id, bundled('shapes'))
    const mutation = profile.ok ? mutate(profile.value, background) : undefined
    expect(mutation?.mutants).toBeGreaterThan(10)
    expect(mutation?.survivors.filter(({ level }) => level === 'warning')).toEqual([])
  },
  60_000,
)
