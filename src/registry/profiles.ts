/** shapes/ -> Profile[]: one folder per profile, described by profile.ttl (PROF) and checked by shapes.ttl (SHACL). */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NamedNode, Quad } from '@rdfjs/types'
import { Parser } from 'n3'
import type { Profile } from '../model/profile.ts'
import { dcterms, prof, rdf } from '../rdf/namespaces.ts'
import { foldSchemaOrg } from '../rdf/schema-org.ts'
import { bundled } from './bundled.ts'
import { shapesDigest } from './shapes-digest.ts'

/** Id of the profile that decides whether a record is accepted; every record is checked against it. */
export const KERNEL = 'kernel'

/**
 * Reads every profile folder, the kernel first, then by id. schema.org terms are folded, as they are in records.
 * Throws when a folder has no readable profile.ttl or shapes.ttl or builds on a profile that is not there.
 */
export const loadProfiles = (dir: string = bundled('shapes')): Profile[] => {
  const ids = readdirSync(dir, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort((a, b) => Number(b === KERNEL) - Number(a === KERNEL) || (a < b ? -1 : 1))
  const described = ids.map(id => ({ id, ...describe(join(dir, id, 'profile.ttl')) }))
  const idOf = new Map(described.map(({ id, iri }) => [iri, id]))
  return described.map(({ id, iri, title, description, parents }) => {
    const inherits = parents.map(parent => {
      const known = idOf.get(parent)
      if (known === undefined) throw new Error(`profile ${id} builds on <${parent}>, which is not in ${dir}`)
      return known
    })
    return { id, iri, title, description, inherits, ...readShapes(join(dir, id, 'shapes.ttl')) }
  })
}

const turtle = (file: string): Quad[] => {
  try {
    return new Parser({ format: 'text/turtle' }).parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

const readShapes = (file: string): Pick<Profile, 'shapes' | 'digest'> => {
  const shapes = foldSchemaOrg(turtle(file))
  const digest = shapesDigest(shapes)
  if (digest === undefined) throw new Error(`${file}: a blank node is part of itself`)
  return { shapes, digest }
}

const describe = (file: string) => {
  const quads = turtle(file)
  const iri = quads.find(q => q.predicate.equals(rdf('type')) && q.object.equals(prof('Profile')))?.subject
    .value
  if (iri === undefined) throw new Error(`${file} describes no prof:Profile`)
  const objects = (property: NamedNode) =>
    quads.filter(q => q.subject.value === iri && q.predicate.equals(property)).map(q => q.object)
  const english = (property: NamedNode) => {
    const texts = objects(property).filter(term => term.termType === 'Literal')
    return (texts.find(text => text.language === 'en') ?? texts[0])?.value ?? ''
  }
  return {
    iri,
    title: english(dcterms('title')) || iri,
    description: english(dcterms('description')),
    parents: objects(prof('isProfileOf')).map(term => term.value),
  }
}
