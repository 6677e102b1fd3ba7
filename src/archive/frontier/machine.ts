/** Whether a process of this machine has ended: a harvest that is killed and started again need not wait for its own silence. */

import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

const orEmpty = (read: () => string): string => {
  try {
    return read().trim()
  } catch {
    // Only Linux has these files; elsewhere the host's name has to do.
    return ''
  }
}

let known: string | undefined

/**
 * Where process ids mean the same as here: this host since it was started, and, for containers that share the host's name,
 * this namespace of process ids.
 */
export function machine(): string {
  known ??= [
    hostname(),
    orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    orEmpty(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ')
  return known
}

/** Whether a process is known to have ended; false when that cannot be told from here, or its id was given again. */
export function hasEnded(one: { readonly pid: number; readonly machine: string }): boolean {
  if (one.machine !== machine() || one.pid === process.pid) return false
  try {
    // Signal 0 is not sent; it only asks whether it could be.
    process.kill(one.pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
