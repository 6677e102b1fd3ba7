/** How much a thread has worked, as Linux tells it. */

import { readFileSync } from 'node:fs'

/** A clock tick of proc(5), as every Linux has it. */
const TICK_MS = 10

/**
 * Milliseconds of user and system time of a thread of this process, by its number there: fields 14 and 15 of its stat file
 * (proc(5)), in steps of 10; 0 when it is gone.
 */
export const processorTime = (thread: number): number => {
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
    // The name in parentheses may hold spaces; the third field follows it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return TICK_MS * (Number(fields[11]) + Number(fields[12]))
  } catch {
    return 0
  }
}
