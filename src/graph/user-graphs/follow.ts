/** Keeps the user graphs of an embedded store in step with `user-graphs.db`. */

import { parseQuads } from '../../rdf/n-quads.ts'
import type { JournalledStore } from '../embedded/journal.ts'
import type { Lease } from '../embedded/lease.ts'
import { hasUserGraphs, openUserDatabase, type UserDatabase, type UserMark } from './database.ts'
import { type GraphDelta, textOf } from './delta.ts'

export interface UserFollower {
  /** Applies what is new. True when something changed. */
  catchUp(): Promise<boolean>
  revision(): number
  /** Where it stands, as text; '' before the first write. */
  mark(): string
  quads(): number
  /** Quads taken out, whose memory never comes back. */
  removed(): number
}

/** Whether a store that stood at a mark can be brought up to date. Only to be called while holding the lease. */
export const canFollow = (dataDir: string, mark: string): boolean => {
  if (!hasUserGraphs(dataDir)) return mark === ''
  const database = openUserDatabase(dataDir)
  try {
    return mark === '' || database.since(JSON.parse(mark) as UserMark) !== undefined
  } finally {
    database.close()
  }
}

/** A follower over a store that shows what it showed at `from`, or nothing of users yet. */
export const createUserFollower = (
  dataDir: string,
  lease: Pick<Lease, 'during'>,
  journal: JournalledStore,
  from: string,
): UserFollower => {
  let mark = from === '' ? undefined : (JSON.parse(from) as UserMark)
  let database: UserDatabase | undefined
  let quads = 0
  let removed = 0
  const apply = (delta: GraphDelta): void => {
    for (const quad of parseQuads(textOf(delta.removed))) journal.delete(quad)
    journal.load(textOf(delta.added))
    removed += delta.removed.length
  }
  const all = (from: UserDatabase): GraphDelta => ({
    removed: [],
    added: from.graphs().flatMap(graph => from.lines(graph)),
  })
  const news = (from: UserDatabase): GraphDelta[] => {
    const now = from.mark()
    if (mark?.id === now.id && mark.revision === now.revision) return []
    // More than the log tells: what is gone by then can only be told by beginning anew.
    const changes = mark ? from.since(mark) : [all(from)]
    if (!changes) throw new Error('the user graphs were replaced by others; the keeper begins anew')
    mark = now
    quads = from.size()
    return changes
  }
  return {
    async catchUp() {
      if (!database && !hasUserGraphs(dataDir)) return false
      const changes = await lease.during(async () => {
        database ??= openUserDatabase(dataDir)
        return news(database)
      })
      for (const change of changes) apply(change)
      return changes.length > 0
    },
    revision: () => mark?.revision ?? 0,
    mark: () => (mark ? JSON.stringify(mark) : ''),
    quads: () => quads,
    removed: () => removed,
  }
}
