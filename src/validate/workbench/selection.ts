/** Which records a profile is about: its selection.ttl, as a harvest uses it (docs/decisions/0008). */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../../model/problem.ts'
import { rdf, sosa } from '../../rdf/namespaces.ts'
import { foldSchemaOrg } from '../../rdf/schema-org.ts'
import { compileShapes } from '../../shacl/compile.ts'
import type { DataGraph } from '../../shacl/data-graph.ts'
import type { CompiledShapes } from '../../shacl/shape.ts'
import { validate } from '../../shacl/validate.ts'
import type { CorpusRecord } from './corpus.ts'
import { readTurtle } from './turtle-file.ts'

/** Whether a record, as shapes see it, is one that the profile is about. */
export type Applies = (record: CorpusRecord, graph: DataGraph) => boolean

/**
 * Reads `selection.ttl` of a profile's folder. A profile is about the records that were checked against it when they were
 * harvested, and those with a sample that its selection is about; without a selection about every record (undefined).
 */
export const readSelection = ({
  id,
  folder,
}: {
  readonly id: string
  readonly folder: string
}):
  | { readonly ok: true; readonly value: Applies | undefined }
  | { readonly ok: false; readonly problems: readonly Problem[] } => {
  const file = join(folder, 'selection.ttl')
  if (!existsSync(file)) return { ok: true, value: undefined }
  const read = readTurtle(file)
  if (!read.ok) return { ok: false, problems: [read.problem] }
  const compiled = compileShapes(foldSchemaOrg(read.value.quads), { subject: file, foldSchemaOrg: false })
  if (!compiled.ok) return compiled
  const { value: shapes } = compiled
  const applies: Applies = (record, graph) =>
    (record.profiles?.includes(id) ?? false) || isAbout(shapes, graph)
  return { ok: true, value: applies }
}

const TYPE = rdf('type').value

const isAbout = (selection: CompiledShapes, graph: DataGraph): boolean => {
  const { results, incomplete } = validate(selection, graph)
  const others = new Set(results.map(({ focusNode }) => focusNode.value))
  return (
    incomplete === undefined && graph.subjects(sosa('Sample'), TYPE).some(sample => !others.has(sample.value))
  )
}
