// A conversion thread for tests: the built one, except that pages which say so end it.
import { parentPort, workerData } from 'node:worker_threads'
import { convert } from '../../dist/walk/convert.js'
import { factsOf, openPipeline } from '../../dist/walk/pipeline.js'

const deeds = {
  'end the thread': () => process.exit(7),
  'throw in the thread': () => {
    setImmediate(() => {
      throw new Error('thrown on purpose')
    })
    return new Promise(() => {})
  },
  'fill the memory': () => {
    for (const heap = []; ; ) heap.push(new Array(1_000_000).fill(0.5))
  },
  'never end': () => {
    for (;;);
  },
  'fail to convert': () => {
    throw new Error('failed on purpose')
  },
}

const pipeline = openPipeline(workerData)
parentPort.postMessage({ kind: 'ready', ...factsOf(pipeline) })
let last = Promise.resolve()
parentPort.on('message', visits => {
  last = last.then(async () => {
    try {
      for (const { page } of visits) {
        const text = Buffer.from(page.body).toString()
        for (const [words, deed] of Object.entries(deeds)) if (text.includes(words)) await deed()
      }
      parentPort.postMessage({ kind: 'converted', converted: await convert(visits, pipeline) })
    } catch (error) {
      parentPort.postMessage({ kind: 'died', because: String(error) })
    }
  })
})
