/**
 * Entry of the keeper's worker thread: follows the archive and holds the store that all clones are copies of. It answers no
 * queries, so no query can end it.
 */

import { parentPort, workerData } from 'node:worker_threads'
import { openArchive } from '../../archive/open.ts'
import type { ChangeFeed } from '../../model/change.ts'
import type { Problem } from '../../model/problem.ts'
import { type Engine, startEngine } from './engine.ts'
import { createFollower, type Follower } from './follower.ts'
import { takeImage } from './image.ts'
import { createLease, type Lease, leasedFeed } from './lease.ts'
import type { CloneSource, FromKeeper, KeeperSettings, ToKeeper } from './messages.ts'
import { createPause, type Pause } from './pause.ts'
import { createProjection, type Projection } from './projection.ts'
import { dumpGraphs } from './text-source.ts'

type Send = (message: FromKeeper) => void

/** Tells the main thread where the keeper stands, when that has changed. */
const createReporter = (send: Send, projection: Projection, follower: Follower) => {
  let last = ''
  return (problem?: Problem): void => {
    const reason = problem ?? follower.full()
    // No archive yet is an empty one; any other problem says itself why nothing can be answered.
    const ready = follower.ready() || problem?.code === 'archive-missing'
    if (ready) projection.journal.begin()
    const progress = {
      ready,
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

const sourceOf = (engine: Engine, projection: Projection, generation: number, text: boolean): CloneSource => {
  const { store } = projection.journal
  const image = text ? undefined : takeImage(engine, store)
  return image
    ? { kind: 'memory', generation, image }
    : { kind: 'text', generation, graphs: dumpGraphs(engine.script, store) }
}

/** Looks at the archive again and again, for as long as the thread lives. */
const follow = async (
  { dataDir, pollMs }: KeeperSettings,
  lease: Lease,
  follower: Follower,
  pause: Pause,
  report: (problem?: Problem) => void,
): Promise<never> => {
  let feed: ChangeFeed | undefined
  for (;;) {
    if (!feed) {
      const opened = await lease.during(() => openArchive(dataDir, { readOnly: true }))
      if (opened.ok) feed = leasedFeed(opened.value, lease)
      else report(opened.problem)
    }
    if (feed) {
      await follower.catchUp(feed)
      report()
    }
    await pause.wait(pollMs)
  }
}

const run = async (settings: KeeperSettings, port: NonNullable<typeof parentPort>): Promise<never> => {
  const send: Send = message => port.postMessage(message)
  const lease = createLease(settings.lease)
  const engine = await startEngine(settings.module)
  const projection = createProjection(settings, new engine.script.Store())
  const step = (generation: number): void => {
    const operations = projection.journal.take()
    if (follower.ready()) send({ kind: 'step', generation, operations })
  }
  const follower: Follower = createFollower(projection, settings.maxQuads, { onStep: step })
  const report = createReporter(send, projection, follower)
  const pause = createPause()
  // Whoever asks while the first generation is read waits for it.
  const give = (message: { readonly text: boolean }): void => {
    if (!follower.whole()) setTimeout(give, settings.pollMs, message)
    else send({ kind: 'source', source: sourceOf(engine, projection, follower.generation(), message.text) })
  }
  port.on('message', (message: ToKeeper) => {
    if (message.kind === 'nudge') pause.nudge()
    else give(message)
  })
  lease.release()
  return follow(settings, lease, follower, pause, report)
}

if (parentPort) void run(workerData as KeeperSettings, parentPort)
