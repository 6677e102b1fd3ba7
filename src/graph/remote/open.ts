/** Any SPARQL 1.1 store behind the port of the graph. */

import { openArchive } from '../../archive/open.ts'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { programVersion } from '../../registry/bundled.ts'
import { admitQuery } from '../admit.ts'
import { contentType } from '../formats.ts'
import { DEFAULT_LIMITS } from '../guard.ts'
import type { GraphStatus, GraphStore, QueryOptions, QueryProblem, QueryResult } from '../store.ts'
import { RemoteUsers } from '../user-graphs/remote.ts'
import { createWaits } from '../waits.ts'
import { withAbsoluteIris } from './absolute-iris.ts'
import { ask } from './ask.ts'
import { createClient } from './client.ts'
import { datasetFor } from './dataset.ts'
import { createGate } from './gate.ts'
import { Ledger } from './ledger.ts'
import { graphNames } from './names.ts'
import type { RemoteGraphOptions } from './options.ts'
import { createRunner, type Runner } from './runner.ts'

const refuse = (problem: QueryProblem): QueryResult => ({ ok: false, problem })

const about = (code: string, subject: string, detail: string): Problem => ({
  stage: 'graph',
  code,
  subject,
  detail,
})

const CAPPED = (rows: number): QueryProblem =>
  about(
    'query-failed',
    'query',
    `the store cuts CONSTRUCT and DESCRIBE at ${rows} rows without telling; ask with SELECT, or remove ResultSetMaxRows from its settings`,
  )

const LOADING_USERS =
  'the graphs of users are still being loaded into the SPARQL store; try again in a few seconds'

type Ask = (text: string, options?: QueryOptions) => Promise<QueryResult>

const createQuery = (
  runner: Runner,
  client: ReturnType<typeof createClient>,
  options: RemoteGraphOptions,
  users: RemoteUsers,
): Ask => {
  const names = graphNames(options.base)
  const longestMs = options.deadlineMs ?? 30_000
  const gate = createGate(options.maxQueries ?? 16, 10_000)
  return async (text, asked = {}) => {
    const { deadlineMs = longestMs, signal, after } = asked
    const admitted = admitQuery(text, asked, options.limits ?? DEFAULT_LIMITS)
    if (!admitted.ok) return admitted
    const { form, format } = admitted.value
    const store = runner.answering()
    if (!store.ok) return refuse(store.problem)
    if (!users.ready()) return refuse(about('starting', options.query, LOADING_USERS))
    const { dialect, rowLimit, generation } = store.value
    if (rowLimit !== undefined && (form === 'CONSTRUCT' || form === 'DESCRIBE'))
      return refuse(CAPPED(rowLimit))
    const entered = await gate.enter(signal)
    if (!entered.ok) return entered
    const isolated = <T>(work: () => Promise<T>) => (after ? users.preview(after, work) : users.read(work))
    let revision = users.revision()
    const answered = await isolated(() => {
      revision = users.revision()
      return ask(
        {
          ...datasetFor(
            withAbsoluteIris(text, `${options.base}/sparql`),
            asked,
            dialect.ownDefaultGraph ? undefined : { kernelGraph: names.kernel, nothing: names.nothing },
          ),
          form,
          mediaType: format.mediaType,
          deadlineMs: Math.max(1, Math.min(deadlineMs, longestMs)),
          ...(signal ? { signal } : {}),
        },
        { client, url: options.query, dialect, maxBytes: options.maxAnswerBytes ?? 256 * 1024 * 1024 },
      )
    }).finally(entered.value)
    if (!answered.ok) {
      if (answered.problem.code === 'store-unreachable') runner.doubt()
      return answered
    }
    const shown = { generation, ...(revision === undefined ? {} : { revision }) }
    return { ok: true, value: { form, mediaType: contentType(format), body: answered.body, ...shown } }
  }
}

/** The graph until it is closed; from then on everything fails with `closed`, also what is under way. `onClosing` is called first. */
const untilClosed = (
  graph: GraphStore & Required<Pick<GraphStore, 'catchUpWrites'>>,
  dataDir: string,
  onClosing: (gone: Problem) => void,
): GraphStore => {
  const gone = about('closed', dataDir, 'the graph is closed')
  const ended = new AbortController()
  let closing: Promise<void> | undefined
  let last: GraphStatus | undefined
  const close = async (): Promise<void> => {
    ended.abort()
    onClosing(gone)
    last = { ...graph.status(), replicas: 0 }
    await graph.close()
  }
  const unlessClosing = <T>(work: () => Promise<Result<T>>): Promise<Result<T>> =>
    closing ? Promise.resolve(failed(gone)) : work()
  return {
    async query(text, asked = {}) {
      if (closing) return refuse(gone)
      const signal = asked.signal ? AbortSignal.any([asked.signal, ended.signal]) : ended.signal
      const result = await graph.query(text, { ...asked, signal })
      return closing && !result.ok && result.problem.code === 'cancelled' ? refuse(gone) : result
    },
    status: () => last ?? graph.status(),
    catchUpWrites: revision => unlessClosing(() => graph.catchUpWrites(revision)),
    catchUp: generation => unlessClosing(() => graph.catchUp(generation)),
    close() {
      closing ??= close()
      return closing
    },
  }
}

/**
 * Opens the graph in an external store. Returns at once; the store is filled in the background, and may be away at any time.
 * Problem codes beside those of the port: `store-unreachable`, `store-forbids`, `store-failed`, `store-taken`,
 * `store-refused`. Throws when the ledger in `dataDir` cannot be written.
 */
export const openRemoteGraph = (options: RemoteGraphOptions): GraphStore => {
  const { base, dataDir, user, password } = options
  const client = createClient(user === undefined ? undefined : { user, password: password ?? '' })
  const ledger = new Ledger(dataDir, { base, profiles: options.profiles ?? {} }, programVersion())
  const openFeed = options.openFeed ?? (() => openArchive(dataDir, { readOnly: true }))
  const waits = createWaits(() => {
    const { replicas, generation } = status()
    return { answers: replicas > 0, generation, problem: runner.obstacle() }
  })
  const runner = createRunner({
    options,
    client,
    ledger,
    openFeed,
    changed: () => {
      waits.check()
      if (!users.ready()) void users.sync().then(() => waits.check())
    },
  })
  const users = new RemoteUsers({
    options,
    client,
    store() {
      const store = runner.answering()
      return store.ok ? ok({ dialect: store.value.dialect, load: ledger.load() }) : store
    },
  })
  const status = (): GraphStatus => {
    const now = runner.status()
    const revision = users.revision()
    return {
      ...now,
      ...(users.ready() ? {} : { replicas: 0 }),
      ...(revision === undefined ? {} : { revision }),
    }
  }
  return untilClosed(
    {
      query: createQuery(runner, client, options, users),
      status,
      catchUpWrites: () => users.sync(),
      catchUp(generation) {
        runner.nudge()
        return waits.wait(generation)
      },
      async close() {
        await runner.stop()
        users.close()
        await client.close()
        ledger.close()
      },
    },
    dataDir,
    gone => waits.check(gone),
  )
}
