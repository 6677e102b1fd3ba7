/** Profiles with their shapes compiled, and what of a record they are run over. */
import type { Quad } from '@rdfjs/types'
import type { Profile } from '../model/profile.ts'
import type { KernelGraph } from '../model/record-graph.ts'
import { dcat, foaf, rdf } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { KERNEL } from '../registry/profiles.ts'
import { compileShapes } from '../shacl/compile.ts'
import type { CompiledShapes } from '../shacl/shape.ts'

/** A profile, ready to check any number of graphs. */
export interface CompiledProfile {
  readonly profile: Profile
  readonly shapes: CompiledShapes
}

/** The compiled profiles by id. */
export type ProfileSet = ReadonlyMap<string, CompiledProfile>

/** Compiles profiles. Throws for shapes that `checkShapes` finds fault with: check foreign shapes first. */
export const compileProfiles = (profiles: readonly Profile[]): ProfileSet =>
  new Map(profiles.map(profile => [profile.id, load(profile)]))

const load = (profile: Profile): CompiledProfile => {
  const compiled = compileShapes(profile.shapes, { subject: profile.id })
  const problems = compiled.ok
    ? compiled.value.warnings.filter(({ code }) => code === 'no-target' && profile.shapes.length > 0)
    : compiled.problems
  if (!compiled.ok || problems.length > 0)
    throw new Error(`profile ${profile.id}: ${problems.map(({ detail }) => detail).join('; ')}`)
  return { profile, shapes: compiled.value }
}

/** The kernel, then the named profiles, each after those it builds on. Ids that are not known are a bug and throw. */
export const withInherited = (ids: readonly string[], set: ProfileSet): readonly CompiledProfile[] => {
  const order = new Map<string, CompiledProfile>()
  const visit = (id: string) => {
    const found = set.get(id)
    if (!found) throw new Error(`unknown profile: ${id}`)
    if (order.has(id)) return
    for (const parent of found.profile.inherits) if (parent !== id) visit(parent)
    order.set(id, found)
  }
  for (const id of [KERNEL, ...ids]) visit(id)
  return [...order.values()]
}

/** What makes the record itself a node: without it, a record that holds no sample would have nothing to find fault with. */
export const envelope = ({ graph, samples }: Pick<KernelGraph, 'graph' | 'samples'>): Quad[] => {
  const record = factory.namedNode(graph)
  return [
    factory.quad(record, rdf('type'), dcat('CatalogRecord')),
    ...samples.map(sample => factory.quad(record, foaf('primaryTopic'), factory.namedNode(sample))),
  ]
}
