/** A thread that checks archived records again: receives slices, answers with what came to be different, in order. */
import { parentPort, workerData } from 'node:worker_threads'
import { openArchive } from '../archive/open.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { openRecheck, type RecheckTask } from './recheck.ts'
import type { RecheckData } from './recheck-threads.ts'

const port = parentPort
if (!port) throw new Error('walk/recheck-worker.ts runs as a worker thread only')

const { dataDir, shapes } = workerData as RecheckData
// A reader of its own: records are read, unpacked and parsed where they are checked, and only what is new is handed over.
const archive = await openArchive(dataDir, { readOnly: true })
if (!archive.ok) throw new Error(archive.problem.detail)
const recheck = openRecheck(archive.value, {
  profiles: loadProfiles(shapes),
  vocabularies: loadVocabularies(),
})
let last = Promise.resolve()
port.on('message', (task: RecheckTask) => {
  last = last.then(async () => port.postMessage(await recheck(task)))
})
