/** Tests never leave this machine: any request to another address fails loudly. */

import { lookup } from 'node:dns'
import { Agent, setGlobalDispatcher } from 'undici'

const loopback = /^(127\.|::1$|localhost$)/

setGlobalDispatcher(
  new Agent({
    connect: {
      lookup: (hostname, options, callback) => {
        if (!loopback.test(hostname)) {
          callback(new Error(`tests must not use the network: ${hostname}`), '', 0)
          return
        }
        lookup(hostname, options as never, callback as never)
      },
    },
  }),
)
