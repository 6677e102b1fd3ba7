/** Names for clients that lead back to no address. */

import { createHmac, randomBytes } from 'node:crypto'

const DAY_MS = 86_400_000
/** Names that are remembered, for no longer than their salt. */
const MOST_KNOWN = 1000

/**
 * Gives a client's key a name of 16 hexadecimal digits: the same one all day (UTC) and another one the next. The salt is
 * kept in memory alone and thrown away with the day, so that nobody can find the address again by trying all.
 */
export const createPseudonyms = (now: () => number) => {
  let [day, salt] = [-1, randomBytes(32)]
  const known = new Map<string, string>()
  return (key: string): string => {
    const today = Math.floor(now() / DAY_MS)
    if (today !== day) {
      ;[day, salt] = [today, randomBytes(32)]
      known.clear()
    }
    const found = known.get(key)
    if (found !== undefined) return found
    const name = createHmac('sha256', salt).update(key).digest('hex').slice(0, 16)
    // Those who ask often are soon known again.
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, name)
    return name
  }
}
