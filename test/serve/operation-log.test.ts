import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createQueryLog, type LogLine } from '../../src/serve/operation/query-log.ts'
import { rowsOf } from '../../src/serve/operation/row-count.ts'
import { createSlowQueries } from '../../src/serve/operation/slow-queries.ts'
import { failing, openHouse, twoRows } from './operation-house.ts'

const line = (more: Partial<LogLine> = {}): LogLine => ({
  time: '2026-01-31T12:00:00.000Z',
  id: 'demo',
  client: '0123456789abcdef',
  agent: 'curl',
  form: 'ASK',
  digest: 'd',
  outcome: 'done',
  code: undefined,
  ms: 1,
  bytes: 2,
  rows: undefined,
  format: 'json',
  generation: 1,
  ...more,
})

describe('the query log', () => {
  let folder: string
  let now: number
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lodestone-log-'))
    now = Date.now()
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const open = (maxBytes = 1_000_000, where = folder) =>
    createQueryLog({ folder: where, name: 'queries', maxBytes, now: () => now })
  const lines = (file = 'queries.jsonl'): LogLine[] =>
    readFileSync(join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map(text => JSON.parse(text) as LogLine)

  it('has a line per query, whatever line ends a query has', async () => {
    const log = open()
    const text = 'ASK {}\n{"time":"forged"}\r\n\u2028'
    log.write(line({ text }))
    log.write(line())
    await log.settled()
    expect(lines()).toEqual([JSON.parse(JSON.stringify(line({ text }))), JSON.parse(JSON.stringify(line()))])
    expect(statSync(join(folder, 'queries.jsonl')).mode & 0o077).toBe(0)
  })

  it('begins a file a day, and before it gets long, and keeps no more than it may', async () => {
    const log = open(5000)
    for (let n = 0; n < 200; n++) {
      log.write(line({ ms: n }))
      await log.settled()
      if (n === 100) now += 24 * 3_600_000
    }
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThan(2)
    expect(files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)).toBeLessThanOrEqual(5000)
    expect(files.every(file => /^queries(-\d{4}-\d\d-\d\d-\d{4})?\.jsonl$/.test(file))).toBe(true)
    expect(lines().at(-1)?.ms).toBe(199)
    expect(log.status()).toEqual({ written: 200, lost: 0 })
  })

  it('leaves other files alone', async () => {
    writeFileSync(join(folder, 'queries-notes.jsonl'), 'x'.repeat(10_000))
    const log = open(1000)
    for (let n = 0; n < 30; n++) {
      log.write(line())
      await log.settled()
    }
    expect(statSync(join(folder, 'queries-notes.jsonl')).size).toBe(10_000)
  })

  it('counts what it cannot write, says why, and goes on as soon as it can', async () => {
    const missing = join(folder, 'later')
    const log = open(1_000_000, missing)
    log.write(line())
    await log.settled()
    expect(log.status()).toMatchObject({ written: 0, lost: 1, problem: expect.stringContaining('ENOENT') })
    writeFileSync(join(folder, 'queries.jsonl'), '{"torn":')
    const again = open()
    again.write(line())
    await again.settled()
    expect(again.status()).toEqual({ written: 1, lost: 0 })
  })

  it('never fails a query: the answer comes, and the operator is told in words and figures', async () => {
    const settings = { queryLog: true, data: join(folder, 'missing') }
    const { ask, get, operation } = openHouse({ reply: twoRows, settings })
    expect((await ask('SELECT * {}')).status).toBe(200)
    await operation.close()
    expect(operation.notes()).toEqual([expect.stringContaining('the query log cannot be written: ENOENT')])
    expect(await (await get('/metrics', { from: '127.0.0.1' })).text()).toContain(
      'lodestone_query_log_lines_total{fate="lost"} 1',
    )
  })

  it('has neither address nor text of a query, unless the operator wants the text', async () => {
    for (const queryLogText of [false, true]) {
      const { ask, operation } = openHouse({
        reply: text => (text.includes('secret') ? failing('deadline') : twoRows()),
        settings: { queryLog: true, queryLogText, data: folder },
      })
      await ask('ASK { ?s ?p "secret" }', { 'user-agent': 'curl/8 jane@demo.example' })
      await operation.close()
      const text = readFileSync(join(folder, 'queries.jsonl'), 'utf8')
      expect(text).not.toContain('192.0.2')
      expect(text).not.toContain('jane')
      expect(text.includes('secret')).toBe(queryLogText)
      expect(lines().at(-1)).toMatchObject({
        form: 'ASK',
        outcome: 'deadline',
        code: 'deadline',
        agent: 'curl',
      })
    }
  })

  it('is not there unless it is wanted', async () => {
    const { ask, operation } = openHouse({ reply: twoRows, settings: { data: folder } })
    await ask('ASK {}')
    await operation.close()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the slow queries', () => {
  it('are the slowest of the last 24 hours, each once, with how often it came', () => {
    let now = Date.UTC(2026, 0, 31)
    const slow = createSlowQueries(() => now, 3)
    const note = (digest: string, ms: number) =>
      slow.note(digest, `text of ${digest}`, { ms, at: now, outcome: 'done', client: 'c' })
    for (let n = 0; n < 500; n++) note(`quick ${n}`, n % 7)
    note('worst', 900)
    note('worst', 100)
    note('bad', 500)
    expect(slow.list().map(({ digest, times, slowest }) => [digest, times, slowest.ms])).toEqual([
      ['worst', 2, 900],
      ['bad', 1, 500],
      expect.anything(),
    ])
    now += 23 * 3_600_000
    note('worst', 50)
    expect(slow.list()[0]).toMatchObject({ digest: 'worst', slowest: { ms: 900 }, last: { ms: 50 } })
    now += 2 * 3_600_000
    expect(slow.list().map(({ digest, slowest }) => [digest, slowest.ms])).toEqual([['worst', 50]])
  })
})

describe('the rows of an answer', () => {
  it.each([
    ['application/sparql-results+json', '{"head":{"vars":["a"]},"results":{"bindings":[]}}', 0],
    [
      'application/sparql-results+json',
      '{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"\\"}]{ {"}},{},{"a":{}}]}}',
      3,
    ],
    ['text/csv; charset=utf-8', 'a\r\n"1\r\n""2"\r\n3\r\n', 2],
    ['text/tab-separated-values', '?a\n"1"\n', 1],
    ['application/sparql-results+xml', '<results><result></result><result></result></results>', 2],
    ['application/n-triples', '<a:s> <a:p> <a:o> .\n', 1],
    ['text/turtle', '<a:s> <a:p> <a:o> .\n', undefined],
  ])('in %s are counted: %j', (type, text, rows) => {
    expect(rowsOf(type, Buffer.from(text), 'SELECT')).toBe(rows)
  })
})
