/** Who may read now, who waits, and who is sent away. */
import type { Problem } from '../model/problem.ts'

/** A read that was not answered because the server has too much to do; the caller may come again. */
export class ReadRefused extends Error {
  readonly problem: Problem
  constructor(code: 'search-timeout' | 'search-busy', detail: string) {
    super(detail)
    this.problem = { stage: 'catalogue', code, subject: 'search', detail }
  }
}

/** Runs at most `limit` functions at once; up to `waiting` others wait in order, further ones reject with `search-busy`. */
export const turnstile = (limit: number, waiting = Number.POSITIVE_INFINITY) => {
  let inside = 0
  const queue: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= limit) {
      if (queue.length >= waiting)
        throw new ReadRefused('search-busy', `${queue.length} searches are waiting already; try again later`)
      await new Promise<void>(resolve => queue.push(resolve))
    } else inside++
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else inside--
    }
  }
}

/** What can be stopped while it works. */
interface Interruptible {
  interrupt(): void
}

/** An interrupt may fall between two statements: it is repeated. */
const AGAIN_MS = 50

/** Runs `work`, interrupting the connection's statements from `ms` milliseconds on; then it rejects with `search-timeout`. */
export const withinTime = async <T>(
  connection: Interruptible,
  ms: number,
  work: () => Promise<T>,
): Promise<T> => {
  let late: NodeJS.Timeout | undefined
  const timer = setTimeout(() => {
    connection.interrupt()
    late = setInterval(() => connection.interrupt(), AGAIN_MS)
  }, ms)
  const refused = () =>
    new ReadRefused(
      'search-timeout',
      `the search took longer than ${ms} ms; narrow it by filters, or ask for fewer facets`,
    )
  try {
    return await work()
  } catch (error) {
    throw late ? refused() : error
  } finally {
    clearTimeout(timer)
    clearInterval(late)
  }
}
