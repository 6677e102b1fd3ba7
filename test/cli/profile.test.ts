import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { Misuse } from '../../src/cli/command.ts'
import { profile } from '../../src/cli/profile.ts'
import { watchFolders } from '../../src/cli/profile-watch.ts'
import { buildOutcomes } from '../support/build-record.ts'
import { ASKS_NAME, sample, writeProfile } from '../validate/workbench/profile-folder.ts'

const nameless = `# expect: Violation MinCount schema:name\n${sample('')}`
const wordy = `# expect: Violation MaxCount schema:name\n${sample('schema:name "a", "b", "c"')}`
const named = sample('schema:name "Demo"')

let dir: string
let out: MockInstance<typeof console.log>
let err: MockInstance<typeof console.error>

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'profile-'))
  out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  err = vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(dir, { recursive: true })
})

const run = (...args: string[]) => profile.run([...args, '--dir', dir])
const said = (spy: MockInstance = out): string => spy.mock.calls.flat().join('\n')
const write = (shapes: string, examples: { valid?: object; invalid?: object } = {}, id = 'demo') =>
  writeProfile({ id, shapes, ...(examples as object) }, dir)
const stricter = ASKS_NAME.replace('sh:minCount 1', 'sh:minCount 2')

describe('lodestone profile', () => {
  it('refuses what it does not know, and says what it knows', async () => {
    await expect(profile.run(['tset'])).rejects.toThrow(/did you mean "test"/)
    await expect(profile.run(['constructor'])).rejects.toThrow(Misuse)
    await expect(run('test', '--format', 'xml')).rejects.toThrow(/table, turtle, json/)
    await expect(run('diff', 'a')).rejects.toThrow(/two versions/)
    await expect(run('diff', 'a', 'b', '--budget', '-1')).rejects.toThrow(/budget/)
  })

  it('lists the profiles of a folder with their examples', async () => {
    write(ASKS_NAME, { valid: { named }, invalid: { nameless } })
    expect(await run('list')).toBe(0)
    expect(said()).toMatch(/demo +demo +2 +1 +1/)
  })

  it('lists, tests and lints the bundled profiles without a finding that is an error', async () => {
    expect(await profile.run(['list', '--format', 'json'])).toBe(0)
    expect(said()).toContain('"id": "kernel"')
    expect(await profile.run(['test'])).toBe(0)
    out.mockClear()
    await profile.run(['lint', '--format', 'json'])
    const { profiles } = JSON.parse(said()) as { profiles: { findings: { level: string }[] }[] }
    expect(profiles.flatMap(({ findings }) => findings).filter(({ level }) => level === 'error')).toEqual([])
  })
})

describe('lodestone profile test', () => {
  it('exits with 0 when all is as expected, and with 3 when it is strict and an example is missing', async () => {
    write(ASKS_NAME, { valid: { named }, invalid: { nameless } })
    expect(await run('test', 'demo')).toBe(0)
    expect(await run('test', 'demo', '--strict')).toBe(3)
    expect(said()).toContain('shapes.ttl:10  Violation HasName: maxCount 2 of schema:name')
    write(ASKS_NAME, { invalid: { wordy } })
    expect(await run('test', 'demo', '--strict')).toBe(0)
  })

  it('exits with 1 when an example differs, and shows where', async () => {
    write(ASKS_NAME, { valid: { empty: sample('') } })
    expect(await run('test')).toBe(1)
    expect(said()).toMatch(/found although it is valid: Violation MinCount/)
    expect(said()).toMatch(/empty\.ttl:9, asked by .*shapes\.ttl:10: no name/)
  })

  it('exits with 2 for bad shapes, no examples and no such profile', async () => {
    write(ASKS_NAME.replace('sh:minCount', 'sh:minCuont'), { valid: { named } })
    expect(await run('test')).toBe(2)
    write(ASKS_NAME, {}, 'lonely')
    expect(await run('test', 'lonely')).toBe(2)
    expect(said()).toContain('there is no example')
    expect(await run('test', 'lonley')).toBe(2)
    expect(said(err)).toContain('did you mean "lonely"')
  })

  it('takes the path of any folder', async () => {
    write(ASKS_NAME, { valid: { named }, invalid: { nameless } })
    expect(await profile.run(['test', join(dir, 'demo')])).toBe(0)
  })

  it('approves, and then all is as expected', async () => {
    write(ASKS_NAME, { invalid: { silent: sample('') } })
    expect(await run('test', '--approve')).toBe(0)
    expect(said()).toContain('silent.ttl: now expects Violation MinCount')
    expect(await run('test')).toBe(0)
    write(ASKS_NAME, { invalid: { right: named } })
    expect(await run('test', '--approve')).toBe(1)
  })

  it.each(['turtle', 'json', 'csv', 'junit', 'sarif', 'html'])('writes %s to a file', async format => {
    write(ASKS_NAME, { valid: { named }, invalid: { nameless } })
    const file = join(dir, 'answer')
    expect(await run('test', '--format', format, '--output', file)).toBe(0)
    expect(readFileSync(file, 'utf8').length).toBeGreaterThan(100)
    expect(said()).toBe('')
  })

  it('escapes what examples say in HTML', async () => {
    write(ASKS_NAME, { valid: { '<b>': sample('schema:name "a", "b", "c"') } })
    await run('test', '--format', 'html')
    expect(said()).toContain('&lt;b&gt;')
    expect(said()).not.toContain('<b>')
  })
})

describe('watching', () => {
  it('runs again once for changes that come together, and ends when it is told to', async () => {
    write(ASKS_NAME)
    const stop = new AbortController()
    let runs = 0
    const watching = watchFolders([dir], stop.signal, () => {
      runs++
      stop.abort()
    })
    for (let i = 0; i < 3; i++) appendFileSync(join(dir, 'demo', 'shapes.ttl'), '\n')
    writeFileSync(join(dir, 'demo', 'notes.txt'), 'not for us')
    await watching
    expect(runs).toBe(1)
  })
})

describe('lodestone profile lint', () => {
  it('exits with 1 for errors and warnings, with the place of each', async () => {
    write(ASKS_NAME.replace('schema:name', 'schema:nmae'))
    expect(await run('lint')).toBe(1)
    expect(said()).toMatch(/shapes\.ttl:10 +error +unknown-term +schema:nmae/)
  })

  it('mutates, and exits with 1 when a change goes unnoticed', async () => {
    write(ASKS_NAME, { valid: { named, two: sample('schema:name "a", "b"') }, invalid: { nameless, wordy } })
    expect(await run('lint', '--mutate')).toBe(0)
    expect(said()).toContain('5 changed shapes, 5 noticed by examples, 0 not')
    rmSync(join(dir, 'demo', 'examples', 'invalid', 'wordy.ttl'))
    expect(await run('lint', '--mutate', '--format', 'sarif')).toBe(1)
    expect(said()).toContain('"ruleId": "survivor"')
  })
})

describe('over an archive', () => {
  const fill = async () => {
    const archive = await openArchive(join(dir, 'data'))
    if (!archive.ok) throw new Error(archive.problem.detail)
    await archive.value.write([
      ...buildOutcomes(250, { source: 'demo-a' }),
      ...buildOutcomes(3, { source: 'demo-b', state: 'rejected' }, 300),
      ...buildOutcomes(2, { source: 'demo-b', state: 'unreadable' }, 400),
    ])
    await archive.value.close()
  }
  const over = (...args: string[]) => run(...args, '--data', join(dir, 'data'))

  it('reports on every record that could be read, of all pages', async () => {
    await fill()
    write(stricter)
    expect(await over('report', 'demo', '--format', 'json')).toBe(1)
    expect(JSON.parse(said())).toMatchObject({
      reports: [
        {
          records: 253,
          conforming: 0,
          sources: { 'demo-a': { records: 250, conforming: 0 }, 'demo-b': { records: 3 } },
          constraints: [{ constraint: 'minCount 2', line: 10, targets: 253, failed: 253, records: 253 }, {}],
        },
      ],
    })
  })

  it('reports on one source, and says when there is no such source', async () => {
    await fill()
    write(ASKS_NAME)
    expect(await over('report', 'demo', '--source', 'demo-b')).toBe(0)
    expect(said()).toContain('demo: 3 records, 3 without a violation')
    expect(await over('report', 'demo', '--source', 'demo-c')).toBe(2)
  })

  it.each(['table', 'csv', 'html'])('reports as %s', async format => {
    await fill()
    write(ASKS_NAME)
    expect(await over('report', 'demo', '--format', format)).toBe(0)
    expect(said()).toContain('maxCount 2')
  })

  it('says that there is no archive', async () => {
    write(ASKS_NAME)
    expect(await over('report')).toBe(2)
    expect(said(err)).toContain('there is no archive')
  })

  it('compares two versions against a budget', async () => {
    await fill()
    write(ASKS_NAME)
    write(stricter, {}, 'next')
    expect(await over('diff', 'demo', 'next')).toBe(1)
    expect(said()).toContain('253 records: 253 newly failing (more than the budget of 0)')
    expect(said()).toMatch(/HasName +Violation minCount 2 .*was Violation minCount 1 +253 +0/)
    expect(await over('diff', 'demo', 'next', '--budget', '253')).toBe(0)
    expect(await over('diff', 'next', 'demo', '--format', 'html')).toBe(0)
    expect(
      await over('diff', 'demo', join(dir, 'next', 'shapes.ttl'), '--source', 'demo-b', '--budget', '3'),
    ).toBe(0)
  })

  it('cannot compare with shapes that are wrong', async () => {
    await fill()
    write(ASKS_NAME)
    write(ASKS_NAME.replace('sh:minCount', 'sh:minCuont'), {}, 'next')
    expect(await over('diff', 'demo', 'next')).toBe(2)
    expect(said(err)).toContain('minCuont')
  })
})
