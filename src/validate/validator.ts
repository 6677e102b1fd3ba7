/** Profiles x record -> reports and the verdict. */
import { createHash } from 'node:crypto'
import type { Profile } from '../model/profile.ts'
import type { KernelGraph } from '../model/record-graph.ts'
import type { ValidationReport, ValidationResult } from '../model/validation-report.ts'
import { sh } from '../rdf/namespaces.ts'
import { KERNEL } from '../registry/profiles.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { DataGraph } from '../shacl/data-graph.ts'
import { type ShaclReport, validate } from '../shacl/validate.ts'
import { compileProfiles, envelope, withInherited } from './profile-set.ts'
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

// In every digest, so that records are validated again when the engine changes.
const ENGINE = 'shacl 1'

/** Compiles the profiles once. Throws for shapes that `checkShapes` finds fault with: check foreign shapes first. */
export const createValidator = (profiles: readonly Profile[], vocabularies: Vocabularies): Validator => {
  const background = new DataGraph(vocabularies.quads)
  const loaded = compileProfiles(profiles)
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
