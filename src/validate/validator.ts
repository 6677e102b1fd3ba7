/** Profiles x record -> reports and the verdict. */
import { createHash } from 'node:crypto'
import type { Quad } from '@rdfjs/types'
import type { Profile } from '../model/profile.ts'
import type { KernelGraph } from '../model/record-graph.ts'
import type { ValidationReport, ValidationResult } from '../model/validation-report.ts'
import { dcat, foaf, rdf, sh } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import { KERNEL } from '../registry/profiles.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { compileShapes } from '../shacl/compile.ts'
import { DataGraph } from '../shacl/data-graph.ts'
import type { CompiledShapes } from '../shacl/shape.ts'
import { type ShaclReport, validate } from '../shacl/validate.ts'
import { readResult } from './read-result.ts'

/** Checks records against profiles. Holds no state between records: calls may overlap. */
export interface Validator {
  /** SHA-256 (hexadecimal) of shapes, vocabularies and engine: changes whenever a verdict could. */
  readonly digest: string
  /**
   * One report per profile: the kernel first, then the named profiles, each after those it builds on. A report holds
   * the results of the profile's own shapes only; what it inherits is in the reports before it. Ids that are not
   * known are a bug of the caller and throw.
   */
  validate(kernel: KernelGraph, profileIds: readonly string[]): Promise<ValidationReport[]>
}

interface Loaded {
  readonly profile: Profile
  readonly shapes: CompiledShapes
}

// In every digest, so that records are validated again when the engine changes.
const ENGINE = 'shacl 1'

/** Compiles the profiles once. Throws for shapes that `checkShapes` finds fault with: check foreign shapes first. */
export const createValidator = (profiles: readonly Profile[], vocabularies: Vocabularies): Validator => {
  const background = new DataGraph(vocabularies.quads)
  const loaded = new Map(profiles.map(profile => [profile.id, load(profile)]))
  const digest = createHash('sha256')
    .update([ENGINE, vocabularies.digest, ...profiles.map(({ id, digest }) => `${id} ${digest}`)].join('\n'))
    .digest('hex')

  return {
    digest,
    validate: async (kernel, profileIds) => {
      // A record cannot say what a class is: that is left to the vocabularies.
      const data = new DataGraph([...kernel.quads, ...envelope(kernel)], {
        background,
        classesFrom: 'background',
      })
      const reports: ValidationReport[] = []
      for (const { profile, shapes } of withInherited(profileIds, loaded)) {
        const results = resultsOf(validate(shapes, data), profile, kernel)
        const conforms = !results.some(({ severity }) => severity === sh('Violation').value)
        reports.push({ profile: profile.id, shapesDigest: profile.digest, conforms, results })
      }
      return reports
    },
  }
}

/** `accepted` unless the kernel's report holds a sh:Violation; what communities ask for never keeps a record out. */
export const verdict = (reports: readonly ValidationReport[]): 'accepted' | 'rejected' => {
  const kernel = reports.find(({ profile }) => profile === KERNEL)
  return kernel?.conforms ? 'accepted' : 'rejected'
}

const load = (profile: Profile): Loaded => {
  const compiled = compileShapes(profile.shapes, { subject: profile.id })
  const problems = compiled.ok
    ? compiled.value.warnings.filter(({ code }) => code === 'no-target' && profile.shapes.length > 0)
    : compiled.problems
  if (!compiled.ok || problems.length > 0)
    throw new Error(`profile ${profile.id}: ${problems.map(({ detail }) => detail).join('; ')}`)
  return { profile, shapes: compiled.value }
}

/** The results of a report; one that was given up has a violation that says so, because nothing else is known. */
const resultsOf = (
  { results, incomplete }: ShaclReport,
  { id }: Profile,
  { graph }: KernelGraph,
): readonly ValidationResult[] => [
  ...results.map(result => readResult(result, id)),
  ...(incomplete
    ? [
        {
          focusNode: { type: 'uri', value: graph } as const,
          component: sh('ConstraintComponent').value,
          severity: sh('Violation').value,
          message: incomplete.detail,
          profile: id,
        },
      ]
    : []),
]

/** What makes the record itself a node: without it, a record that holds no sample would have nothing to find fault with. */
const envelope = ({ graph, samples }: KernelGraph): Quad[] => {
  const record = factory.namedNode(graph)
  return [
    factory.quad(record, rdf('type'), dcat('CatalogRecord')),
    ...samples.map(sample => factory.quad(record, foaf('primaryTopic'), factory.namedNode(sample))),
  ]
}

const withInherited = (ids: readonly string[], loaded: ReadonlyMap<string, Loaded>): Iterable<Loaded> => {
  const order = new Map<string, Loaded>()
  const visit = (id: string) => {
    const found = loaded.get(id)
    if (!found) throw new Error(`unknown profile: ${id}`)
    if (order.has(id)) return
    for (const parent of found.profile.inherits) if (parent !== id) visit(parent)
    order.set(id, found)
  }
  for (const id of [KERNEL, ...ids]) visit(id)
  return order.values()
}
