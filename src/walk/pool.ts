/** Conversion behind one function: in this thread, or shared out among worker threads; no page can end it. */
import { type Converted, convert, crashed, type Visit } from './convert.ts'
import { factsOf, openPipeline, type Pipeline, type PipelineFacts, type PipelineOptions } from './pipeline.ts'
import { type Attempt, THREAD_OPTIONS, Thread, type ThreadOptions } from './thread.ts'

/** What converts, with the facts of its pipeline. */
export interface Converter extends PipelineFacts {
  /** Batches that can usefully be under way at once. */
  readonly width: number
  /** What became of each visit, in any order. Rejects only when no thread can be started, or after `close`. */
  convert(visits: readonly Visit[]): Promise<readonly Converted[]>
  close(): Promise<void>
}

type AttemptBatch = (visits: readonly Visit[]) => Promise<Attempt>

/**
 * Converts a batch; when that breaks off, page by page. A page that breaks off twice, in the batch and alone, ends as
 * unreadable: the archive keeps it, and it is tried again when the page or the program changes.
 */
const convertSafely = async (
  visits: readonly Visit[],
  attempt: AttemptBatch,
  digest: string,
): Promise<readonly Converted[]> => {
  const together = await attempt(visits)
  if (together.kind === 'converted') return together.converted
  const converted: Converted[] = []
  for (const visit of visits) {
    const alone = await attempt([visit])
    if (alone.kind === 'converted') converted.push(...alone.converted)
    else converted.push(crashed(visit, alone.because, digest))
  }
  return converted
}

const inThisThread =
  (pipeline: Pipeline): AttemptBatch =>
  async visits => {
    try {
      return { kind: 'converted', converted: await convert(visits, pipeline) }
    } catch (error) {
      return { kind: 'died', because: String(error) }
    }
  }

/**
 * Opens `threads` conversion threads; 0 converts in this thread, where neither time nor memory of a page is bounded.
 * Resolves when they are ready; rejects when the pipeline cannot be opened (a damaged installation or folder of contexts).
 */
export const openConverter = async (
  pipelineOptions: PipelineOptions,
  threads: number,
  options: Partial<ThreadOptions> = {},
): Promise<Converter> => {
  if (threads === 0) {
    const pipeline = openPipeline(pipelineOptions)
    const attempt = inThisThread(pipeline)
    return {
      ...factsOf(pipeline),
      width: 1,
      convert: visits => convertSafely(visits, attempt, pipeline.digest),
      close: async () => undefined,
    }
  }
  const pool = Array.from(
    { length: threads },
    () => new Thread(pipelineOptions, { ...THREAD_OPTIONS, ...options }),
  )
  // Opened in the threads only: contexts, rules and vocabularies in this thread as well would be memory for nothing.
  const [facts] = await Promise.all(pool.map(thread => thread.facts))
  if (!facts) throw new Error(`${threads} is no number of conversion threads`)
  const attempt: AttemptBatch = visits =>
    pool.reduce((least, thread) => (thread.load < least.load ? thread : least)).attempt(visits)
  return {
    // Two batches per thread: one in work, one waiting, so that no thread idles while the archive writes.
    width: threads * 2,
    ...facts,
    convert: visits => convertSafely(visits, attempt, facts.digest),
    close: async () => {
      await Promise.all(pool.map(thread => thread.close()))
    },
  }
}
