import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { bundled } from '../../src/registry/bundled.ts'
import { buildOutcomes } from '../support/build-record.ts'
import { lodestone } from './run-cli.ts'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lodestone-cli-revalidate-'))
  writeFileSync(
    join(folder, 'sources.yaml'),
    'sources:\n  - id: demo\n    name: Demo\n    sitemaps: [https://repository.example/sitemap.xml]\n    profiles: [geology]\n',
  )
  const archive = await openArchive(join(folder, 'data'))
  if (!archive.ok) throw new Error(archive.problem.detail)
  // The kernel asks for more than these say, so that those called accepted are not.
  const reports = [{ profile: 'kernel', shapesDigest: '', conforms: true, results: [] }]
  await archive.value.write(buildOutcomes(3, { reports }))
  await archive.value.write(buildOutcomes(1, { reports, kernelTriples: '', samples: [] }, 9))
  await archive.value.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('tells what changed, with 1 when records are rejected that were not, and then has nothing left to do', async () => {
  const dry = await lodestone(folder, ['revalidate', '--workers', '0', '--dry-run', '--format', 'json'])
  expect(dry).toMatchObject({ code: 1 })
  expect(JSON.parse(dry.stdout)).toMatchObject({
    dryRun: true,
    read: 4,
    changed: 4,
    newlyRejected: 1,
    written: 0,
  })
  const first = await lodestone(folder, ['revalidate', '--workers', '0'])
  expect(first.code).toBe(1)
  expect(first.stdout).toMatch(/newly rejected +1\n/)
  expect(first.stdout).toContain('https://repository.example/sample/9')
  const second = await lodestone(folder, ['revalidate', '--workers', '0', '--format', 'json'])
  expect(second.code).toBe(0)
  expect(JSON.parse(second.stdout)).toMatchObject({ due: 0, read: 0, current: 4, complete: true })
}, 120_000)

it('refuses what it cannot do with 2: no archive, an unknown source, another format', async () => {
  const elsewhere = join(folder, 'elsewhere')
  cpSync(bundled('examples/sources.yaml'), join(elsewhere, 'sources.yaml'))
  const none = await lodestone(elsewhere, ['revalidate'])
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('there is no archive')])
  const unknown = await lodestone(folder, ['revalidate', '--source', 'dmeo'])
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('there is no source "dmeo"')])
  const format = await lodestone(folder, ['revalidate', '--format', 'xml'])
  expect([format.code, format.stderr]).toEqual([2, expect.stringContaining('not "xml"')])
}, 120_000)
