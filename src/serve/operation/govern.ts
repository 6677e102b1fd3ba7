/** Stands between the requests and the graph: names, limits, counts and reports every query that a request asks. */

import type { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import type { GraphStore, QueryOptions, QueryProblem, QueryResult } from '../../graph/store.ts'
import { readQuery } from '../routes/sparql/query-text.ts'
import type { Refusal } from './allowance.ts'
import { isClientsError, outcomeOf } from './outcome.ts'
import type { Asked, Ending, Entry, Queries } from './queries.ts'
import { isQueryId, newQueryId } from './query-id.ts'
import { rowsOf } from './row-count.ts'
import type { Turn, Turns } from './turns.ts'

/** A request that asks queries. */
export interface Errand {
  /** Whose allowance it draws from; undefined for who has no limits. */
  readonly limited: string | undefined
  /** Pseudonym of the client. */
  readonly client: string
  readonly agent: string
  /** Name that the client chose for its query. */
  readonly wantedId: string | undefined
  /** Name of the first query, once it is taken on. */
  id?: string
  /** Seconds after which a refused query is run. */
  retryAfter?: number
}

export interface GovernOptions {
  readonly queries: Queries
  readonly turns: Turns
  /** Longest time of a query. */
  readonly deadlineMs: number
  /** Told of every query that ran. */
  readonly onEnd: (errand: Errand, asked: Asked, ending: Ending) => void
  /** Told of every query that a limit kept from running. */
  readonly onLimited: (code: string) => void
}

/** Longer texts are not read token by token once more. */
const MAX_READ = 100_000

const refused = (code: string, subject: string, detail: string): QueryProblem => ({
  stage: 'graph',
  code,
  subject,
  detail,
})

/** The name of the errand's next query, or why it cannot have the one that was chosen. */
const nameFor = (errand: Errand, queries: Queries): string | QueryProblem => {
  const wanted = errand.id === undefined ? errand.wantedId : undefined
  if (queries.full()) return refused('busy', 'query', 'too many queries are under way; try again later')
  if (wanted === undefined) return newQueryId()
  const shown = wanted.slice(0, 80)
  if (!isQueryId(wanted))
    return refused(
      'bad-query-id',
      shown,
      `"${shown}" cannot name a query; take 16 to 64 random letters, digits, "-" and "_"`,
    )
  return queries.taken(wanted)
    ? refused('query-id-taken', shown, `"${shown}" names another query already; take a new random name`)
    : wanted
}

const describe = (text: string): Pick<Asked, 'form' | 'digest'> => {
  const { form, normal } = text.length > MAX_READ ? { form: undefined, normal: text } : readQuery(text)
  return { form, digest: createHash('sha256').update(normal).digest('hex').slice(0, 16) }
}

const endingOf = (result: QueryResult, ms: number): Ending => {
  if (!result.ok) return { outcome: outcomeOf(result.problem.code), code: result.problem.code, ms }
  const { body, mediaType, generation, form } = result.value
  const rows = rowsOf(mediaType, body, form)
  return {
    outcome: 'done',
    ms,
    generation,
    bytes: body.byteLength,
    mediaType,
    ...(rows !== undefined && { rows }),
  }
}

/** A query that is taken on. */
interface Run {
  readonly errand: Errand
  readonly asked: Asked
  readonly entry: Entry
  readonly options: QueryOptions
}

const turnOf = ({ errand, asked }: Run, turns: Turns, signal: AbortSignal): Promise<Turn> | Turn =>
  errand.limited === undefined
    ? { kind: 'go', end: () => undefined }
    : turns.start(errand.limited, asked.deadlineMs, signal)

/** Takes it back: a limit keeps it from running. */
const turnedAway = ({ errand, entry }: Run, { code, detail, retryAfter }: Refusal): QueryResult => {
  entry.drop()
  delete errand.id
  errand.retryAfter = retryAfter
  return { ok: false, problem: refused(code, 'query', detail) }
}

/** Asks the graph, unless who asked has left; what was cancelled by its name has no answer, even if there is one by then. */
const askGraph = async (
  graph: GraphStore,
  { asked, entry, options }: Run,
  go: boolean,
  signal: AbortSignal,
): Promise<QueryResult> => {
  if (go) entry.run()
  const answered: QueryResult = go
    ? await graph.query(asked.text, { ...options, client: asked.client, signal })
    : { ok: false, problem: refused('cancelled', 'query', 'nobody waits for the answer any more') }
  if (!entry.cancelled()) return answered
  const detail = 'the query was cancelled by DELETE; it has no answer'
  return { ok: false, problem: refused('query-cancelled', asked.id, detail) }
}

const carryOut = async (graph: GraphStore, run: Run, govern: GovernOptions): Promise<QueryResult> => {
  const { errand, asked, entry, options } = run
  const signal = AbortSignal.any([entry.signal, ...(options.signal ? [options.signal] : [])])
  const turn = await turnOf(run, govern.turns, signal)
  if (turn.kind === 'refused') {
    govern.onLimited(turn.refusal.code)
    return turnedAway(run, turn.refusal)
  }
  const start = performance.now()
  let ending: Ending = { outcome: 'failed', code: 'internal-error', ms: 0 }
  try {
    const result = await askGraph(graph, run, turn.kind === 'go', signal)
    ending = endingOf(result, performance.now() - start)
    return result
  } finally {
    if (turn.kind === 'go') turn.end(isClientsError(ending.outcome))
    entry.end(ending)
    govern.onEnd(errand, asked, ending)
  }
}

/** A graph whose queries are governed while `storage` holds the request that asks them; others go straight through. */
export const governed = (
  graph: GraphStore,
  storage: AsyncLocalStorage<Errand>,
  govern: GovernOptions,
): GraphStore => {
  const { queries, deadlineMs } = govern
  return {
    async query(text, options = {}) {
      const errand = storage.getStore()
      if (!errand) return graph.query(text, options)
      const id = nameFor(errand, queries)
      if (typeof id !== 'string') return { ok: false, problem: id }
      const asked: Asked = {
        id,
        text,
        client: errand.client,
        deadlineMs: Math.min(options.deadlineMs ?? deadlineMs, deadlineMs),
        generation: graph.status().generation,
        ...describe(text),
      }
      errand.id ??= id
      return carryOut(graph, { errand, asked, entry: queries.open(asked), options }, govern)
    },
    status: () => graph.status(),
    catchUp: generation => graph.catchUp(generation),
    close: () => graph.close(),
  }
}
