/** A profile under work: its folder may be anybody's, and is read with the lines of its shapes. */
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Quad } from '@rdfjs/types'
import { failed, ok, type Result } from '../../model/problem.ts'
import { owl } from '../../rdf/namespaces.ts'
import { foldSchemaOrg } from '../../rdf/schema-org.ts'
import { bundled } from '../../registry/bundled.ts'
import { didYouMean } from '../../registry/nearest.ts'
import { shapesDigest } from '../../registry/shapes-digest.ts'
import { withImports } from '../../registry/shapes-imports.ts'
import { type Compilation, compileShapes } from '../../shacl/compile.ts'
import { type Description, describe, profileIds } from './profile-description.ts'
import { readTurtle, type TurtleFile } from './turtle-file.ts'

/** One profile with its shapes compiled, or what is wrong with them. */
export interface WorkProfile {
  /** Name of the folder, or of the file without its ending. */
  readonly id: string
  readonly title: string
  readonly folder: string
  readonly shapes: TurtleFile
  /** What the shapes import (owl:imports) from profiles that are at hand. */
  readonly imported: readonly Quad[]
  readonly compilation: Compilation
  /** Of the shapes, whatever their order; undefined when they have no end. */
  readonly digest: string | undefined
  /** The profiles that it builds on, each after its own; absent when no profile.ttl says so. */
  readonly lineage?: readonly WorkProfile[]
}

/**
 * Opens a profile: a folder of `dir` by its name, any folder with a shapes.ttl, or a Turtle file of shapes. Those it builds
 * on (prof:isProfileOf) are looked for beside it, in `dir`, then among the bundled ones. Problems: `unknown-profile`,
 * `unknown-parent`, and those of reading Turtle. Bad shapes are no problem here: see `compilation`.
 */
export const openProfile = (name: string, dir: string): Result<WorkProfile> => {
  const path = locate(name, dir)
  if (path === undefined) {
    const known = [...new Set([...profileIds(dir), ...profileIds(bundled('shapes'))])]
    return problem(
      'unknown-profile',
      name,
      `is no profile of ${dir}, no folder with a shapes.ttl and no Turtle file${didYouMean(name, known)}`,
    )
  }
  return open(path, [dirname(path.folder), resolve(dir), bundled('shapes')], new Set())
}

interface Place {
  readonly folder: string
  readonly file: string
}

const locate = (name: string, dir: string): Place | undefined => {
  for (const folder of [join(dir, name), name, join(bundled('shapes'), name)]) {
    const file = join(folder, 'shapes.ttl')
    if (existsSync(file)) return { folder: resolve(folder), file }
  }
  return existsSync(name) && statSync(name).isFile()
    ? { folder: resolve(dirname(name)), file: name }
    : undefined
}

const open = (place: Place, dirs: readonly string[], under: ReadonlySet<string>): Result<WorkProfile> => {
  const { folder, file } = place
  const shapes = readTurtle(file)
  if (!shapes.ok) return shapes
  const isFolder = basename(file) === 'shapes.ttl'
  const id = isFolder ? basename(folder) : basename(file).replace(/\.\w+$/, '')
  const described = existsSync(join(folder, 'profile.ttl')) ? describe(folder) : undefined
  if (described && !described.ok) return described
  const lineage = described && ancestors(described.value, dirs, new Set([...under, described.value.iri]))
  if (lineage && !lineage.ok) return lineage
  const folded = foldSchemaOrg(shapes.value.quads)
  const imports = importsOf(folded, dirs)
  return ok({
    id,
    title: described?.value.title ?? id,
    folder,
    shapes: shapes.value,
    imported: imports.quads,
    compilation: compiled([...folded, ...imports.quads], imports.unknown, id),
    digest: shapesDigest([...folded, ...imports.quads]),
    ...(lineage && { lineage: lineage.value }),
  })
}

/** Imports are answered from the profiles of the directories; nothing is fetched. */
const importsOf = (
  shapes: readonly Quad[],
  dirs: readonly string[],
): { readonly quads: readonly Quad[]; readonly unknown: readonly string[] } => {
  if (!shapes.some(({ predicate }) => predicate.equals(owl('imports')))) return { quads: [], unknown: [] }
  const graphs = new Map<string, readonly Quad[]>()
  for (const dir of new Set(dirs))
    for (const id of profileIds(dir)) {
      const described = existsSync(join(dir, id, 'profile.ttl')) ? describe(join(dir, id)) : undefined
      const graph = readTurtle(join(dir, id, 'shapes.ttl'))
      if (described?.ok && graph.ok && !graphs.has(described.value.iri))
        graphs.set(described.value.iri, foldSchemaOrg(graph.value.quads))
    }
  const { quads, unknown } = withImports(shapes, graphs)
  return { quads: quads.slice(shapes.length), unknown }
}

const compiled = (quads: readonly Quad[], unknown: readonly string[], subject: string): Compilation => {
  if (unknown.length === 0) return compileShapes(quads, { subject, foldSchemaOrg: false })
  const problems = unknown.map(iri => ({
    ...{ stage: 'scales' as const, code: 'unknown-import', subject },
    detail: `owl:imports <${iri}>: only profiles beside it and bundled ones can be imported`,
  }))
  return { ok: false, problems }
}

const ancestors = (
  { iri, parents }: Description,
  dirs: readonly string[],
  under: ReadonlySet<string>,
): Result<readonly WorkProfile[]> => {
  const found = new Map<string, WorkProfile>()
  for (const parent of parents) {
    if (under.has(parent))
      return problem('unknown-parent', iri, `builds on <${parent}>, which builds on it: take one of them out`)
    const folder = folderOf(parent, dirs)
    if (folder === undefined)
      return problem(
        'unknown-parent',
        iri,
        `builds on <${parent}>, which no profile.ttl in ${dirs[0]} describes`,
      )
    const opened = open({ folder, file: join(folder, 'shapes.ttl') }, dirs, under)
    if (!opened.ok) return opened
    for (const each of [...(opened.value.lineage ?? []), opened.value])
      if (!found.has(each.folder)) found.set(each.folder, each)
  }
  return ok([...found.values()])
}

const folderOf = (iri: string, dirs: readonly string[]): string | undefined => {
  for (const dir of new Set(dirs))
    for (const id of profileIds(dir)) {
      const folder = join(dir, id)
      if (!existsSync(join(folder, 'profile.ttl'))) continue
      const described = describe(folder)
      if (described.ok && described.value.iri === iri) return folder
    }
  return undefined
}

const problem = (code: string, subject: string, detail: string): Result<never> =>
  failed({ stage: 'registry', code, subject, detail })
