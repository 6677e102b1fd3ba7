/** What a record's reports were made with, as the archive keeps it in stamps: so that only what changed is checked again. */
import { createHash } from 'node:crypto'
import type { BundledProfile } from '../registry/profiles.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { compileProfiles, withInherited } from '../validate/profile-set.ts'
import { createValidator } from '../validate/validator.ts'

/** Everything that decides the reports of records of one source, beside the records. */
export interface Checks {
  /** Digest of the engine and of the vocabularies below the data. */
  readonly engine: string
  /** Profiles that the source lists. */
  readonly listed: readonly string[]
  /** Id and digest of every profile that may apply, in the order of the reports. */
  readonly profiles: readonly (readonly [id: string, digest: string])[]
}

/** The text of the checks for a source that lists these profiles. Ids that are not known throw. */
export type DescribeChecks = (listed: readonly string[]) => string

/** Describes checks by these profiles. */
export const createDescriber = (
  profiles: readonly BundledProfile[],
  vocabularies: Vocabularies,
): DescribeChecks => {
  const set = compileProfiles(profiles)
  const engine = createValidator([], vocabularies).digest
  const known = new Map<string, string>()
  return listed => {
    const key = listed.join('\n')
    let text = known.get(key)
    if (text === undefined) {
      const applying = withInherited(listed, set).map(({ profile }) => [profile.id, profile.digest] as const)
      text = JSON.stringify({ engine, listed, profiles: applying } satisfies Checks)
      known.set(key, text)
    }
    return text
  }
}

/** Reads what a describer wrote; undefined when nothing was written, or by a program that wrote it otherwise. */
const readChecks = (text: string | undefined): Checks | undefined => {
  if (text === undefined) return undefined
  const { engine, listed, profiles } = JSON.parse(text) as Partial<Checks>
  return engine !== undefined && listed && profiles ? { engine, listed, profiles } : undefined
}

/** The profiles that a description of checks says the source listed; undefined when that is not known. */
export const listedIn = (checks: string | undefined): readonly string[] | undefined =>
  readChecks(checks)?.listed

/** Digest of a whole pipeline: of what makes statements and of what checks them. */
export const wholeDigest = (conversion: string, validation: string): string =>
  createHash('sha256').update(`${conversion}\n${validation}`).digest('hex')

/**
 * Which profiles must be evaluated to bring reports from one description of checks to another: `all`, or those that
 * changed (none: an empty list), when it is certain that the others come to the same and that the same ones apply.
 * `choosy` are the profiles that select records.
 */
export const profilesToCheck = (
  before: string | undefined,
  now: string,
  choosy: ReadonlySet<string>,
): 'all' | readonly string[] => {
  if (before === now) return []
  const [old, next] = [readChecks(before), readChecks(now)]
  const order = (checks: Checks): string => JSON.stringify([checks.listed, checks.profiles.map(([id]) => id)])
  if (!old || !next || old.engine !== next.engine || order(old) !== order(next)) return 'all'
  const changed = next.profiles.filter(([, digest], i) => old.profiles[i]?.[1] !== digest).map(([id]) => id)
  // A profile's digest covers its selection, too, which matters where several profiles of a list have one.
  const selects = next.listed.filter(id => choosy.has(id)).length > 1
  return selects && changed.some(id => choosy.has(id)) ? 'all' : changed
}
