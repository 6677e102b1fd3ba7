/** The start of a harvest: what is to be known of the pipeline, and records whose profiles changed. */
import { catchUp } from '../walk/catch-up.ts'
import type { PipelineFacts } from '../walk/pipeline.ts'
import type { RevalidationFigures } from '../walk/revalidate.ts'
import { printable } from './printable.ts'
import type { Progress } from './progress.ts'
import { revalidationBar } from './revalidate-text.ts'
import type { HarvestJob } from './run-harvest.ts'

const accountOf = ({ due, read, written, newlyRejected, newlyAccepted }: RevalidationFigures): string => {
  const turned = newlyRejected + newlyAccepted
  const verdicts = turned > 0 ? `: ${newlyRejected} rejected now, ${newlyAccepted} accepted now` : ''
  const left = read < due ? `; ${due - read} are left for the next harvest` : ''
  return `profiles changed: ${read} archived records checked anew, ${written} changed${verdicts}${left}`
}

/** Tells on stderr, once, what the pipeline has to say of itself. */
export const tellNotices = ({ notices }: PipelineFacts): void => {
  for (const { code, subject, detail } of notices) console.error(printable(`${code}: ${subject}: ${detail}`))
}

/** Checks the records of the sources to be harvested anew where only their profiles changed, and says so on stderr. */
export const checkAnew = async (
  { archive, config, sources, signal }: HarvestJob,
  pipeline: PipelineFacts,
  line: Progress,
): Promise<void> => {
  const start = performance.now()
  const figures = await catchUp({
    ...{ archive, pipeline, dataDir: config.data, threads: config.workers },
    profilesOf: new Map(sources.map(({ id, profiles }) => [id, profiles])),
    ...(signal && { signal }),
    onProgress: now =>
      line.update(`profiles changed: ${revalidationBar(now, (performance.now() - start) / 1000)}`),
  })
  line.done()
  if (figures && figures.due > 0) console.error(accountOf(figures))
}
