/** Editions of some bundled profiles, with constraints on the names of samples added. */
import { appendFileSync, cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { bundled } from '../../src/registry/bundled.ts'

/** A constraint on names: they must begin with one of these letters. */
export interface Demand {
  readonly profile: string
  readonly initials: string
  readonly severity: 'Violation' | 'Warning'
}

/** The kernel and few others: what is not loaded costs no time. */
const PROFILES = ['kernel', 'geology', 'biology', 'soil', 'archaeology']
const FILES = ['profile.ttl', 'shapes.ttl', 'selection.ttl']

const turtle = ({ profile, initials, severity }: Demand): string => `
<urn:test:${profile}:${initials}:${severity}> a <http://www.w3.org/ns/shacl#NodeShape> ;
  <http://www.w3.org/ns/shacl#targetClass> <http://www.w3.org/ns/sosa/Sample> ;
  <http://www.w3.org/ns/shacl#property> [ <http://www.w3.org/ns/shacl#path> <https://schema.org/name> ;
    <http://www.w3.org/ns/shacl#pattern> "^[${initials}]" ; <http://www.w3.org/ns/shacl#message> "a name"@en ;
    <http://www.w3.org/ns/shacl#severity> <http://www.w3.org/ns/shacl#${severity}> ] .
`

/** Writes an edition into a folder, and returns the folder. */
export const edition = (into: string, demands: readonly Demand[]): string => {
  for (const profile of PROFILES)
    for (const file of FILES) {
      const from = join(bundled('shapes'), profile, file)
      if (existsSync(from)) cpSync(from, join(into, profile, file))
    }
  for (const demand of demands) appendFileSync(join(into, demand.profile, 'shapes.ttl'), turtle(demand))
  return into
}
