/** What an operator needs of a running endpoint: limits per client, running and slow queries, log and metrics. */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context, MiddlewareHandler } from 'hono'
import type { Config } from '../../config.ts'
import type { GraphStore } from '../../graph/store.ts'
import { QUERY_ID_HEADER } from '../headers.ts'
import { agentFamily } from './agent-family.ts'
import type { LimitRules } from './allowance.ts'
import { type Client, clientOf } from './client.ts'
import { type Errand, type GovernOptions, governed } from './govern.ts'
import { createHttpFigures } from './http-figures.ts'
import type { Family } from './metric.ts'
import { createOperator, type Operator } from './operator.ts'
import { pacedBy } from './pace.ts'
import { openProcessFigures } from './process-figures.ts'
import { createPseudonyms } from './pseudonym.ts'
import { createQueries, type Queries } from './queries.ts'
import { createQueryFigures, formatName } from './query-figures.ts'
import { createQueryLog, type QueryLog } from './query-log.ts'
import { policyHeader, remainingHeader } from './rate-limit-headers.ts'
import { createSlowQueries, type SlowQueries } from './slow-queries.ts'
import { createTurns } from './turns.ts'

export interface OperationOptions {
  readonly config: Config
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** Milliseconds of a clock that never goes back. */
  readonly ticks?: () => number
}

export interface Operation {
  /** The graph as requests see it: what they ask is named, limited, counted and logged. */
  over(graph: GraphStore): GraphStore
  /** For the paths whose queries are governed. */
  readonly governs: MiddlewareHandler
  /** For the API: so many requests per client and minute. */
  readonly paces: MiddlewareHandler
  /** For all paths. */
  readonly measures: MiddlewareHandler
  readonly operator: Operator
  readonly queries: Queries
  readonly slow: SlowQueries
  /** Figures that this keeps itself. */
  readonly families: readonly Family[]
  /** Whether a request comes from this machine and not through a proxy, as far as that is certain. */
  isLocal(c: Context): boolean
  /** What an operator should know although everything works. */
  notes(): readonly string[]
  /** Resolves when the log is written. */
  close(): Promise<void>
}

const isLoopbackName = (base: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(base).hostname)

const openLog = (config: Config, now: () => number): QueryLog | undefined =>
  config.queryLog
    ? createQueryLog({
        folder: config.data,
        name: 'queries',
        maxBytes: config.queryLogMegabytes * 1_000_000,
        now,
      })
    : undefined

/** Writes every query that ran to the figures, the list of slow ones, and the log. */
const reporter =
  (
    config: Config,
    now: () => number,
    figures: ReturnType<typeof createQueryFigures>,
    slow: SlowQueries,
    log: QueryLog | undefined,
  ): GovernOptions['onEnd'] =>
  ({ client, agent }, { id, form, digest, text, generation }, ending) => {
    const { outcome, code, ms, bytes, rows, mediaType } = ending
    figures.note(form, ending)
    slow.note(digest, text, { ms: Math.round(ms), at: now(), outcome, client })
    log?.write({
      time: new Date(now()).toISOString(),
      id,
      client,
      agent,
      form,
      digest,
      outcome,
      code,
      ms: Math.round(ms),
      bytes,
      rows,
      format: mediaType === undefined ? undefined : formatName(mediaType),
      generation: ending.generation ?? generation,
      ...(config.queryLogText && { text }),
    })
  }

/** Which clients have limits, and what is known of those that ask. */
const receive = (config: Config, now: () => number) => {
  const pseudonym = createPseudonyms(now)
  const { trustProxy, queryLimitsOnLoopback } = config
  let indistinct = false
  const isLimited = (client: Client): boolean =>
    !client.indistinct && (!client.local || queryLimitsOnLoopback)
  const limited = (c: Context): { client: Client; limited: string | undefined } => {
    const client = clientOf(c, trustProxy)
    indistinct ||= client.indistinct
    return { client, limited: isLimited(client) ? client.key : undefined }
  }
  return {
    /** Whose allowance a request draws from; undefined for who has no limits. */
    limited: (c: Context): string | undefined => limited(c).limited,
    errand(c: Context): Errand {
      const { client, limited: key } = limited(c)
      return {
        limited: key,
        client: pseudonym(client.key),
        agent: agentFamily(c.req.header('user-agent')),
        wantedId: c.req.header(QUERY_ID_HEADER),
      }
    },
    notes: (): string[] =>
      indistinct
        ? [
            'requests come through a proxy, and trustProxy is 0: clients cannot be told apart, so that no limits per client are kept',
          ]
        : [],
  }
}

/** Opens the books; starts nothing but a timer for the delay of the event loop. */
export const openOperation = ({
  config,
  now = Date.now,
  ticks = () => performance.now(),
}: OperationOptions): Operation => {
  const { queryBudgetSeconds, queryErrorsPerMinute, queryConcurrency, trustProxy, base } = config
  const rules: LimitRules = {
    budgetSeconds: queryBudgetSeconds,
    errorsPerMinute: queryErrorsPerMinute,
    concurrency: queryConcurrency,
  }
  const storage = new AsyncLocalStorage<Errand>()
  const [queries, turns, slow] = [createQueries({ now }), createTurns(rules, ticks), createSlowQueries(now)]
  const log = openLog(config, now)
  const figures = createQueryFigures(queries, turns, log)
  const [http, process] = [createHttpFigures(), openProcessFigures()]
  const reception = receive(config, now)
  const policy = policyHeader(rules)
  const governs: MiddlewareHandler = async (c, next) => {
    const errand = reception.errand(c)
    await storage.run(errand, next)
    if (errand.id !== undefined) c.header(QUERY_ID_HEADER, errand.id)
    if (errand.retryAfter !== undefined) c.header('retry-after', String(errand.retryAfter))
    if (errand.limited === undefined || policy === undefined) return
    // Appended: the pace of the API may have its own.
    c.header('ratelimit-policy', policy, { append: true })
    c.header('ratelimit', remainingHeader(turns.remaining(errand.limited)) ?? '', { append: true })
  }
  return {
    over: graph =>
      governed(graph, storage, {
        queries,
        turns,
        deadlineMs: config.queryTimeoutMs,
        onEnd: reporter(config, now, figures, slow, log),
        onLimited: figures.limited,
      }),
    governs,
    paces: pacedBy(config.apiRequestsPerMinute, ticks, reception.limited),
    measures: http.middleware,
    operator: createOperator(config.operatorToken),
    queries,
    slow,
    families: [...process.families, ...http.families, ...figures.families],
    // A proxy that leaves no mark is only ruled out when there is none, or when those there are leave theirs.
    isLocal: c => (trustProxy > 0 || isLoopbackName(base)) && clientOf(c, trustProxy).local,
    notes: () => {
      const { problem } = log?.status() ?? {}
      return [
        ...reception.notes(),
        ...(problem === undefined ? [] : [`the query log cannot be written: ${problem}`]),
      ]
    },
    async close() {
      process.close()
      await log?.settled()
    },
  }
}
