/** A thread that converts: receives batches of visits, answers with what became of them. */
import { parentPort, workerData } from 'node:worker_threads'
import { convert, type Visit } from './convert.ts'
import { openPipeline } from './pipeline.ts'

const port = parentPort
if (!port) throw new Error('walk/worker.ts runs as a worker thread only')

const pipeline = openPipeline((workerData as { base: string }).base)

port.on('message', async ({ ticket, visits }: { ticket: number; visits: Visit[] }) => {
  try {
    port.postMessage({ ticket, converted: await convert(visits, pipeline) })
  } catch (error) {
    port.postMessage({ ticket, failure: (error as Error).stack ?? String(error) })
  }
})
