/** Entry of a clone's worker thread: answers queries from a copy of the keeper's store, and never opens the archive. */

import { readlinkSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { Store } from 'oxigraph'
import { answerQuery, memoryOf } from './answer.ts'
import { startEngine } from './engine.ts'
import { adoptImage } from './image.ts'
import type { CloneSettings, CloneSource, FromClone, ToClone } from './messages.ts'
import { replay } from './replay.ts'
import { loadGraphs } from './text-source.ts'

/** Linux names the running thread in /proc; elsewhere there is no number. */
const threadNumber = (): { thread?: number } => {
  if (process.platform !== 'linux') return {}
  const number = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
  return number > 0 ? { thread: number } : {}
}

const run = async (settings: CloneSettings, port: NonNullable<typeof parentPort>): Promise<void> => {
  const send = (message: FromClone, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer)
  const engine = await startEngine(settings.module)
  let store: Store | undefined
  let generation = 0
  let revision = 0
  let startBytes = 0
  const begin = (source: CloneSource): void => {
    try {
      store =
        source.kind === 'memory'
          ? adoptImage(engine, source.image)
          : loadGraphs(engine.script, new engine.script.Store(), source.graphs)
    } catch (error) {
      if (source.kind === 'text') throw error
      send({ kind: 'unsound', detail: String(error) })
      return
    }
    generation = source.generation
    revision = source.revision ?? 0
    startBytes = memoryOf(engine)
    send({ kind: 'ready', ...threadNumber() })
  }
  port.on('message', (message: ToClone) => {
    if (message.kind === 'source') {
      begin(message.source)
    } else if (!store) {
      throw new Error(`a clone was sent a ${message.kind} without a store`)
    } else if (message.kind === 'step') {
      replay(engine.script, store, message.operations)
      generation = message.generation
      revision = message.revision ?? 0
      startBytes = Math.max(startBytes, memoryOf(engine))
    } else {
      const { query } = message
      if (query.after) replay(engine.script, store, query.after)
      const answered = answerQuery(engine, store, query, generation, settings, startBytes)
      const reply = answered.ok ? { ...answered, revision } : answered
      // What shows a change that nobody else sees must not answer again.
      const grown = query.after ? Number.MAX_SAFE_INTEGER : memoryOf(engine) - startBytes
      send({ kind: 'reply', reply, grown }, reply.ok ? [reply.body.buffer] : [])
    }
  })
}

if (parentPort) void run(workerData as CloneSettings, parentPort)
