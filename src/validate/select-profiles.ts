/** Which of the profiles that a source lists a record is checked against (docs/decisions/0008). */
import type { KernelGraph } from '../model/record-graph.ts'
import { rdf, sosa } from '../rdf/namespaces.ts'
import type { BundledProfile } from '../registry/profiles.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { compileShapes } from '../shacl/compile.ts'
import { DataGraph } from '../shacl/data-graph.ts'
import type { CompiledShapes } from '../shacl/shape.ts'
import { validate } from '../shacl/validate.ts'

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
    const data = new DataGraph(kernel.quads, { background, classesFrom: 'background' })
    const samples = kernel.quads
      .filter(q => q.predicate.equals(rdf('type')) && q.object.equals(sosa('Sample')))
      .map(q => q.subject.value)
    const isAbout = (id: string): boolean => {
      const shapes = selections.get(id)
      if (!shapes) return true
      const { results, incomplete } = validate(shapes, data)
      const others = new Set(results.map(({ focusNode }) => focusNode.value))
      return incomplete === undefined && samples.some(sample => !others.has(sample))
    }
    const about = new Set(choosy.filter(isAbout))
    return about.size === 0 ? listed : listed.filter(id => about.has(id) || !selections.has(id))
  }
}

const compiled = (id: string, selection: NonNullable<BundledProfile['selection']>): CompiledShapes => {
  const result = compileShapes(selection, { subject: id })
  const problems = result.ok ? result.value.warnings : result.problems
  if (!result.ok || problems.length > 0)
    throw new Error(`selection of ${id}: ${problems.map(({ detail }) => detail).join('; ')}`)
  return result.value
}
