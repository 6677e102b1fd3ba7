/** A thread that converts: receives batches of visits, answers with what became of them, one after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { convert, type Visit } from './convert.ts'
import { factsOf, openPipeline, type PipelineOptions } from './pipeline.ts'
import type { WorkerMessage } from './thread.ts'

const port = parentPort
if (!port) throw new Error('walk/worker.ts runs as a worker thread only')

const tell = (message: WorkerMessage): void => port.postMessage(message)
const pipeline = openPipeline(workerData as PipelineOptions)
tell({ kind: 'ready', ...factsOf(pipeline) })

const answer = async (visits: readonly Visit[]): Promise<void> => {
  try {
    tell({ kind: 'converted', converted: await convert(visits, pipeline) })
  } catch (error) {
    tell({ kind: 'died', because: String(error) })
  }
}

// One batch at a time: the time limit and the blame for a death are the first batch's.
let last = Promise.resolve()
port.on('message', (visits: readonly Visit[]) => {
  last = last.then(() => answer(visits))
})
