/** The archive with other processes: killed ones, competing ones. The children run the built program (dist/). */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import type { Change } from '../../src/model/change.ts'
import { expectChain } from './archive-house.ts'
import { sqliteHouse } from './sqlite-house.ts'

const program = fileURLToPath(new URL('./write-batches.js', import.meta.url))

let house: ReturnType<typeof sqliteHouse>
const children: ChildProcess[] = []
beforeEach(() => {
  house = sqliteHouse()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await house.dispose()
})

interface Writer {
  readonly child: ChildProcess
  /** Batches whose commit was reported, in order. */
  readonly committed: readonly string[]
  readonly errors: readonly string[]
  readonly exit: Promise<unknown>
}

/** Starts a process that writes; `onCommit` is called at each reported commit. */
function startWriter(
  name: string,
  batchSize: number,
  batches: number,
  onCommit = (_count: number, _child: ChildProcess) => {},
): Writer {
  const child = spawn(process.execPath, [program, house.dataDir, name, String(batchSize), String(batches)])
  children.push(child)
  const committed: string[] = []
  const errors: string[] = []
  createInterface({ input: child.stdout }).on('line', line => {
    const { batch, written } = JSON.parse(line) as { batch: string; written: number }
    if (written !== batchSize) errors.push(`${batch}: ${written} written`)
    committed.push(batch)
    onCommit(committed.length, child)
  })
  child.stderr.on('data', data => errors.push(String(data)))
  return { child, committed, errors, exit: once(child, 'close') }
}

/** All changes, going on from those already read. */
async function allChanges(archive: Archive, read: readonly Change[] = []): Promise<Change[]> {
  const changes = [...read]
  for (let more = await archive.changesSince(changes.length, 1000); more.length > 0; ) {
    changes.push(...more)
    more = await archive.changesSince(changes.at(-1)?.seq ?? 0, 1000)
  }
  return changes
}

/** Batch -> number of its records in the feed. */
function sizes(changes: readonly Change[]): Map<string, number> {
  const count = new Map<string, number>()
  for (const { after } of changes) count.set(after.pipelineDigest, (count.get(after.pipelineDigest) ?? 0) + 1)
  return count
}

function integrity(): unknown[] {
  const database = new Database(`${house.dataDir}/archive.db`)
  try {
    return [
      ...database.prepare('PRAGMA integrity_check').all([]),
      ...database.prepare('PRAGMA foreign_key_check').all([]),
    ]
  } finally {
    database.close()
  }
}

describe('a writer that is killed at any moment', () => {
  it('loses nothing that it reported, and leaves no part of a batch', { timeout: 120_000 }, async () => {
    // More than fit into one statement: without a transaction a batch would come in parts.
    const batchSize = 250
    const reported: string[] = []
    let changes: Change[] = []
    for (let kill = 0; kill < 10; kill++) {
      const writer = startWriter('writer', batchSize, Infinity, (count, child) => {
        if (count === 2) setTimeout(() => child.kill('SIGKILL'), Math.random() * 150)
      })
      await writer.exit
      expect(writer.child.signalCode).toBe('SIGKILL')
      expect(writer.errors).toEqual([])
      reported.push(...writer.committed)
      expect(integrity()).toEqual([{ integrity_check: 'ok' }])
      const archive = await house.open()
      changes = await allChanges(archive, changes)
      const found = sizes(changes)
      expect(reported.filter(batch => !found.has(batch))).toEqual([])
      expect([...found.values()].filter(size => size !== batchSize)).toEqual([])
      const current = await archive.list({ limit: 1000 })
      expect(new Set(current.map(({ pipelineDigest }) => pipelineDigest)).size).toBe(1)
      expect(Math.max(...current.map(({ seq }) => seq))).toBe(changes.length)
    }
    expectChain(changes)
    expect(reported.length).toBeGreaterThanOrEqual(20)
  })
})

describe('several writers at once', () => {
  it('all succeed on the same records from the creation of the archive on, and every reader sees whole batches', {
    timeout: 120_000,
  }, async () => {
    const batches = 20
    const batchSize = 40
    const writers = ['one', 'two', 'three'].map(name => startWriter(name, batchSize, batches))
    const done = Promise.all(writers.map(({ exit }) => exit))
    let finished = false
    void done.then(() => {
      finished = true
    })
    const archive = await house.open()
    let seen = 0
    while (!finished) {
      const changes = await archive.changesSince(seen, 1000)
      expect([...sizes(changes).values()].filter(size => size !== batchSize)).toEqual([])
      seen = changes.at(-1)?.seq ?? seen
      await archive.write([])
      await new Promise(setImmediate)
    }
    await done
    expect(writers.flatMap(({ errors }) => errors)).toEqual([])
    expect(await archive.generation()).toBe(writers.length * batches * batchSize)
    const changes = await allChanges(archive)
    expectChain(changes)
    const found = sizes(changes)
    expect([...found.keys()].sort()).toEqual(writers.flatMap(({ committed }) => committed).sort())
    expect(integrity()).toEqual([{ integrity_check: 'ok' }])
  })
})
