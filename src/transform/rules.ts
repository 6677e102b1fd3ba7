/** The crosswalk rules: SPARQL updates in the files of queries/crosswalk, run in the order of their names. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundled } from '../registry/bundled.ts'

/** One rule file: a sequence of SPARQL 1.1 updates. */
export interface Rule {
  readonly name: string
  readonly update: string
}

/** Reads the rules of a folder. Throws when it cannot be read: they ship with the program. */
export const loadRules = (dir: string = bundled('queries/crosswalk')): readonly Rule[] =>
  readdirSync(dir)
    .filter(file => file.endsWith('.ru'))
    .sort()
    .map(file => ({ name: file, update: readFileSync(join(dir, file), 'utf8') }))
