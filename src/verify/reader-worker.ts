/** A thread that reads one document and ends: PDF and zip files come from anybody. */
import { parentPort, workerData } from 'node:worker_threads'
import { type ReadingRequest, readMentions } from './reading.ts'

const port = parentPort
if (!port) throw new Error('verify/reader-worker.ts runs as a worker thread only')

port.postMessage(await readMentions(workerData as ReadingRequest))
