/** What a profile's folder holds besides what validation needs: its description, its Turtle as written, its examples. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Quad } from '@rdfjs/types'
import { Parser } from 'n3'
import { dcterms, prof, rdf } from '../rdf/namespaces.ts'
import { bundled } from './bundled.ts'

/** A record in kernel form that meets a profile, or one that does not and in which way. */
export interface ProfileExample {
  readonly kind: 'valid' | 'invalid'
  /** File name without `.ttl`. */
  readonly name: string
  /** First line of the file: what it shows. */
  readonly title: string
  /** `Severity Component path` of every result that the `# expect:` lines announce, paths with prefixes. */
  readonly expected: readonly string[]
  readonly turtle: string
}

/** A public document that a profile follows. */
export interface ProfileSource {
  readonly title: string
  readonly iri?: string
}

/** A profile's folder. */
export interface ProfileFolder {
  readonly shapes: string
  readonly selection?: string
  readonly sources: readonly ProfileSource[]
  /** Prefix -> namespace IRI, as shapes.ttl declares them; its own namespace is `c` or `k`. */
  readonly prefixes: ReadonlyMap<string, string>
  readonly examples: readonly ProfileExample[]
  /** The PROF description; artifacts are resolved against `base`, an IRI that ends with a slash. */
  describe(base: string): readonly Quad[]
}

/** What relative IRIs of a file are resolved against where nobody gives a base. */
const NOWHERE = 'urn:x-lodestone:shapes/'

/** Reads a Turtle file. Throws when it cannot be read: profiles ship with the program. */
export const readTurtle = (file: string): Quad[] => parse(file, readFileSync(file, 'utf8'), NOWHERE)

const parse = (file: string, text: string, baseIRI: string): Quad[] => {
  try {
    return new Parser({ format: 'text/turtle', baseIRI }).parse(text)
  } catch (error) {
    throw new Error(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** Opens the folder of a profile; undefined when there is none of this id. */
export const openProfileFolder = (id: string, dir = bundled('shapes')): ProfileFolder | undefined => {
  const folder = join(dir, id)
  if (!/^[a-z0-9-]+$/.test(id) || !existsSync(join(folder, 'profile.ttl'))) return undefined
  const file = join(folder, 'profile.ttl')
  const [profile, shapes] = [readFileSync(file, 'utf8'), readFileSync(join(folder, 'shapes.ttl'), 'utf8')]
  const selection = join(folder, 'selection.ttl')
  return {
    shapes,
    ...(existsSync(selection) && { selection: readFileSync(selection, 'utf8') }),
    sources: sourcesIn(parse(file, profile, NOWHERE)),
    prefixes: new Map(
      [...shapes.matchAll(/^@prefix ([\w-]*): <([^>]*)>/gm)].map(([, name = '', iri = '']) => [name, iri]),
    ),
    examples: [...examplesIn(folder, 'valid'), ...examplesIn(folder, 'invalid')],
    describe: base => parse(file, profile, base),
  }
}

const sourcesIn = (quads: readonly Quad[]): ProfileSource[] => {
  const profile = quads.find(q => q.predicate.equals(rdf('type')) && q.object.equals(prof('Profile')))
  return quads
    .filter(q => q.subject.value === profile?.subject.value && q.predicate.equals(dcterms('source')))
    .map(({ object }) => {
      if (object.termType === 'Literal') return { title: object.value }
      const title = quads.find(q => q.subject.equals(object) && q.predicate.equals(dcterms('title')))
      return { title: title?.object.value ?? object.value, iri: object.value }
    })
}

const examplesIn = (folder: string, kind: 'valid' | 'invalid'): ProfileExample[] => {
  const dir = join(folder, 'examples', kind)
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter(name => name.endsWith('.ttl'))
    .sort()
    .map(name => {
      const turtle = readFileSync(join(dir, name), 'utf8')
      return {
        kind,
        name: name.replace(/\.ttl$/, ''),
        title: /^# (.*)$/m.exec(turtle)?.[1] ?? name,
        expected: [...turtle.matchAll(/^# expect: (.+)$/gm)].map(([, line = '']) => line.trim()),
        turtle,
      }
    })
}
