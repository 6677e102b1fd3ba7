/** What plugs into the protocol routes when users may write. */

import type { Config } from '../../../config.ts'
import type { UserGraphs } from '../../../graph/user-graphs/user-graphs.ts'
import type { GraphStoreOptions } from '../graph-store.ts'
import type { SparqlRoutesOptions } from '../sparql.ts'
import { updateHandler } from './update.ts'
import { createWriteGuard } from './write-token.ts'
import { graphWriter } from './writer.ts'

export interface WritingHooks {
  readonly sparql: Pick<SparqlRoutesOptions, 'update'>
  readonly graphStore: Pick<GraphStoreOptions, 'write' | 'userLines'>
}

/** The hooks; empty ones when writing is off. */
export const writingHooks = ({
  config: { writeToken, base },
  users,
}: {
  readonly config: Pick<Config, 'writeToken' | 'base'>
  readonly users?: UserGraphs
}): WritingHooks => {
  if (writeToken === undefined || !users) return { sparql: {}, graphStore: {} }
  const guard = createWriteGuard(writeToken)
  return {
    sparql: { update: updateHandler(users, guard) },
    graphStore: { write: graphWriter(users, guard, base), userLines: iri => users.lines(iri) },
  }
}
