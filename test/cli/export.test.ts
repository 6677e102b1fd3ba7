import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { buildOutcomes, sha256 } from '../support/build-record.ts'
import { lodestone } from './run-cli.ts'

const BODY = Buffer.from(Array.from({ length: 20_000 }, (_, n) => `{"id":"${n}"}\n`).join(''))
const ETAG = '"7-demo"'

/** A server of one export whose first transfers break in the middle; notes the ranges that it was asked for. */
const breakingServer = async (breaks: number) => {
  const ranges: (string | undefined)[] = []
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/api/export/manifest')) {
      response.end(JSON.stringify({ samples: 20_000, bytes: BODY.length, sha256: sha256(BODY) }))
      return
    }
    const { range } = request.headers
    ranges.push(range)
    const from = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0)
    const headers = { etag: ETAG, 'lodestone-generation': '7', 'lodestone-total': '20000' }
    response.writeHead(range === undefined ? 200 : 206, headers)
    if (ranges.length > breaks) response.end(BODY.subarray(from))
    else response.write(BODY.subarray(from, from + 50_000), () => response.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, ranges, close: () => server.close() }
}

describe('lodestone export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lodestone-cli-export-'))
  beforeAll(async () => {
    const archive = await openArchive(join(folder, 'data'))
    if (!archive.ok) throw new Error(archive.problem.detail)
    await archive.value.write(buildOutcomes(5))
    await archive.value.close()
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('writes what a search finds, and a manifest beside it', { timeout: 60_000 }, async () => {
    const ended = await lodestone(folder, ['export', '--format', 'jsonl', '--q', 'DEMO3', '-o', 'out.jsonl'])
    expect(ended).toMatchObject({ code: 0, stdout: '' })
    const text = readFileSync(join(folder, 'out.jsonl'), 'utf8')
    expect(text.trim().split('\n')).toHaveLength(1)
    const manifest = JSON.parse(readFileSync(join(folder, 'out.jsonl.manifest.json'), 'utf8'))
    expect(manifest).toMatchObject({ samples: 1, query: 'q=DEMO3', sha256: sha256(text) })
    expect(existsSync(join(folder, 'data', 'catalogue.duckdb'))).toBe(false)
  })

  it('writes to the standard output, and explains what it does not understand', {
    timeout: 60_000,
  }, async () => {
    const { code, stdout } = await lodestone(folder, ['export', '--columns', 'identifier'])
    expect([code, stdout.split('\r\n')]).toEqual([
      0,
      ['identifier', 'DEMO1', 'DEMO2', 'DEMO3', 'DEMO4', 'DEMO5', ''],
    ])
    const wrong = await lodestone(folder, ['export', '--format', 'exel'])
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('geoparquet')])
  })

  it('goes on where a transfer broke, and checks the whole', { timeout: 60_000 }, async () => {
    const server = await breakingServer(2)
    const ended = await lodestone(folder, [
      'export',
      '--server',
      server.url,
      '--format',
      'jsonl',
      '-o',
      'far.jsonl',
    ])
    server.close()
    expect(ended.stderr).toContain(sha256(BODY))
    expect(ended.code).toBe(0)
    expect(readFileSync(join(folder, 'far.jsonl')).equals(BODY)).toBe(true)
    expect(server.ranges).toHaveLength(3)
    expect(server.ranges[0]).toBeUndefined()
    expect(server.ranges.slice(1).every(range => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true)
  })

  it('goes on with --resume, and refuses what does not match its checksum', { timeout: 60_000 }, async () => {
    const server = await breakingServer(0)
    const begun = { query: 'format=jsonl', etag: ETAG, generation: '7' }
    const start = async (part: Buffer) => {
      writeFileSync(join(folder, 'again.jsonl.part'), part)
      writeFileSync(join(folder, 'again.jsonl.part.json'), JSON.stringify(begun))
      const target = ['--format', 'jsonl', '-o', 'again.jsonl', '--resume']
      return lodestone(folder, ['export', '--server', server.url, ...target])
    }
    expect((await start(BODY.subarray(0, 1000))).code).toBe(0)
    expect(server.ranges).toEqual(['bytes=1000-'])
    const damaged = await start(Buffer.alloc(1000))
    server.close()
    expect([damaged.code, damaged.stderr]).toEqual([2, expect.stringContaining('the manifest says')])
    expect(existsSync(join(folder, 'again.jsonl.part'))).toBe(false)
  })
})
