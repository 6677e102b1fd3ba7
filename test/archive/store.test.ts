import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import Database from 'libsql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { archiveSchema } from '../../src/archive/migrations.ts'
import { openSqlite } from '../../src/archive/sqlite.ts'
import type { Store } from '../../src/archive/store.ts'
import { sqliteHouse } from './sqlite-house.ts'

const writable = { readOnly: false, synchronous: 'FULL' } as const

let house: ReturnType<typeof sqliteHouse>
let store: Store
beforeEach(async () => {
  house = sqliteHouse()
  store = await openSqlite(join(house.dataDir, 'archive.db'), writable)
  await store.write(archiveSchema.migrate)
})
afterEach(async () => {
  await store.close()
  await house.dispose()
})

const put = (key: string, value: unknown) =>
  store.write(db =>
    db
      .insertInto('setting')
      .values({ key, value: value as string })
      .execute(),
  )

/** Settings but the archive's own: its identity stands there from the first opening. */
const settings = () => store.db.selectFrom('setting').selectAll().where('key', '!=', 'identity').execute()

it('refuses parameters that the driver would abort on or cut', async () => {
  await expect(put('a', true)).rejects.toThrow(TypeError)
  await expect(put('a', 'cut\0here')).rejects.toThrow(/U\+0000/)
  await put('a', 'ok')
})

it('takes back a transaction that fails, and works on', async () => {
  const failing = store.write(async db => {
    await db.insertInto('setting').values({ key: 'a', value: '1' }).execute()
    await db.insertInto('setting').values({ key: 'a', value: '2' }).execute()
  })
  await expect(failing).rejects.toThrow(/UNIQUE/)
  expect(await settings()).toEqual([])
  await put('a', '3')
})

it('keeps references between tables whole', async () => {
  const orphan = store.write(db =>
    db.insertInto('record_sample').values({ sample: 's', url: 'https://unknown.example/' }).execute(),
  )
  await expect(orphan).rejects.toThrow(/FOREIGN KEY/)
})

it('brings a commit to the disk before it returns', async () => {
  const { rows } = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(store.db)
  expect(rows).toEqual([{ synchronous: 2 }])
  const journal = await sql<{ journal_mode: string }>`PRAGMA journal_mode`.execute(store.db)
  expect(journal.rows).toEqual([{ journal_mode: 'wal' }])
})

it('leaves everything in the database file when a writer closes', async () => {
  await put('a', 'b')
  await store.read(view => view.selectFrom('setting').selectAll().execute())
  await store.close()
  const copy = join(house.dataDir, 'copy.db')
  copyFileSync(join(house.dataDir, 'archive.db'), copy)
  store = await openSqlite(copy, writable)
  expect(await settings()).toEqual([{ key: 'a', value: 'b' }])
})

it('waits while another process is creating the same database', async () => {
  const file = join(house.dataDir, 'new.db')
  const other = new Database(file)
  other.exec('begin immediate')
  const opening = openSqlite(file, writable)
  other.exec('commit')
  other.close()
  await (await opening).close()
})

it('applies migrations once', async () => {
  await put('a', 'b')
  const before = await store.db.selectFrom('setting').selectAll().execute()
  await store.write(archiveSchema.migrate)
  expect(await store.db.selectFrom('setting').selectAll().execute()).toEqual(before)
  expect(await store.db.selectFrom('schema_version').selectAll().execute()).toHaveLength(1)
})
