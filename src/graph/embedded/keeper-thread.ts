/**
 * Entry of the keeper's worker thread: follows the archive and holds the store that all clones are copies of. It answers no
 * queries, so no query can end it.
 */

import { parentPort, workerData } from 'node:worker_threads'
import { openArchive } from '../../archive/open.ts'
import type { ChangeFeed } from '../../model/change.ts'
import { ok, type Problem, type Result } from '../../model/problem.ts'
import { createPause, type Pause } from '../pause.ts'
import { canFollow, createUserFollower, type UserFollower } from '../user-graphs/follow.ts'
import { type Engine, startEngine } from './engine.ts'
import { createFollower, type Follower } from './follower.ts'
import { adoptImage, type StoreImage, takeImage } from './image.ts'
import { readGraph, removeDrafts, saveGraph } from './image-file.ts'
import { imageKey, markOf } from './image-key.ts'
import { createLease, type Lease, leasedFeed } from './lease.ts'
import type { CloneSource, FromKeeper, KeeperSettings, ToKeeper } from './messages.ts'
import { createProjection, type Projection } from './projection.ts'
import { dumpGraphs } from './text-source.ts'

/** Changes after which the graph is saved again; reading so many takes a start seconds. */
const MOST_UNSAVED = 2000

type Send = (message: FromKeeper) => void

/** Tells the main thread where the keeper stands, when that has changed. */
const createReporter = (send: Send, projection: Projection, follower: Follower, users: UserFollower) => {
  let last = ''
  return (problem?: Problem): boolean => {
    const reason = problem ?? follower.full()
    // No archive yet is an empty one; any other problem says itself why nothing can be answered.
    const ready = follower.ready() || problem?.code === 'archive-missing'
    if (ready) projection.journal.begin()
    const progress = {
      ready,
      generation: follower.generation(),
      revision: users.revision(),
      latest: follower.latest(),
      quads: projection.quads() + users.quads(),
      removed: projection.removed() + users.removed(),
      ...(reason && reason.code !== 'archive-missing' ? { problem: reason } : {}),
    }
    const text = JSON.stringify(progress)
    if (text !== last) send({ kind: 'progress', progress })
    last = text
    return ready
  }
}

interface Kept {
  readonly engine: Engine
  readonly projection: Projection
  /** What the store was read from, for as long as it is the same. */
  image?: StoreImage
  /** The generation that was saved last, ... */
  readonly saved?: number
  /** ... and where the user graphs stood then. */
  readonly users: string
}

const sourceOf = (
  { engine, projection, image: read }: Kept,
  generation: number,
  text: boolean,
): CloneSource => {
  const { store } = projection.journal
  const image = text ? undefined : (read ?? takeImage(engine, store))
  return image
    ? { kind: 'memory', generation, image }
    : { kind: 'text', generation, graphs: dumpGraphs(engine.script, store) }
}

const openFeed = async (dataDir: string, lease: Lease): Promise<Result<ChangeFeed>> => {
  const opened = await lease.during(() => openArchive(dataDir, { readOnly: true }))
  return opened.ok ? ok(leasedFeed(opened.value, lease)) : opened
}

/** What a saved graph shows: the archive's change, and where the user graphs stand. */
const markOfBoth = (archive: string, users: string): string => `${archive}\n${users}`

/** The graph that was saved, when it is one of this archive; else an empty one. */
const restore = async (
  settings: KeeperSettings,
  key: string,
  feed: ChangeFeed | undefined,
  lease: Lease,
): Promise<Kept> => {
  const found = feed && (await readGraph(settings.dataDir, key))
  // A folder that cannot be written has none of ours.
  await removeDrafts(settings.dataDir).catch(() => undefined)
  const engine = await startEngine(settings.module)
  const anew = ({ script }: Engine): Projection => createProjection(settings, new script.Store())
  const [archive, users = ''] = found?.mark.split('\n') ?? []
  const fits =
    found &&
    (await markOf(feed, found.generation)) === archive &&
    (await lease.during(async () => canFollow(settings.dataDir, users)))
  if (!fits) return { engine, projection: anew(engine), users: '' }
  try {
    const store = adoptImage(engine, found.image)
    return {
      engine,
      image: found.image,
      projection: createProjection(settings, store, found.state),
      saved: found.generation,
      users,
    }
  } catch {
    // Whatever is wrong with the image, the archive has everything; this instance has been written over.
    const other = await startEngine(settings.module, '?anew')
    return { engine: other, projection: anew(other), users: '' }
  }
}

/** Saves the graph when enough has changed since it was saved last; one time after the other. */
const createSaver = (
  { dataDir, saveFrom }: KeeperSettings,
  key: string,
  kept: Kept,
  follower: Follower,
  users: UserFollower,
) => {
  let last = kept.saved
  let underWay: Promise<void> | undefined
  return async (feed: ChangeFeed, atEnd: boolean): Promise<void> => {
    const { projection, engine } = kept
    if (underWay && !atEnd) return
    // Ended in the middle, it would be lost, and the next start would read the whole archive.
    await underWay
    const generation = follower.generation()
    const isDue = last === undefined || generation - last >= (atEnd ? 1 : MOST_UNSAVED)
    if (!follower.ready() || !isDue || projection.quads() < saveFrom) return
    const mark = await markOf(feed, generation)
    const image = takeImage(engine, projection.journal.store)
    if (mark === undefined || !image) return
    last = generation
    // A folder that cannot be written costs the next start time, nothing else.
    underWay = saveGraph(dataDir, key, {
      generation,
      mark: markOfBoth(mark, users.mark()),
      image,
      state: projection.state(),
    })
      .catch(() => undefined)
      .finally(() => {
        underWay = undefined
      })
    if (atEnd) await underWay
  }
}

/** Sends what was done to the store, once the main thread knows that it can be cloned. */
const createStepper =
  (send: Send, projection: Projection, users: UserFollower, known: () => boolean) =>
  (generation: number): void => {
    const operations = projection.journal.take()
    if (known()) send({ kind: 'step', generation, revision: users.revision(), operations })
  }

/** Looks at the archive again and again, for as long as the thread lives. */
const follow = async (
  { dataDir, pollMs }: KeeperSettings,
  lease: Lease,
  first: ChangeFeed | undefined,
  follower: Follower,
  pause: Pause,
  report: (problem?: Problem) => void,
  save: (feed: ChangeFeed | undefined) => Promise<void>,
  followUsers: () => Promise<void>,
): Promise<never> => {
  let feed = first
  for (;;) {
    await followUsers()
    if (!feed) {
      const opened = await openFeed(dataDir, lease)
      if (opened.ok) feed = opened.value
      else report(opened.problem)
    }
    if (feed) {
      await follower.catchUp(feed)
      report()
    }
    await save(feed)
    await pause.wait(pollMs)
  }
}

const run = async (settings: KeeperSettings, port: NonNullable<typeof parentPort>): Promise<never> => {
  const send: Send = message => port.postMessage(message)
  const lease = createLease(settings.lease)
  lease.release()
  const key = imageKey(settings)
  const opened = await openFeed(settings.dataDir, lease)
  const feed = opened.ok ? opened.value : undefined
  const kept = await restore(settings, key, feed, lease)
  const { projection, saved } = kept
  const users = createUserFollower(settings.dataDir, lease, projection.journal, kept.users)
  let known = false
  const stepped = createStepper(send, projection, users, () => known || follower.ready())
  const step = (generation: number): void => {
    delete kept.image
    stepped(generation)
  }
  const follower: Follower = createFollower(projection, settings.maxQuads, {
    onStep: step,
    ...(saved === undefined ? {} : { from: saved }),
  })
  const tell = createReporter(send, projection, follower, users)
  const report = (problem?: Problem): void => {
    known = tell(problem)
  }
  const followUsers = async (): Promise<void> => {
    if (await users.catchUp()) step(follower.generation())
  }
  const pause = createPause()
  let atEnd = false
  // Whoever asks while the first generation is read waits for it.
  const give = (message: { readonly text: boolean }): void => {
    if (!follower.whole()) setTimeout(give, settings.pollMs, message)
    else {
      const source = sourceOf(kept, follower.generation(), message.text)
      // The memory is kept where it was sent to, for as long as it may be of use.
      delete kept.image
      send({ kind: 'source', source: { ...source, revision: users.revision() } })
    }
  }
  port.on('message', (message: ToKeeper) => {
    if (message.kind === 'source') give(message)
    else {
      atEnd ||= message.kind === 'save'
      pause.nudge()
    }
  })
  await followUsers()
  if (saved !== undefined) report()
  const saver = createSaver(settings, key, kept, follower, users)
  const save = async (newest: ChangeFeed | undefined): Promise<void> => {
    if (newest) await saver(newest, atEnd)
    if (atEnd) send({ kind: 'saved' })
  }
  return follow(settings, lease, feed, follower, pause, report, save, followUsers)
}

if (parentPort) void run(workerData as KeeperSettings, parentPort)
