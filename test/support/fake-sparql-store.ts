/** A SPARQL 1.1 server on loopback, for tests of the adapter without a network: Oxigraph behind the W3C protocols. */

import { type AddressInfo, createServer } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { namedNode, Store } from 'oxigraph'
import { isEndless } from './endless-query.ts'

/** How the server differs from a plain one. */
export interface FakeStoreOptions {
  readonly port?: number
  /** Headers of every answer, e.g. `server`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Answers instead of the engine, when it gives something. */
  readonly intercept?: (
    request: Request,
    body: string,
  ) => Response | undefined | Promise<Response | undefined>
}

export interface FakeStore {
  readonly query: string
  readonly update: string
  readonly graphStore: string
  readonly port: number
  /** What the server holds; it stays when the server is stopped. */
  readonly engine: Store
  /** Texts of the updates that came, the newest last. */
  readonly updates: string[]
  stop(): Promise<void>
}

const RESULTS = 'application/sparql-results+json'

/** Oxigraph names formats by their types; a list means the first that it knows. */
const formatOf = (accept: string | null, isGraph: boolean): string =>
  accept && accept !== '*/*' ? accept : isGraph ? 'application/n-triples' : RESULTS

const answer = (store: Store, form: URLSearchParams, accept: string | null): Response => {
  const text = form.get('query') ?? ''
  const defaults = form.getAll('default-graph-uri')
  const named = form.getAll('named-graph-uri')
  const isGraph = /^\s*((prefix|base)\s+\S*\s*<[^>]*>\s*)*(construct|describe)/i.test(text)
  // The engine works on the thread of the tests: what would never end answers as a server with a limit does.
  if (isEndless(text)) return new Response('The query has timed out', { status: 504 })
  try {
    const type = formatOf(accept, isGraph)
    const body = store.query(text, {
      results_format: type,
      ...(defaults.length + named.length > 0
        ? { default_graph: defaults.map(namedNode), named_graphs: named.map(namedNode) }
        : {}),
    }) as unknown as string
    return new Response(body, { headers: { 'content-type': type } })
  } catch (error) {
    return new Response(String((error as Error).message), { status: 400 })
  }
}

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** Starts a server over `store`, an empty one by default. */
export const startFakeStore = async (
  options: FakeStoreOptions = {},
  store: Store = new Store(),
): Promise<FakeStore> => {
  const updates: string[] = []
  const app = new Hono()
  app.use(async (c, next) => {
    const body = await c.req.raw.clone().text()
    const other = await options.intercept?.(c.req.raw, body)
    if (other) return other
    await next()
    for (const [name, value] of Object.entries(options.headers ?? {})) c.header(name, value)
    return undefined
  })
  app.post('/query', async c =>
    answer(store, new URLSearchParams(await c.req.text()), c.req.header('accept') ?? null),
  )
  app.post('/update', async c => {
    const body = await c.req.text()
    const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')
    const text = isForm ? (new URLSearchParams(body).get('update') ?? '') : body
    try {
      store.update(text)
      updates.push(text)
      return c.body(null, 204)
    } catch (error) {
      return c.text(String((error as Error).message), 400)
    }
  })
  app.post('/store', async c => {
    try {
      store.load(await c.req.text(), { format: 'application/n-quads' })
      return c.body(null, 204)
    } catch (error) {
      return c.text(String((error as Error).message), 400)
    }
  })
  const port = options.port ?? (await freePort())
  const server = await new Promise<ReturnType<typeof serve>>(resolve => {
    const started = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(started))
  })
  const root = `http://127.0.0.1:${port}`
  return {
    query: `${root}/query`,
    update: `${root}/update`,
    graphStore: `${root}/store`,
    port,
    engine: store,
    updates,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
