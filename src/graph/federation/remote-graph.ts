/** An endpoint as a graph: each query is asked there as it is. */

import { ok } from '../../model/problem.ts'
import { formatsOf, negotiate } from '../formats.ts'
import { inspectQuery } from '../guard.ts'
import type { GraphStore } from '../store.ts'
import { federationProblem } from './budget.ts'
import type { Exchange } from './exchange.ts'

/** Asks one endpoint. Problems: those of the guard and of the exchange, `not-acceptable`. */
export const graphOfEndpoint = (endpoint: string, exchange: Exchange, deadlineMs: number): GraphStore => ({
  async query(text, { accept, deadlineMs: wanted = deadlineMs, signal } = {}) {
    const inspected = inspectQuery(text)
    if (!inspected.ok) return inspected
    const form = inspected.value.form ?? 'SELECT'
    const format = negotiate(accept, formatsOf(form))
    if (!format)
      return {
        ok: false,
        problem: federationProblem('not-acceptable', 'query', `there is no format "${accept}" for ${form}`),
      }
    const answer = await exchange.ask({
      ...{ endpoint, query: text, accept: format.mediaType, timeoutMs: wanted },
      ...(signal && { signal }),
    })
    if (!answer.ok) return answer
    const { mediaType, body } = answer.value
    if (mediaType !== format.mediaType && !format.aliases.includes(mediaType))
      return {
        ok: false,
        problem: federationProblem(
          'service-failed',
          endpoint,
          `<${endpoint}> answers with "${mediaType.slice(0, 60)}", not with ${format.mediaType}`,
        ),
      }
    return { ok: true, value: { form, mediaType, body: new Uint8Array(body), generation: 0 } }
  },
  status: () => ({ generation: 0, lag: 0, quads: 0, replicas: 1 }),
  catchUp: async () => ok(undefined),
  close: async () => {},
})
