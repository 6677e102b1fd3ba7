/** The checker that servers are given: its threads walk documents through the pipeline, which serving itself may not. */
import type { Config } from '../config.ts'
import { type Checker, openChecker } from '../validate/checker.ts'
import { pipelineOptions } from './pipeline-options.ts'

// Under the test runner the sources are TypeScript, which a plain worker cannot load: it gets the built file.
const WORKER = import.meta.url.endsWith('.ts') ? '../../dist/cli/validate-worker.js' : './validate-worker.js'

/** Opens the checker of a data folder. */
export const checkerFor = (config: Config): Checker =>
  openChecker({ file: new URL(WORKER, import.meta.url), workerData: pipelineOptions(config) })
