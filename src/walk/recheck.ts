/** Archived records -> what other shapes make of their reports. Runs inline or in a worker thread. */
import type { Archive } from '../archive/archive.ts'
import type { Amendment, CheckableRecord, Slice } from '../archive/revalidations.ts'
import { reportsText } from '../archive/sameness.ts'
import type { KernelGraph } from '../model/record-graph.ts'
import type { ValidationReport } from '../model/validation-report.ts'
import { parseQuads } from '../rdf/n-quads.ts'
import type { BundledProfile } from '../registry/profiles.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { createSelector, type ProfileSelector } from '../validate/select-profiles.ts'
import { createValidator, type Validator, verdict } from '../validate/validator.ts'

/** One slice to check: which profiles its source lists, and which of them must be evaluated. */
export interface RecheckTask {
  readonly slice: Slice
  readonly listed: readonly string[]
  readonly profiles: 'all' | readonly string[]
}

/** What became of a slice. */
export interface Rechecked {
  /** The archive's generation before the records were read. */
  readonly generation: number
  /** Records that are different now. */
  readonly amendments: readonly Amendment[]
  /** Of those, by what the verdict was before. */
  readonly newlyRejected: readonly string[]
  readonly newlyAccepted: readonly string[]
}

/** Checks slices of an archive. */
export type Recheck = (task: RecheckTask) => Promise<Rechecked>

/** What is checked against. */
export interface Rules {
  readonly profiles: readonly BundledProfile[]
  readonly vocabularies: Vocabularies
}

const kernelOf = ({ url, samples, kernelTriples }: CheckableRecord): KernelGraph => ({
  ...{ graph: url, samples, quads: parseQuads(kernelTriples) },
})

/** Makes the reports of records. */
class Rechecker {
  readonly #profiles: readonly BundledProfile[]
  readonly #vocabularies: Vocabularies
  readonly #whole: Validator
  readonly #select: ProfileSelector
  readonly #digests: ReadonlyMap<string, string>
  /** Validators that evaluate some profiles only, by their ids. */
  readonly #partial = new Map<string, Validator>()

  constructor({ profiles, vocabularies }: Rules) {
    this.#profiles = profiles
    this.#vocabularies = vocabularies
    this.#whole = createValidator(profiles, vocabularies)
    this.#select = createSelector(profiles, vocabularies)
    this.#digests = new Map(profiles.map(({ id, digest }) => [id, digest]))
  }

  reports(record: CheckableRecord, { listed, profiles }: RecheckTask): Promise<readonly ValidationReport[]> {
    const kernel = kernelOf(record)
    return profiles === 'all'
      ? this.#whole.validate(kernel, this.#select(kernel, listed))
      : this.#some(record, kernel, profiles)
  }

  /** The stored reports, those of some profiles made anew. */
  async #some(
    record: CheckableRecord,
    kernel: KernelGraph,
    ids: readonly string[],
  ): Promise<ValidationReport[]> {
    const applying = ids.filter(id => record.reports.some(({ profile }) => profile === id))
    const made = await this.#validatorOf(applying).validate(kernel, applying)
    return record.reports.map(report => {
      const anew = applying.includes(report.profile) && made.find(({ profile }) => profile === report.profile)
      return anew || { ...report, shapesDigest: this.#digests.get(report.profile) ?? report.shapesDigest }
    })
  }

  #validatorOf(ids: readonly string[]): Validator {
    const key = ids.join('\n')
    let validator = this.#partial.get(key)
    if (!validator) {
      const some = this.#profiles.map(one => (ids.includes(one.id) ? one : { ...one, shapes: [] }))
      validator = createValidator(some, this.#vocabularies)
      this.#partial.set(key, validator)
    }
    return validator
  }
}

/** Opens the checking of an archive's records. Throws when a profile cannot be used. */
export const openRecheck = (archive: Pick<Archive, 'checkable'>, rules: Rules): Recheck => {
  const rechecker = new Rechecker(rules)
  return async task => {
    const { slice, profiles } = task
    const { state } = slice.group
    const isConcerned = (reports: readonly ValidationReport[]): boolean =>
      profiles === 'all' || reports.some(({ profile }) => profiles.includes(profile))
    const { generation, records } = await archive.checkable(slice, isConcerned)
    const amendments: Amendment[] = []
    for (const record of records) {
      const reports = await rechecker.reports(record, task)
      if (reportsText(reports) !== reportsText(record.reports))
        amendments.push({ url: record.url, seq: record.seq, state: verdict(reports), reports })
    }
    const turned = (into: Amendment['state']): string[] =>
      amendments.filter(one => one.state === into && state !== into).map(({ url }) => url)
    return { generation, amendments, newlyRejected: turned('rejected'), newlyAccepted: turned('accepted') }
  }
}
