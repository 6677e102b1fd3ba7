/** Which profiles a directory has, and what their profile.ttl says (PROF). */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NamedNode } from '@rdfjs/types'
import { failed, ok, type Result } from '../../model/problem.ts'
import { dcterms, prof, rdf } from '../../rdf/namespaces.ts'
import { readTurtle } from './turtle-file.ts'

/** What a profile says of itself. */
export interface Description {
  readonly iri: string
  readonly title: string
  readonly parents: readonly string[]
}

/** Names of the profile folders of a directory, in order. */
export const profileIds = (dir: string): readonly string[] => {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(dir, entry.name, 'shapes.ttl')))
    .map(entry => entry.name)
    .sort()
}

/** Reads the profile.ttl of a folder. Problem `invalid-profile` when it describes none, and those of reading Turtle. */
export const describe = (folder: string): Result<Description> => {
  const file = join(folder, 'profile.ttl')
  const read = readTurtle(file)
  if (!read.ok) return read
  const { quads } = read.value
  const iri = quads.find(q => q.predicate.equals(rdf('type')) && q.object.equals(prof('Profile')))?.subject
    .value
  if (iri === undefined)
    return failed({
      ...{ stage: 'registry', code: 'invalid-profile', subject: file },
      detail: 'describes no prof:Profile',
    })
  const objects = (property: NamedNode) =>
    quads.filter(q => q.subject.value === iri && q.predicate.equals(property)).map(q => q.object)
  const titles = objects(dcterms('title')).filter(term => term.termType === 'Literal')
  return ok({
    iri,
    title: (titles.find(({ language }) => language === 'en') ?? titles[0])?.value ?? iri,
    parents: objects(prof('isProfileOf')).map(({ value }) => value),
  })
}
