/** `lodestone revalidate`: the archived records against the shapes of today, without harvesting. */
import { parseArgs } from 'node:util'
import { openArchive } from '../archive/open.ts'
import { readConfig } from '../config.ts'
import type { Problem } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { checkShapes } from '../validate/shape-check.ts'
import { type RevalidationFigures, revalidate as run } from '../walk/revalidate.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { interruptible } from './interruption.ts'
import { openProgress } from './progress.ts'
import { openRegistry } from './registry.ts'
import { revalidationBar, revalidationRecord, revalidationText } from './revalidate-text.ts'

const FORMATS = ['text', 'json']

const optionsOf = (args: string[]) => {
  const { values } = parseArgs({
    args,
    options: {
      registry: { type: 'string', default: 'sources.yaml' },
      data: { type: 'string' },
      workers: { type: 'string' },
      source: { type: 'string', multiple: true },
      'dry-run': { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
    },
  })
  if (!FORMATS.includes(values.format))
    throw new Misuse(`--format is ${FORMATS.join(' or ')}, not "${values.format}"`)
  return values
}

/** The profiles of the sources that were asked for; of all when none was named. */
const profilesOf = (
  sources: readonly Source[],
  ids: readonly string[] | undefined,
): ReadonlyMap<string, readonly string[]> => {
  for (const id of ids ?? [])
    if (!sources.some(source => source.id === id))
      throw new Misuse(
        `there is no source "${id}"; there are: ${sources.map(source => source.id).join(', ')}`,
      )
  const chosen = ids ? sources.filter(({ id }) => ids.includes(id)) : sources
  return new Map(chosen.map(({ id, profiles }) => [id, profiles]))
}

const refuse = ({ subject, detail }: Problem): ExitCode => {
  console.error(`${subject}: ${detail}`)
  return 2
}

const runRevalidate = async (args: string[]): Promise<ExitCode> => {
  const options = optionsOf(args)
  const config = readConfig({ data: options.data, workers: options.workers })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  const registry = await openRegistry(options.registry)
  for (const problem of registry.problems) refuse(problem)
  if (registry.problems.length > 0) return 2
  const faults = loadProfiles().flatMap(({ id, shapes }) => checkShapes(shapes, id))
  for (const problem of faults) refuse(problem)
  if (faults.length > 0) return 2
  const chosen = profilesOf(registry.sources, options.source)
  const { data, workers } = config.value
  // Opened as a reader first: an archive that is not there is not created by looking at it.
  const there = await openArchive(data, { readOnly: true })
  if (there.ok) await there.value.close()
  else if (there.problem.code !== 'archive-outdated') return refuse(there.problem)
  const archive = await openArchive(data)
  if (!archive.ok) return refuse(archive.problem)
  const signal = interruptible()
  const [progress, start] = [openProgress(), performance.now()]
  const seconds = (): number => (performance.now() - start) / 1000
  let figures: RevalidationFigures
  try {
    figures = await run({
      ...{ archive: archive.value, dataDir: data, profilesOf: chosen, threads: workers, signal },
      dryRun: options['dry-run'],
      onProgress: now => progress.update(revalidationBar(now, seconds())),
    })
  } finally {
    progress.done()
    await archive.value.close()
  }
  const told = {
    figures,
    seconds: seconds(),
    dryRun: options['dry-run'],
    named: options.source !== undefined,
  }
  const record = revalidationRecord(told)
  console.log(options.format === 'json' ? JSON.stringify(record, undefined, 2) : revalidationText(told))
  if (signal.aborted && figures.read < figures.due) return 2
  return figures.newlyRejected > 0 ? 1 : 0
}

export const revalidate: Command = {
  help: `Usage: lodestone revalidate --registry FILE --data DIR [OPTIONS]

Checks records that were archived under other shapes (a profile was changed, or a source lists other profiles) against
those of today. Nothing is fetched or converted: only the profiles that changed are evaluated, over the statements that are kept.
Records that come to other results are written, as changes that a running server shows within two seconds; the others are
marked as checked. It can be stopped at any moment, the same command goes on where it was; a harvest may run at the same
time, and the next one does not do it again. A record that a kernel violation turns up in leaves the public graph, and comes
back when a later revalidation finds none.

  --registry FILE  which source lists which profiles: a sources.yaml (default: sources.yaml)
  --data DIR       where the archive is kept (default: data)
  --source ID      only records of this source; may be repeated
  --dry-run        only say what would change; write nothing
  --format FORMAT  text or json (default: text)
  --workers N      threads that read and check (default 2; 0: none but the main one)

Exit codes: 0 done, 1 records were rejected that were accepted before, 2 misuse, failure or interrupted.`,
  run: runRevalidate,
}
