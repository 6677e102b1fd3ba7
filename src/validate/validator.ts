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
import { shapeDigests } from './shape-digests.ts'
import { storedResults } from './stored-result.ts'

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

// In every digest, so that records are validated again when the engine changes, or what is kept of its results.
const ENGINE = 'shacl 2'

/** Compiles the profiles once. Throws for shapes that `checkShapes` finds fault with: check foreign shapes first. */
export const createValidator = (profiles: readonly Profile[], vocabularies: Vocabularies): Validator => {
  const background = new DataGraph(vocabularies.quads)
  const loaded = compileProfiles(profiles)
  const digests = new Map(profiles.map(({ id, shapes }) => [id, shapeDigests(shapes)]))
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
        const report = validate(shapes, data)
        const digestOf = digests.get(profile.id) ?? shapeDigests(profile.shapes)
        const results = [
          ...storedResults(report.results, profile.id, digestOf),
          ...givenUp(report, profile, kernel),
        ]
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

/** A report that was given up has a violation that says so, because nothing else is known. */
const givenUp = (
  { incomplete }: ShaclReport,
  { id }: Profile,
  { graph }: KernelGraph,
): readonly ValidationResult[] =>
  incomplete
    ? [
        {
          focusNode: { type: 'uri', value: graph },
          component: sh('ConstraintComponent').value,
          severity: sh('Violation').value,
          message: incomplete.detail,
          profile: id,
        },
      ]
    : []
