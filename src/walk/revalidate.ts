/** Revalidation: the records of an archive checked against the shapes of today, without making them anew. */
import type { Archive, Stamp } from '../archive/archive.ts'
import type { Slice, StampGroup } from '../archive/revalidations.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies, type Vocabularies } from '../registry/vocabularies.ts'
import { createValidator } from '../validate/validator.ts'
import { createDescriber, profilesToCheck, wholeDigest } from './made-by.ts'
import { openRecheck, type Rechecked, type RecheckTask, type Rules } from './recheck.ts'
import { type RecheckThreads, startRecheckThreads } from './recheck-threads.ts'
import { mapConcurrent } from './streams.ts'

/** What a revalidation works with, and whom it tells. */
export interface RevalidateDeps {
  readonly archive: Archive
  readonly dataDir: string
  /** The profiles that each source lists; records of other sources are left as they are. */
  readonly profilesOf: ReadonlyMap<string, readonly string[]>
  /** Folder of the profiles; the bundled one by default. */
  readonly shapes?: string
  /** Those that are loaded already; read from their files otherwise. */
  readonly vocabularies?: Vocabularies
  /** Only records whose statements were made by this conversion; the others are made anew by a harvest anyway. */
  readonly conversion?: string
  /** Threads that read and check; 0 for this one. */
  readonly threads: number
  /** Writes nothing. */
  readonly dryRun?: boolean
  /** Records checked in one go, and written in one transaction. */
  readonly sliceSize?: number
  readonly onProgress?: (figures: RevalidationFigures) => void
  readonly signal?: AbortSignal
}

/** What a revalidation came to, or has come to so far. */
export interface RevalidationFigures {
  /** Records whose checks changed since they were last checked. */
  readonly due: number
  /** Of those, records that were gone through. */
  read: number
  /** Of those, records whose reports say something else now. */
  changed: number
  newlyRejected: number
  newlyAccepted: number
  /** Versions written: fewer than `changed` when others write at the same time, none in a dry run. */
  written: number
  /** Records that are known to come to the same without looking at them. */
  readonly current: number
  /** The first newly rejected records. */
  readonly examples: string[]
  /** Records of sources that are not in the registry. */
  readonly foreign: number
}

/** A group of records, and what it takes to bring it up to date. */
interface Job {
  readonly group: StampGroup
  readonly stamp: Stamp
  readonly listed: readonly string[]
  readonly profiles: 'all' | readonly string[]
}

const SLICE = 500
const MOST_EXAMPLES = 10

/** Reports are what accepted and rejected records have. */
const isChecked = ({ state }: StampGroup): boolean => state === 'accepted' || state === 'rejected'

const isDue = ({ group, profiles }: Job): boolean => isChecked(group) && profiles.length > 0

const isAskedFor = ({ stamp }: StampGroup, { conversion }: RevalidateDeps): boolean =>
  conversion === undefined || stamp.conversion === conversion

/** What there is to do for each group that does not bear the stamp of today's shapes. */
const jobsOf = (
  groups: readonly StampGroup[],
  { profiles, vocabularies }: Rules,
  { profilesOf }: RevalidateDeps,
): Job[] => {
  const describe = createDescriber(profiles, vocabularies)
  const validator = createValidator(profiles, vocabularies)
  const choosy = new Set(profiles.flatMap(({ id, selection }) => (selection ? [id] : [])))
  return groups.flatMap((group): Job[] => {
    const listed = profilesOf.get(group.source)
    if (!listed) return []
    const { conversion, pipelineDigest } = group.stamp
    const validation = describe(listed)
    // Who made the statements is not known of old records: they get their new reports, and the next harvest makes them anew.
    const whole = conversion === undefined ? pipelineDigest : wholeDigest(conversion, validator.digest)
    if (validation === group.stamp.validation && whole === pipelineDigest) return []
    const stamp = { ...group.stamp, pipelineDigest: whole, validation }
    const toCheck = profilesToCheck(group.stamp.validation, validation, choosy)
    return [{ group, stamp, listed, profiles: toCheck }]
  })
}

interface SlicedJob {
  readonly job: Job
  readonly slice: Slice
}

async function* slicesOf(jobs: readonly Job[], deps: RevalidateDeps): AsyncGenerator<SlicedJob> {
  for (const job of jobs) {
    for (let after = ''; ; ) {
      if (deps.signal?.aborted) return
      const slice = await deps.archive.slice(job.group, after, deps.sliceSize ?? SLICE)
      if (!slice) break
      yield { job, slice }
      after = slice.through
    }
  }
}

const inThisThread = ({ archive }: RevalidateDeps, rules: Rules): RecheckThreads => ({
  recheck: openRecheck(archive, rules),
  close: async () => undefined,
})

const startChecking = (deps: RevalidateDeps, rules: Rules): RecheckThreads => {
  const { dataDir, shapes, threads } = deps
  return threads === 0
    ? inThisThread(deps, rules)
    : startRecheckThreads({ dataDir, ...(shapes !== undefined && { shapes }) }, threads)
}

const count = (figures: RevalidationFigures, { records }: Slice, rechecked: Rechecked): void => {
  const { amendments, newlyRejected, newlyAccepted } = rechecked
  figures.read += records
  figures.changed += amendments.length
  figures.newlyRejected += newlyRejected.length
  figures.newlyAccepted += newlyAccepted.length
  figures.examples.push(...newlyRejected.slice(0, MOST_EXAMPLES - figures.examples.length))
}

/** Checks the records of jobs and writes what changed, slice by slice; ends after those under way when interrupted. */
const work = async (
  jobs: readonly Job[],
  figures: RevalidationFigures,
  rules: Rules,
  deps: RevalidateDeps,
): Promise<void> => {
  const checking = startChecking(deps, rules)
  try {
    // Two slices per thread: one in work, one waiting.
    const limit = Math.max(1, deps.threads * 2)
    const done = mapConcurrent(slicesOf(jobs, deps), limit, async ({ job, slice }) => {
      const task: RecheckTask = { slice, listed: job.listed, profiles: job.profiles }
      return { job, slice, rechecked: await checking.recheck(task) }
    })
    for await (const { job, slice, rechecked } of done) {
      if (!deps.dryRun) {
        const { written } = await deps.archive.amend(slice, { ...rechecked, stamp: job.stamp })
        figures.written += written
      }
      count(figures, slice, rechecked)
      deps.onProgress?.(figures)
    }
  } finally {
    await checking.close()
  }
}

const recordsIn = (groups: readonly StampGroup[]): number =>
  groups.reduce((sum, { records }) => sum + records, 0)

/**
 * Checks every record whose checks changed against the shapes of today, and writes those that come to other reports as
 * ordinary changes. What is certain to come to the same is only stamped. May be stopped at any moment: what was gone
 * through bears the new stamp, and the next run does the rest.
 */
export const revalidate = async (deps: RevalidateDeps): Promise<RevalidationFigures> => {
  const groups = (await deps.archive.stampGroups()).filter(group => isAskedFor(group, deps))
  const rules = {
    profiles: loadProfiles(deps.shapes),
    vocabularies: deps.vocabularies ?? loadVocabularies(),
  }
  const jobs = jobsOf(groups, rules, deps)
  const due = jobs.filter(isDue)
  const known = groups.filter(({ source }) => deps.profilesOf.has(source))
  const figures: RevalidationFigures = {
    ...{ due: recordsIn(due.map(({ group }) => group)), read: 0, changed: 0, newlyRejected: 0 },
    ...{ newlyAccepted: 0, written: 0, examples: [], foreign: recordsIn(groups) - recordsIn(known) },
    current: recordsIn(known.filter(isChecked)) - recordsIn(due.map(({ group }) => group)),
  }
  if (!deps.dryRun) for (const job of jobs) if (!isDue(job)) await deps.archive.restamp(job.group, job.stamp)
  if (due.length > 0) await work(due, figures, rules, deps)
  return figures
}
