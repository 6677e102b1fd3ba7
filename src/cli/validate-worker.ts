/** A thread that checks documents for the server: receives requests, answers each. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadProfiles } from '../registry/profiles.ts'
import { createCheck } from '../validate/check.ts'
import type { CheckRequest } from '../validate/check-request.ts'
import type { CheckMessage } from '../validate/checker.ts'
import { openPipeline, type PipelineOptions } from '../walk/pipeline.ts'
import { documentReader } from './validate-document.ts'

const port = parentPort
if (!port) throw new Error('cli/validate-worker.ts runs as a worker thread only')

const pipeline = openPipeline(workerData as PipelineOptions)
const { vocabularies } = pipeline.lab
const check = createCheck({ profiles: loadProfiles(), vocabularies, read: documentReader(() => pipeline) })
const tell = (message: CheckMessage): void => port.postMessage(message)

tell({ kind: 'ready' })
port.on('message', async (request: CheckRequest) => tell({ kind: 'answer', answer: await check(request) }))
