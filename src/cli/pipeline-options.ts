/** Settings -> what decides how pages are converted. */
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { PipelineOptions } from '../walk/pipeline.ts'

/** The pipeline of a data folder: its base, and the contexts that were pinned in it. */
export const pipelineOptions = ({ base, data }: Pick<Config, 'base' | 'data'>): PipelineOptions => ({
  base,
  pinnedContexts: join(data, 'contexts'),
})
