/** Clients and their turns: who may start a query, who waits, who is told to come back. */

import {
  type Allowance,
  createAllowance,
  type LimitRules,
  type Refusal,
  type Remaining,
} from './allowance.ts'

/** Clients whose allowance is known; of more, those that asked for nothing the longest start anew. */
const MAX_CLIENTS = 20_000

/** How an attempt to start a query came out. `end` must be called once the query is over. */
export type Turn =
  | { readonly kind: 'go'; readonly end: (failed: boolean) => void }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'cancelled' }

interface Desk {
  readonly allowance: Allowance
  /** Called in their order when a query has ended. */
  readonly waiting: Set<() => void>
}

/** Waits until `wake` is called, the time is over or the signal says so; says whether it was woken. */
const pause = (waiting: Set<() => void>, ms: number, signal: AbortSignal): Promise<boolean> =>
  new Promise(resolve => {
    const settle = (woken: boolean) => (): void => {
      waiting.delete(wake)
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      resolve(woken)
    }
    const wake = settle(true)
    const leave = settle(false)
    const timer = setTimeout(leave, ms)
    signal.addEventListener('abort', leave, { once: true })
    waiting.add(wake)
  })

const wakeNext = ({ allowance, waiting }: Desk): void => {
  const [next] = waiting
  if (allowance.hasRoom()) next?.()
}

/** The turns of all clients. `now` is a clock in milliseconds that never goes back. */
export const createTurns = (rules: LimitRules, now: () => number, maxClients = MAX_CLIENTS) => {
  const desks = new Map<string, Desk>()
  const forget = (): void => {
    for (const [key, { allowance, waiting }] of desks) {
      if (desks.size <= maxClients) return
      // One with queries under way is kept: it would be let in anew.
      if (!allowance.busy() && waiting.size === 0) desks.delete(key)
    }
  }
  const deskOf = (client: string): Desk => {
    const desk = desks.get(client) ?? { allowance: createAllowance(rules, now()), waiting: new Set() }
    desks.delete(client)
    desks.set(client, desk)
    forget()
    return desk
  }
  const begin = (desk: Desk, deadlineMs: number): Turn => {
    const ended = desk.allowance.begin(now(), now() + deadlineMs)
    const end = (failed: boolean): void => {
      ended(now(), failed)
      wakeNext(desk)
    }
    return { kind: 'go', end }
  }
  return {
    /**
     * Starts a query that may run for `deadlineMs`, after those of the same client that came before; waits at most that
     * long for it.
     */
    async start(client: string, deadlineMs: number, signal: AbortSignal): Promise<Turn> {
      const desk = deskOf(client)
      const { allowance, waiting } = desk
      const latest = now() + deadlineMs
      for (;;) {
        const refusal = allowance.refusal(now())
        const go = !signal.aborted && !refusal && allowance.hasRoom()
        if (go) return begin(desk, deadlineMs)
        const full = waiting.size >= rules.concurrency || now() >= latest
        if (signal.aborted || refusal || full) {
          // The turn that it may have been woken for is the next one's.
          wakeNext(desk)
          return signal.aborted
            ? { kind: 'cancelled' }
            : { kind: 'refused', refusal: refusal ?? allowance.crowded(now()) }
        }
        await pause(waiting, latest - now(), signal)
      }
    },
    /** What a client has left. */
    remaining: (client: string): Remaining => deskOf(client).allowance.remaining(now()),
    /** How many clients are known. */
    clients: (): number => desks.size,
  }
}

export type Turns = ReturnType<typeof createTurns>
