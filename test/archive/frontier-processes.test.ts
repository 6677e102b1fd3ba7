/** The frontier with several processes, some of which are killed. The children run the built program (dist/). */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { frontierHouse } from './frontier-house.ts'

const program = fileURLToPath(new URL('./visit-pages.js', import.meta.url))

let house: ReturnType<typeof frontierHouse>
const children: ChildProcess[] = []
beforeEach(() => {
  house = frontierHouse()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await house.dispose()
})

type Said =
  | { readonly settled: readonly string[] }
  | { readonly listed: number }
  | { readonly finished: boolean }
  | { readonly part: string; readonly number: number }

interface Visitor {
  readonly child: ChildProcess
  readonly said: readonly Said[]
  readonly errors: readonly string[]
  readonly exit: Promise<unknown>
}

/** Starts a process that visits. */
function startVisitor(pages: number, { onSaid = (_said: Said, _child: ChildProcess) => {} } = {}): Visitor {
  const child = spawn(process.execPath, [program, house.dataDir, String(pages)])
  children.push(child)
  const said: Said[] = []
  const errors: string[] = []
  createInterface({ input: child.stdout }).on('line', line => {
    const one = JSON.parse(line) as Said
    said.push(one)
    onSaid(one, child)
  })
  child.stderr.on('data', data => errors.push(String(data)))
  return { child, said, errors, exit: once(child, 'close') }
}

const settledBy = ({ said }: Visitor): string[] => said.flatMap(one => ('settled' in one ? one.settled : []))
const finishes = (visitors: readonly Visitor[]): number =>
  visitors.flatMap(({ said }) => said).filter(one => 'finished' in one && one.finished).length

/** What the database says of the pages and of the run. */
function ending(): { pages: unknown[]; run: unknown } {
  const database = new Database(`${house.dataDir}/frontier.db`)
  try {
    return {
      pages: database.prepare('select state, count(*) as count from page group by state').all([]),
      run: database
        .prepare(
          'select number, ending, queued, under_way, done, failed, gone from run order by number desc limit 1',
        )
        .all([])[0],
    }
  } finally {
    database.close()
  }
}

describe('several processes that harvest one source', () => {
  it('share its pages: each is visited by exactly one, and one ends the run', {
    timeout: 120_000,
  }, async () => {
    const pages = 5000
    const visitors = [1, 2, 3, 4].map(() => startVisitor(pages))
    await Promise.all(visitors.map(({ exit }) => exit))
    expect(visitors.flatMap(({ errors }) => errors)).toEqual([])
    const settled = visitors.flatMap(settledBy)
    expect(settled.length).toBe(pages)
    expect(new Set(settled).size).toBe(pages)
    expect(visitors.filter(one => settledBy(one).length > 0).length).toBeGreaterThan(1)
    expect(finishes(visitors)).toBe(1)
    expect(ending()).toEqual({
      pages: [{ state: 'idle', count: pages }],
      run: { number: 1, ending: 'done', queued: 0, under_way: 0, done: pages, failed: 0, gone: 0 },
    })
  })

  it('lose nothing when the one that plans is killed: another goes on from its checkpoint at once', {
    timeout: 120_000,
  }, async () => {
    const pages = 3000
    const killed = startVisitor(pages, {
      onSaid: (said, child) => {
        if ('listed' in said && said.listed === 1500) child.kill('SIGKILL')
      },
    })
    await killed.exit
    expect(killed.child.signalCode).toBe('SIGKILL')
    const visitors = [1, 2, 3].map(() => startVisitor(pages))
    await Promise.all(visitors.map(({ exit }) => exit))
    expect(visitors.flatMap(({ errors }) => errors)).toEqual([])
    const listed = visitors.flatMap(({ said }) => said).flatMap(one => ('listed' in one ? [one.listed] : []))
    expect(Math.min(...listed)).toBeGreaterThan(1500)
    // What the dead one had settled before its last word, or just after it, is settled; everything else by the living, once.
    const settled = visitors.flatMap(settledBy)
    expect(new Set(settled).size).toBe(settled.length)
    const all = new Set([...settledBy(killed), ...settled])
    expect(all.size).toBeGreaterThanOrEqual(pages - 20)
    expect(settled.filter(url => settledBy(killed).includes(url))).toEqual([])
    expect(finishes(visitors)).toBe(1)
    expect(ending()).toEqual({
      pages: [{ state: 'idle', count: pages }],
      run: { number: 1, ending: 'done', queued: 0, under_way: 0, done: pages, failed: 0, gone: 0 },
    })
  })
})
