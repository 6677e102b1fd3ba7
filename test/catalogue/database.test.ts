import { describe, expect, it } from 'vitest'
import { openDatabase, rows, run } from '../../src/catalogue/database.ts'
import { ReadRefused } from '../../src/catalogue/turns.ts'

const counted = async (database: Awaited<ReturnType<typeof openDatabase>>): Promise<number> => {
  const [row] = await database.read(connection =>
    rows<{ n: bigint }>(connection, 'SELECT count(*) AS n FROM thing'),
  )
  return Number(row?.n)
}

/** A promise and what settles it. */
const gate = () => {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { open, opened }
}

const ENDLESS = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3'

const refused = async (reading: Promise<unknown>): Promise<string> => {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ReadRefused)) throw error ?? new Error('the read was answered')
  return error.problem.code
}

describe('readers', () => {
  it('answer from the state before while a write is under way, and from one state all through', async () => {
    const database = await openDatabase()
    await database.write(connection => run(connection, 'CREATE TABLE thing AS SELECT 1 AS a'))
    const [written, go] = [gate(), gate()]
    const writing = database.write(async connection => {
      await run(connection, 'INSERT INTO thing SELECT range FROM range(100000)')
      written.open()
      await go.opened
    })
    await written.opened
    expect(await counted(database)).toBe(1)
    const [reading, on] = [gate(), gate()]
    const twice = database.read(async connection => {
      const first = await rows<{ n: bigint }>(connection, 'SELECT count(*) AS n FROM thing')
      reading.open()
      await on.opened
      return [first, await rows<{ n: bigint }>(connection, 'SELECT count(*) AS n FROM thing')]
    })
    await reading.opened
    go.open()
    await writing
    expect(await counted(database)).toBe(100_001)
    on.open()
    expect((await twice).map(([row]) => Number(row?.n))).toEqual([1, 1])
    await database.close()
  })

  it('are refused when they take too long, and the database goes on', async () => {
    const database = await openDatabase(undefined, { readMs: 50, waiting: 10 })
    await database.write(connection => run(connection, 'CREATE TABLE thing AS SELECT 1 AS a'))
    expect(await refused(database.read(connection => rows(connection, ENDLESS)))).toBe('search-timeout')
    expect(await counted(database)).toBe(1)
    await database.close()
  })

  it('are refused when too many wait', async () => {
    const database = await openDatabase(undefined, { readMs: 60_000, waiting: 1 })
    const go = gate()
    const waiting = Array.from({ length: 5 }, () => database.read(() => go.opened))
    expect(await refused(database.read(async () => undefined))).toBe('search-busy')
    go.open()
    await Promise.all(waiting)
    await expect(database.read(async () => 'answered')).resolves.toBe('answered')
    await database.close()
  })
})
