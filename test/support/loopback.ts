/** Servers of tests: on a free port of 127.0.0.1, closed with everything that is still open. */

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Starts to listen; returns the port. */
export const listen = async (server: Server): Promise<number> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Closes a server and its connections. */
export const closeNow = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
