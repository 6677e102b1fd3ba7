/** Entry of a replica's worker thread: opens the archive read-only, follows it, and answers queries. */

import { parentPort, workerData } from 'node:worker_threads'
import { openArchive } from '../../archive/open.ts'
import type { ChangeFeed } from '../../model/change.ts'
import type { Problem } from '../../model/problem.ts'
import { answerQuery } from './answer.ts'
import { createFollower, type Follower } from './follower.ts'
import { createLease, leasedFeed } from './lease.ts'
import type { FromReplica, ReplicaSettings, ToReplica } from './messages.ts'
import { createProjection, type Projection } from './projection.ts'

/** A pause that a nudge ends early. */
const createPause = () => {
  let wake: (() => void) | undefined
  let nudged = false
  return {
    nudge: (): void => {
      nudged = true
      wake?.()
    },
    wait: (ms: number): Promise<void> =>
      new Promise(resolve => {
        const end = (): void => {
          clearTimeout(timer)
          wake = undefined
          nudged = false
          resolve()
        }
        const timer = setTimeout(end, nudged ? 0 : ms)
        wake = end
      }),
  }
}

type Send = (message: FromReplica, transfer?: ArrayBuffer[]) => void

/** Tells the main thread where this replica stands, when that has changed or was asked for. */
const createReporter = (send: Send, projection: Projection, follower: Follower) => {
  let last = ''
  return (problem?: Problem): void => {
    const reason = problem ?? follower.full()
    const progress = {
      // No archive yet is an empty one; any other problem says itself why nothing can be answered.
      ready: follower.ready() || problem?.code === 'archive-missing',
      generation: follower.generation(),
      latest: follower.latest(),
      quads: projection.quads(),
      removed: projection.removed(),
      ...(reason && reason.code !== 'archive-missing' ? { problem: reason } : {}),
    }
    const text = JSON.stringify(progress)
    if (text !== last) send({ kind: 'progress', progress })
    last = text
  }
}

/** Follows the archive for as long as the thread lives. */
const run = async (
  settings: ReplicaSettings,
  send: Send,
  onMessage: (take: (message: ToReplica) => void) => void,
): Promise<never> => {
  const lease = createLease(settings.lease)
  const projection = createProjection(settings)
  const follower = createFollower(projection, settings.maxQuads)
  const report = createReporter(send, projection, follower)
  const pause = createPause()
  onMessage(message => {
    if (message.kind === 'nudge') {
      pause.nudge()
      return
    }
    lease.whenFree(() => {
      const base = `${settings.base}/sparql`
      const reply = answerQuery(projection.store, message.query, follower.generation(), base)
      send({ kind: 'reply', reply }, reply.ok ? [reply.body.buffer] : [])
    })
  })
  lease.release()
  let feed: ChangeFeed | undefined
  for (;;) {
    if (!feed) {
      const opened = await lease.during(() => openArchive(settings.dataDir, { readOnly: true }))
      if (opened.ok) feed = leasedFeed(opened.value, lease)
      else report(opened.problem)
    }
    if (feed) {
      await follower.catchUp(feed)
      report()
    }
    await pause.wait(settings.pollMs)
  }
}

const port = parentPort
if (port) {
  const send: Send = (message, transfer = []) => port.postMessage(message, transfer)
  void run(workerData as ReplicaSettings, send, take => port.on('message', take))
}
