/**
 * shapes/ -> profiles: one folder per profile, described by profile.ttl (PROF) and checked by shapes.ttl (SHACL);
 * selection.ttl, where there is one, says which samples the profile is about.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NamedNode, Quad } from '@rdfjs/types'
import type { Profile } from '../model/profile.ts'
import { dcterms, prof, rdf } from '../rdf/namespaces.ts'
import { foldSchemaOrg } from '../rdf/schema-org.ts'
import { bundled } from './bundled.ts'
import { didYouMean } from './nearest.ts'
import { readTurtle } from './profile-files.ts'
import { shapesDigest } from './shapes-digest.ts'
import { withImports } from './shapes-imports.ts'

/** Id of the profile that decides whether a record is accepted; every record is checked against it. */
export const KERNEL = 'kernel'

/** A profile of shapes/. Its digest covers shapes and selection. */
export interface BundledProfile extends Profile {
  /** Shapes with the target sosa:Sample that a sample meets when the profile is about it; absent when it is about all. */
  readonly selection?: readonly Quad[]
}

/**
 * Reads every profile folder, the kernel first, then by id. schema.org terms are folded, as they are in records; what
 * shapes import (owl:imports) is added to them. Throws when a folder has no readable profile.ttl or shapes.ttl, builds on
 * a profile or imports a graph that is not there.
 */
export const loadProfiles = (dir: string = bundled('shapes')): BundledProfile[] => {
  const ids = readdirSync(dir, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort((a, b) => Number(b === KERNEL) - Number(a === KERNEL) || (a < b ? -1 : 1))
  const described = ids.map(id => ({
    id,
    ...describe(join(dir, id, 'profile.ttl')),
    own: foldSchemaOrg(readTurtle(join(dir, id, 'shapes.ttl'))),
  }))
  const idOf = new Map(described.map(({ id, iri }) => [iri, id]))
  const graphs = new Map(described.map(({ iri, own }) => [iri, own]))
  return described.map(({ id, iri, title, description, parents, own }) => {
    const inherits = parents.map(parent => {
      const known = idOf.get(parent)
      if (known === undefined) throw new Error(`profile ${id} builds on <${parent}>, which is not in ${dir}`)
      return known
    })
    const { quads: shapes, unknown } = withImports(own, graphs)
    for (const missing of unknown)
      throw new Error(
        `profile ${id} imports <${missing}>, which is not in ${dir}${didYouMean(missing, [...graphs.keys()])}`,
      )
    const selection = readSelection(join(dir, id, 'selection.ttl'))
    return {
      ...{ id, iri, title, description, inherits, shapes },
      digest: digestOf(id, shapes, selection),
      ...(selection && { selection }),
    }
  })
}

const readSelection = (file: string): Quad[] | undefined =>
  existsSync(file) ? foldSchemaOrg(readTurtle(file)) : undefined

const digestOf = (id: string, shapes: readonly Quad[], selection: readonly Quad[] | undefined): string => {
  const digests = [shapes, ...(selection ? [selection] : [])].map(quads => {
    const digest = shapesDigest(quads)
    if (digest === undefined) throw new Error(`profile ${id}: a blank node is part of itself`)
    return digest
  })
  const [only = ''] = digests
  return digests.length === 1 ? only : createHash('sha256').update(digests.join('\n')).digest('hex')
}

const describe = (file: string) => {
  const quads = readTurtle(file)
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
