import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { Misuse } from '../../src/cli/command.ts'
import { contexts } from '../../src/cli/contexts.ts'
import { loadContexts } from '../../src/registry/contexts.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'

const URL = 'https://demo.example/context.jsonld'
const document = { '@context': { name: 'https://demo.example/v#name' } }

let data: string
let agent: FakeAgent
let out: MockInstance<typeof console.log>
let err: MockInstance<typeof console.error>

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'contexts-'))
  agent = await startFakeAgent()
  out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  err = vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await agent.close()
  rmSync(data, { recursive: true })
})

const run = (...args: string[]) => contexts.run([...args, '--data', data])
const said = (spy: MockInstance): string => spy.mock.calls.flat().join('\n')
const pinned = (url = URL) => loadContexts(join(data, 'contexts')).get(url)
const file = (content: string | Uint8Array): string => {
  const path = join(data, 'context.jsonld')
  writeFileSync(path, content)
  return path
}

describe('lodestone contexts', () => {
  it('pins a file, lists it, and takes it out again', async () => {
    expect(await run('pin', URL, file(JSON.stringify(document)))).toBe(0)
    expect(pinned()).toEqual(document)
    expect(await run('list')).toBe(0)
    expect(said(out)).toMatch(/demo\.example\/context\.jsonld +1 +pinned from a file/)
    expect(said(out)).toMatch(/schema\.org\/ +\d{4} +bundled/)
    expect(await run('unpin', URL)).toBe(0)
    expect(pinned()).toBeUndefined()
    expect(await run('unpin', URL)).toBe(1)
  })

  it('reads UTF-16, and tells of definitions that stand beside the context, as IGSN published them', async () => {
    const odd = { ...document, log: { '@id': 'https://demo.example/v#log' } }
    const path = file(Buffer.from(`\uFEFF${JSON.stringify(odd)}`, 'utf16le'))
    expect(await run('pin', URL, path)).toBe(0)
    expect(said(out)).toContain('found: log beside "@context"')
    expect(pinned()).toEqual(document)
    expect(await run('pin', URL, path, '--adopt')).toBe(0)
    expect(pinned()).toEqual({ '@context': { ...document['@context'], log: odd.log } })
  })

  it('says which further contexts a context needs', async () => {
    expect(await run('pin', URL, file('{"@context": ["https://other.example/c", {"a": "x:b"}]}'))).toBe(0)
    expect(said(out)).toContain('it refers to https://other.example/c, which is not known either')
  })

  it('fetches a context once, by itself or by the link of a page', async () => {
    agent.on('/context.jsonld', {
      headers: { 'content-type': 'application/ld+json' },
      body: JSON.stringify(document),
    })
    agent.on('/page', {
      headers: { 'content-type': 'text/html' },
      body: '<link rel="alternate" type="application/ld+json" href="/context.jsonld">',
    })
    for (const path of ['/context.jsonld', '/page']) {
      const url = agent.origin + path
      expect(await run('pin', url, '--fetch')).toBe(2)
      expect(await run('pin', url, '--fetch', '--allow-private-addresses')).toBe(0)
      expect(pinned(url)).toEqual(document)
    }
    expect(said(err)).toContain('is not a public address')
  })

  it.each([
    ['that is no JSON', 'oops', 'the context:'],
    ['without @context', '{"a": 1}', 'a JSON object with "@context"'],
    ['that JSON-LD refuses', '{"@context": {"a": {"@id": 5}}}', 'invalid'],
  ])('refuses a document %s', async (_, content, message) => {
    expect(await run('pin', URL, file(content))).toBe(2)
    expect(said(err)).toContain(message)
    expect(pinned()).toBeUndefined()
  })

  it('refuses a missing and a huge file', async () => {
    expect(await run('pin', URL, join(data, 'missing'))).toBe(2)
    expect(await run('pin', URL, file(' '.repeat(5 * 1024 * 1024)))).toBe(2)
    expect(said(err)).toMatch(/cannot be read.*\n.*more than 4194304 bytes/)
  })

  it.each([
    [[]],
    [['list', 'x']],
    [['pin', 'x', 'file']],
    [['pin', URL]],
    [['pin', URL, 'f', '--fetch']],
    [['drop', URL]],
  ])('is misused by %j', args => expect(run(...args)).rejects.toThrow(Misuse))
})
