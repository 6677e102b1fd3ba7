/** Which of the profiles that a source lists a record is checked against (docs/decisions/0008). */
import type { KernelGraph } from '../model/record-graph.ts'
import { rdf, sosa } from '../rdf/namespaces.ts'
import type { BundledProfile } from '../registry/profiles.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { compileShapes } from '../shacl/compile.ts'
import { DataGraph } from '../shacl/data-graph.ts'
import type { CompiledShapes } from '../shacl/shape.ts'
import { validate } from '../shacl/validate.ts'

const TYPE = rdf('type').value
const SAMPLE = sosa('Sample').value

/** The ids out of `listed` that apply to a record. */
export type ProfileSelector = (kernel: KernelGraph, listed: readonly string[]) => readonly string[]

/**
 * Compiles the selections of profiles. Of several listed profiles that say which samples they are about, a record is
 * checked against those that are about one of its samples; against all of them when none is, so that a record which does
 * not tell what it is cannot escape. A profile that is listed alone, or is about every sample, always applies. Throws for
 * selections that cannot be compiled: they ship with the program.
 */
export const createSelector = (
  profiles: readonly BundledProfile[],
  vocabularies: Pick<Vocabularies, 'quads'>,
): ProfileSelector => {
  const background = new DataGraph(vocabularies.quads)
  const selections = new Map<string, CompiledShapes>()
  for (const { id, selection } of profiles) if (selection) selections.set(id, compiled(id, selection))
  return (kernel, listed) => {
    const choosy = listed.filter(id => selections.has(id))
    if (choosy.length < 2) return listed
    const samples = new Set<string>()
    for (const { subject, predicate, object } of kernel.quads)
      if (predicate.value === TYPE && object.value === SAMPLE) samples.add(subject.value)
    // Selections look at the sample and the vocabularies: the rest of the record need not be indexed.
    const about = kernel.quads.filter(({ subject }) => samples.has(subject.value))
    const data = new DataGraph(about, { background, classesFrom: 'background' })
    const isAbout = (id: string): boolean => {
      const shapes = selections.get(id)
      if (!shapes) return true
      const { results, incomplete } = validate(shapes, data)
      const others = new Set(results.map(({ focusNode }) => focusNode.value))
      return incomplete === undefined && [...samples].some(sample => !others.has(sample))
    }
    const chosen = new Set(choosy.filter(isAbout))
    return chosen.size === 0 ? listed : listed.filter(id => chosen.has(id) || !selections.has(id))
  }
}

const compiled = (id: string, selection: NonNullable<BundledProfile['selection']>): CompiledShapes => {
  const result = compileShapes(selection, { subject: id })
  const problems = result.ok ? result.value.warnings : result.problems
  if (!result.ok || problems.length > 0)
    throw new Error(`selection of ${id}: ${problems.map(({ detail }) => detail).join('; ')}`)
  return result.value
}
