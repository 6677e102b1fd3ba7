/** Serves the parts over HTTP. */

import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Config } from '../config.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { createApp } from './app.ts'
import { openParts, type Parts, type ServerOptions } from './parts.ts'

export interface RunningServer extends Pick<Parts, 'caughtUp'> {
  /** Where it listens, without a trailing slash. */
  readonly url: string
  close(): Promise<void>
}

/** Addresses are part of the header: a polygon of as many corners as the search takes is some 50 KB, percent-encoded. */
const MAX_HEADER_BYTES = 64 * 1024

type Listening = ReturnType<typeof serve>

const listen = (fetch: OpenAPIHono['fetch'], { host, port }: Config): Promise<Result<Listening>> =>
  new Promise(resolve => {
    const server = serve(
      { fetch, hostname: host, port, serverOptions: { maxHeaderSize: MAX_HEADER_BYTES } },
      () => resolve(ok(server)),
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      const detail =
        error.code === 'EADDRINUSE'
          ? 'another program listens there; choose another port with --port'
          : `cannot listen: ${error.message}`
      resolve(failed({ stage: 'serve', code: 'cannot-listen', subject: `${host}:${port}`, detail }))
    })
  })

/**
 * Starts a server over the archive in `config.data`. Problems: those of `openParts`, and `cannot-listen`. Requests are
 * answered as soon as this resolves; `/health` tells how far behind the archive graph and catalogue are.
 */
export const startServer = async (options: ServerOptions): Promise<Result<RunningServer>> => {
  const { config } = options
  const opened = await openParts(options)
  if (!opened.ok) return opened
  const parts = opened.value
  const listening = await listen(createApp(parts.deps).fetch, config)
  if (!listening.ok) {
    await parts.close()
    return listening
  }
  const server = listening.value
  const { port } = server.address() as AddressInfo
  const host = config.host === '127.0.0.1' || config.host === '::1' ? 'localhost' : config.host
  return ok({
    url: `http://${host}:${port}`,
    caughtUp: parts.caughtUp,
    close: async () => {
      await new Promise<void>(resolve => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await parts.close()
    },
  })
}
