/** Update operations of the SPARQL 1.1 Protocol (2.2) on user graphs. */

import { inPlainWords } from '../../../graph/syntax-mistake.ts'
import type { UserGraphs } from '../../../graph/user-graphs/user-graphs.ts'
import { graphProblem } from '../sparql/problems.ts'
import type { UpdateHandler } from '../sparql/writing.ts'
import type { WriteGuard } from './write-token.ts'

/** Carries out updates for who has the token: 200 with the number of statements that came and went. */
export const updateHandler =
  (users: UserGraphs, guard: WriteGuard): UpdateHandler =>
  async (c, { text, usingGraphs, usingNamedGraphs }) => {
    const refused = guard(c)
    if (refused) return refused
    const done = await users.update(text, { usingGraphs, usingNamedGraphs }, c.req.raw.signal)
    if (!done.ok) return graphProblem(inPlainWords(text, done.problem))
    const { added, removed } = done.value
    return c.json({ added, removed }, 200, { 'cache-control': 'no-store' })
  }
