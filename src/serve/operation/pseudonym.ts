/** Names for clients that lead back to no address. */

import { createHmac, randomBytes } from 'node:crypto'

/**
 * Gives a client's key a name of 16 hexadecimal digits: the same one all day (UTC) and another one the next. The salt is
 * kept in memory alone and thrown away with the day, so that nobody can find the address again by trying all.
 */
export const createPseudonyms = (now: () => number) => {
  let [day, salt] = ['', randomBytes(32)]
  return (key: string): string => {
    const today = new Date(now()).toISOString().slice(0, 10)
    if (today !== day) [day, salt] = [today, randomBytes(32)]
    return createHmac('sha256', salt).update(key).digest('hex').slice(0, 16)
  }
}
