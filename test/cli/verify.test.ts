import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import { recordOf, rockVocabularies } from '../catalogue/sample-sketch.ts'
import { closeNow, listen } from '../support/loopback.ts'
import { pdf } from '../verify/documents.ts'
import { lodestone } from './run-cli.ts'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lodestone-verify-cli-'))
  const archive = await openArchive(join(folder, 'data'))
  if (!archive.ok) throw new Error(archive.problem.detail)
  await archive.value.write([
    recordOf('https://repository.example/1', [{ iri: 'https://doi.org/10.5072/demo-1', name: 'Demo' }]),
  ])
  await archive.value.close()
  writeFileSync(join(folder, 'good.txt'), 'IGSN 10.5072/DEMO-1')
  writeFileSync(join(folder, 'bad.csv'), 'IGSN\n10.5072/DEMO-1\nIGSN:10.5072/DEMO-I\n')
  writeFileSync(join(folder, 'scan.pdf'), pdf([[]]))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('lodestone verify', () => {
  it('ends with 0 when nothing is to be corrected, 1 with findings, 2 for what cannot be read', async () => {
    const good = await lodestone(folder, ['verify', 'good.txt'])
    expect([good.code, good.stderr]).toEqual([0, ''])
    expect(good.stdout).toContain('1 registered')
    const bad = await lodestone(folder, ['verify', 'good.txt', 'bad.csv', '--format', 'csv'])
    expect(bad.code).toBe(1)
    expect(bad.stdout).toContain('bad.csv,IGSN:10.5072/DEMO-I,malformed,10.5072/demo-1')
    const scan = await lodestone(folder, ['verify', 'scan.pdf', 'good.txt', '--format', 'json'])
    expect([scan.code, scan.stderr]).toEqual([2, expect.stringContaining('has no text layer')])
    expect(JSON.parse(scan.stdout)).toMatchObject({ summary: { registered: 1 } })
    const misuse = await lodestone(folder, ['verify', 'good.txt', '--format', 'xml'])
    expect([misuse.code, misuse.stderr]).toEqual([2, expect.stringContaining('table, json, csv, html')])
    expect((await lodestone(folder, ['verify', 'good.txt', '--data', 'nothing'])).stderr).toContain(
      'harvest first',
    )
  })

  it('points to the server when a running one holds the catalogue', async () => {
    const archive = await openArchive(join(folder, 'data'), { readOnly: true })
    if (!archive.ok) throw new Error(archive.problem.detail)
    const catalogue = await openCatalogue({
      dataDir: join(folder, 'data'),
      feed: archive.value,
      vocabularies: rockVocabularies(),
      sources: [],
    })
    const { code, stderr } = await lodestone(folder, ['verify', 'good.txt'])
    await catalogue.close()
    await archive.value.close()
    expect([code, stderr]).toEqual([2, expect.stringContaining('--server')])
  })

  it('asks a server, and says when there is none', async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      const { pathname } = new URL(request.url ?? '', 'http://localhost')
      response.end(
        JSON.stringify(
          pathname === '/api/verify'
            ? {
                document: { name: 'good.txt' },
                results: [],
                summary: {},
                samples: {},
                notes: [],
                publication: null,
              }
            : {},
        ),
      )
    })
    const port = await listen(server)
    const found = await lodestone(folder, [
      'verify',
      'good.txt',
      '--server',
      `http://127.0.0.1:${port}/`,
      '--publication',
      'doi:10.5072/paper',
    ])
    await closeNow(server)
    expect([found.code, found.stdout]).toEqual([0, 'good.txt: no identifiers\n'])
    expect(asked).toEqual([
      'POST /api/verify?name=good.txt&publication=https%3A%2F%2Fdoi.org%2F10.5072%2Fpaper',
    ])
    const gone = await lodestone(folder, ['verify', 'good.txt', '--server', `http://127.0.0.1:${port}`])
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('does it run?')])
  })
})
