/** The host ledger of a process that harvests alone. */

import type { HostLedger } from '../model/host-ledger.ts'

/** A ledger in memory: for one process, and for several instances within it. Nothing outlives the process. */
export const memoryLedger = (): HostLedger => {
  const hosts = new Map<string, string>()
  return {
    update: async (host, change) => {
      const { stored, result } = change(hosts.get(host))
      hosts.set(host, stored)
      return result
    },
  }
}
