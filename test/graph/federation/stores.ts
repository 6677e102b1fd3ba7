/** Graphs and endpoints of the tests: small stores in this process, endpoints on loopback behind made-up names. */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { Store } from 'oxigraph'
import { graphOverStore } from '../../../src/graph/federation/store-graph.ts'
import type { GraphStore, QueryOptions } from '../../../src/graph/store.ts'

const PREFIX = '@prefix e: <http://e/> .\n'

export const storeOf = (turtle: string): Store => {
  const store = new Store()
  store.load(PREFIX + turtle, { format: 'text/turtle' })
  return store
}

/** A graph over a store; `asked` are the texts that reached it. */
export const graphOf = (store: Store): GraphStore & { readonly asked: string[] } => {
  const asked: string[] = []
  const graph = graphOverStore(store, 'http://local/')
  return {
    ...graph,
    asked,
    query(text: string, options: QueryOptions = {}) {
      asked.push(text)
      return graph.query(text, options)
    },
    close: async () => {},
  }
}

export type Behaviour = (query: string, response: ServerResponse, request: IncomingMessage) => void

/** An endpoint that answers SELECT from a store. */
export const answering =
  (store: Store): Behaviour =>
  (query, response) => {
    const body = store.query(query, { results_format: 'application/sparql-results+json' }) as string
    response.setHeader('content-type', 'application/sparql-results+json').end(body)
  }

export interface Endpoint {
  readonly url: string
  readonly port: number
  /** Queries that came, in order. */
  readonly queries: string[]
  close(): Promise<void>
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

/** Starts an endpoint on loopback that goes by the name `host`. */
export const startEndpoint = async (host: string, behave: Behaviour): Promise<Endpoint> => {
  const queries: string[] = []
  const server: Server = createServer((request, response) => {
    void bodyOf(request).then(body => {
      const query = new URLSearchParams(body).get('query') ?? ''
      queries.push(query)
      behave(query, response, request)
    })
  }).listen(0, '127.0.0.77')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}/sparql`,
    port,
    queries,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A resolver for which every name is this machine, unless the table says otherwise. */
export const lookupOf =
  (table: Readonly<Record<string, string>> = {}): LookupFunction =>
  (hostname, options, callback) => {
    const address = table[hostname] ?? '127.0.0.77'
    const family = address.includes(':') ? 6 : 4
    if (options.all) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
