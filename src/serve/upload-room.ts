/** Room in memory for what visitors send: large bodies of many clients at once must not take all there is. */

/** The room that one request takes. */
export interface Place {
  /** Takes so many bytes more; false when there is no room for them. */
  take(bytes: number): boolean
  /** Gives everything back; may be called twice. */
  leave(): void
}

/** Hands out places. */
export interface UploadRoom {
  enter(client: string): Place
}

/** A room of `most` bytes, of which the requests of one client have `mostOfOne` together at most. */
export const uploadRoom = (most: number, mostOfOne: number): UploadRoom => {
  const taken = new Map<string, number>()
  let all = 0
  return {
    enter: client => {
      let own = 0
      const add = (bytes: number): void => {
        own += bytes
        all += bytes
        const ofClient = (taken.get(client) ?? 0) + bytes
        if (ofClient === 0) taken.delete(client)
        else taken.set(client, ofClient)
      }
      return {
        take: bytes => {
          if (all + bytes > most || (taken.get(client) ?? 0) + bytes > mostOfOne) return false
          add(bytes)
          return true
        },
        leave: () => add(-own),
      }
    },
  }
}
