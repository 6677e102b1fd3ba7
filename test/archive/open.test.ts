import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { buildOutcome, buildOutcomes } from '../support/build-record.ts'
import { sqliteHouse } from './sqlite-house.ts'

let house: ReturnType<typeof sqliteHouse>
beforeEach(() => {
  house = sqliteHouse()
})
afterEach(() => house.dispose())

async function problemOf(opening: ReturnType<typeof openArchive>): Promise<string> {
  const result = await opening
  if (!result.ok) return result.problem.code
  await result.value.close()
  return 'none'
}

const sqlite = (sql: string): void => {
  const database = new Database(join(house.dataDir, 'archive.db'))
  database.exec(sql)
  database.close()
}

describe('opening an archive', () => {
  it('creates data directory and archive', async () => {
    const result = await openArchive(join(house.dataDir, 'a', 'b'))
    if (!result.ok) throw new Error(result.problem.detail)
    expect(await result.value.generation()).toBe(0)
    await result.value.close()
    await expect(result.value.generation()).rejects.toThrow()
  })

  it('says so when a read-only archive is not there yet, and creates nothing', async () => {
    expect(await problemOf(openArchive(house.dataDir, { readOnly: true }))).toBe('archive-missing')
    expect(await problemOf(openArchive(house.dataDir, { readOnly: true }))).toBe('archive-missing')
  })

  it('takes a database without tables for an archive that is only being created', async () => {
    sqlite('PRAGMA journal_mode = WAL')
    expect(await problemOf(openArchive(house.dataDir, { readOnly: true }))).toBe('archive-missing')
  })

  it('leaves an archive of a newer program alone', async () => {
    await house.open()
    sqlite('update schema_version set version = 999')
    expect(await problemOf(openArchive(house.dataDir))).toBe('archive-newer')
    expect(await problemOf(openArchive(house.dataDir, { readOnly: true }))).toBe('archive-newer')
  })

  it('refuses a file of another kind', async () => {
    writeFileSync(
      join(house.dataDir, 'archive.db'),
      'this is a text file, and long enough to be looked at '.repeat(100),
    )
    expect(await problemOf(openArchive(house.dataDir))).toBe('archive-unreadable')
    expect(await problemOf(openArchive(house.dataDir, { readOnly: true }))).toBe('archive-unreadable')
  })

  it('refuses a path that is a folder or lies below a file', async () => {
    mkdirSync(join(house.dataDir, 'archive.db'))
    expect(await problemOf(openArchive(house.dataDir))).toBe('archive-unreadable')
    writeFileSync(join(house.dataDir, 'file'), '')
    expect(await problemOf(openArchive(join(house.dataDir, 'file')))).toBe('archive-unreadable')
  })

  it('takes over an archive that kept the pipeline in its versions, and what it says is no news', async () => {
    const first = await house.open()
    const outcomes = [...buildOutcomes(3), buildOutcome({ id: 4, state: 'rejected' })]
    await first.write(outcomes)
    await first.close()
    sqlite(`alter table record drop column stamp; drop table stamp; update schema_version set version = 3;
      update version set outcome_digest = 'digest of an older program'`)
    expect(await problemOf(openArchive(house.dataDir, { readOnly: true }))).toBe('archive-outdated')
    const archive = await house.open()
    const known = await archive.remembered(outcomes[0]?.url ?? '')
    expect(known?.pipelineDigest).toBe(outcomes[0]?.pipelineDigest)
    const stamps = (await archive.stampGroups()).map(({ stamp }) => stamp)
    expect(stamps).toEqual(outcomes.slice(2).map(({ pipelineDigest }) => ({ pipelineDigest })))
    const again = outcomes.map(outcome => ({ ...outcome, pipelineDigest: 'of today' }))
    expect(await archive.write(again)).toMatchObject({ written: 0, unchanged: 4 })
    expect(await archive.write([buildOutcome({ name: 'Renamed' })])).toMatchObject({ written: 1 })
  })

  it('finds everything again after closing', async () => {
    const first = await house.open()
    await first.write(buildOutcomes(5))
    await first.close()
    const second = await house.open()
    expect(await second.generation()).toBe(5)
    expect(await second.write(buildOutcomes(5))).toMatchObject({ unchanged: 5 })
  })
})

describe('several archives in one process', () => {
  it('write in turn instead of waiting for each other for ever', async () => {
    const archives = await Promise.all([1, 2, 3].map(() => house.open()))
    const writes = archives.flatMap((archive, which) =>
      [1, 2, 3].map(id => archive.write([buildOutcome({ id: which * 10 + id })])),
    )
    await Promise.all([
      ...writes,
      archives[0]?.setSetting('base', 'x'),
      archives[1]?.setSetting('other', 'x'),
    ])
    expect(await archives[0]?.generation()).toBe(9)
  })

  it('works in worker threads while the main thread writes', async () => {
    const archive = await house.open()
    const entry = new URL('../../dist/archive/open.js', import.meta.url).href
    const code = `
      const { parentPort, workerData } = require('node:worker_threads')
      import(workerData.entry).then(async ({ openArchive }) => {
        const { value } = await openArchive(workerData.dataDir, { readOnly: true })
        let seq = 0
        while (seq < 200) seq = (await value.changesSince(seq, 50)).at(-1)?.seq ?? seq
        await value.close()
        parentPort.postMessage(seq)
      })`
    const workers = [1, 2].map(
      () => new Worker(code, { eval: true, workerData: { entry, dataDir: house.dataDir } }),
    )
    const answers = Promise.all(workers.map(worker => once(worker, 'message')))
    for (let first = 1; first <= 200; first += 20) await archive.write(buildOutcomes(20, {}, first))
    expect(await answers).toEqual([[200], [200]])
    await Promise.all(workers.map(worker => worker.terminate()))
  })
})
