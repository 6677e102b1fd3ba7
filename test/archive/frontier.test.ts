import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFrontier } from '../../src/archive/frontier/open.ts'
import { frontierContract } from './frontier.contract.ts'
import { frontierHouse, harvest, listing, page } from './frontier-house.ts'
import { removalsContract } from './frontier-removals.contract.ts'

frontierContract('the frontier on SQLite', frontierHouse)
removalsContract('the frontier on SQLite', frontierHouse)

describe('opening a frontier', () => {
  let house: ReturnType<typeof frontierHouse>
  beforeEach(() => {
    house = frontierHouse()
  })
  afterEach(() => house.dispose())

  const codeOf = async (readOnly: boolean): Promise<string | undefined> => {
    const opened = await openFrontier(house.dataDir, { readOnly })
    if (opened.ok) await opened.value.close()
    return opened.ok ? undefined : opened.problem.code
  }
  const setVersion = (version: number): void => {
    const database = new Database(join(house.dataDir, 'frontier.db'))
    database.prepare('update schema_version set version = ?').run([version])
    database.close()
  }

  it('creates it, unless it is only read', async () => {
    expect(await codeOf(true)).toBe('frontier-missing')
    expect(existsSync(join(house.dataDir, 'frontier.db'))).toBe(false)
    expect(await codeOf(false)).toBeUndefined()
    expect(await codeOf(true)).toBeUndefined()
  })

  it('reads dead letters while another process writes', async () => {
    await harvest(house, { listings: [listing(page(1))], failing: [page(1)] })
    const reader = await house.open({ readOnly: true })
    expect(await reader.deadLetters({ limit: 9 })).toHaveLength(1)
    await expect(reader.join('s')).rejects.toThrow('readonly')
  })

  it('refuses what is no database, and what another program wrote', async () => {
    await codeOf(false)
    setVersion(99)
    expect(await codeOf(false)).toBe('frontier-newer')
    setVersion(1)
    expect(await codeOf(true)).toBe('frontier-outdated')
    writeFileSync(
      join(house.dataDir, 'frontier.db'),
      'not a database, but long enough to be looked at'.repeat(100),
    )
    expect(await codeOf(false)).toBe('frontier-unreadable')
  })
})
