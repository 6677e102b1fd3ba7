/** `lodestone export --release`: everything in several formats, for a nightly job. */
import { makeRelease } from '../export/release.ts'
import type { ExitCode } from './command.ts'
import type { LocalOrigin } from './export-origin.ts'
import { openProgress } from './progress.ts'

/** Makes a release in `folder` when there is something new; 0 in either case. */
export const releaseInto = async (
  { origin, vocabulary, generation }: LocalOrigin,
  folder: string,
  keep: number,
): Promise<ExitCode> => {
  const shown = openProgress()
  const progress = (file: string, bytes: number) => shown.update(`${file}: ${(bytes / 1e6).toFixed(1)} MB`)
  const made = await makeRelease({ origin, vocabulary, folder, keep, progress }, generation)
  shown.done()
  if (!made) console.error(`nothing new since the release of change ${generation}`)
  else
    console.error(
      `release ${made.release}: ${made.samples} samples, ${made.files.length} files in ${folder}/${made.release}`,
    )
  return 0
}
