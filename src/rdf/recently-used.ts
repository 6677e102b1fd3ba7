/** A map of bounded size. */

/** A map that forgets the entry that was asked for longest ago when it holds more than `limit` entries. */
export const recentlyUsed = <T>(limit: number) => {
  const entries = new Map<string, T>()
  return {
    get: (key: string): T | undefined => {
      const value = entries.get(key)
      if (value !== undefined) {
        entries.delete(key)
        entries.set(key, value)
      }
      return value
    },
    set: (key: string, value: T): void => {
      entries.delete(key)
      entries.set(key, value)
      const [oldest] = entries.keys()
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest)
    },
  }
}
