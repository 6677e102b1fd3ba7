/** A converter for who may never convert anything: the pipeline is opened when the first page comes. */

import type { PipelineFacts, PipelineOptions } from './pipeline.ts'
import { type Converter, openConverter } from './pool.ts'
import { THREAD_OPTIONS, Thread } from './thread.ts'

/** The facts of the pipeline, from a thread that is ended at once: this thread keeps nothing of it. */
const factsOf = async (pipeline: PipelineOptions): Promise<PipelineFacts> => {
  const thread = new Thread(pipeline, THREAD_OPTIONS)
  try {
    return await thread.facts
  } finally {
    await thread.close()
  }
}

/** As `openConverter`, but without the memory of a pipeline until it is needed: a plan of a million pages converts none. */
export const openLazyConverter = async (pipeline: PipelineOptions, threads: number): Promise<Converter> => {
  let opened: Promise<Converter> | undefined
  return {
    ...(await factsOf(pipeline)),
    width: 1,
    convert: async visits => {
      opened ??= openConverter(pipeline, threads)
      return (await opened).convert(visits)
    },
    close: async () => (await opened)?.close(),
  }
}
