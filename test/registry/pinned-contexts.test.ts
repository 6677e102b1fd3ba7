import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inspectContext, withStrays } from '../../src/registry/context-document.ts'
import { loadContexts } from '../../src/registry/contexts.ts'
import { pinContext, readPinned, unpinContext } from '../../src/registry/pinned-contexts.ts'

const URL = 'https://demo.example/context.jsonld'
const pinnedAt = '2026-01-01T00:00:00.000Z'
const document = { '@context': { name: 'https://demo.example/v#name' } }

let dir: string
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'pinned-')), 'contexts')
})
afterEach(() => rmSync(join(dir, '..'), { recursive: true }))

describe('pinned contexts', () => {
  it('are known in every spelling of their URL, beside the bundled ones', () => {
    expect(loadContexts(dir).get(URL)).toBeUndefined()
    expect(pinContext(dir, { url: URL, document, from: 'file', pinnedAt }).ok).toBe(true)
    expect(loadContexts(dir).get('http://www.demo.example/context.jsonld')).toEqual(document)
    expect(loadContexts(dir).get('https://schema.org')).toBeDefined()
  })

  it('take the place of what was pinned or bundled under their URL', () => {
    const other = { '@context': { name: 'https://demo.example/v#other' } }
    pinContext(dir, { url: URL, document, from: 'file', pinnedAt })
    pinContext(dir, { url: URL.replace('https', 'http'), document: other, from: 'file', pinnedAt })
    pinContext(dir, { url: 'https://schema.org/', document: other, from: 'file', pinnedAt })
    const contexts = loadContexts(dir)
    expect([contexts.get(URL), contexts.get('http://schema.org')]).toEqual([other, other])
    const pinned = readPinned(dir)
    expect(pinned.ok && pinned.value.map(({ url }) => url)).toHaveLength(2)
  })

  it('leave nothing behind when they are unpinned', () => {
    pinContext(dir, { url: URL, document, from: 'file', pinnedAt })
    expect(unpinContext(dir, URL)).toEqual({ ok: true, value: true })
    expect(unpinContext(dir, URL)).toEqual({ ok: true, value: false })
    expect(readdirSync(dir)).toEqual(['index.json'])
  })

  it('are refused when their file is not what was pinned, with the remedy', () => {
    const entry = pinContext(dir, { url: URL, document, from: 'file', pinnedAt })
    writeFileSync(join(dir, entry.ok ? entry.value.file : ''), '{"@context":{}}')
    const read = readPinned(dir)
    expect(read.ok ? '' : read.problem.detail).toContain(`lodestone contexts unpin "${URL}"`)
    expect(() => loadContexts(dir)).toThrow('is not what was pinned')
  })

  it('are refused when their index is damaged', () => {
    pinContext(dir, { url: URL, document, from: 'file', pinnedAt })
    writeFileSync(join(dir, 'index.json'), '[{"file":"../../etc/hostname"}]')
    expect(() => loadContexts(dir)).toThrow('index.json')
    expect(pinContext(dir, { url: URL, document, from: 'file', pinnedAt }).ok).toBe(false)
  })
})

describe('a context document', () => {
  const published = {
    '@context': {
      igsn: 'https://demo.example/igsn',
      child: { '@id': 'x:y', '@context': 'https://other.example/c' },
    },
    log: { '@id': 'https://demo.example/log', '@context': { type: 'https://demo.example/event' } },
    comment: 'not a definition',
  }

  it('with definitions beside its context is told so (IGSN/igsn-json: log stands outside)', () => {
    const found = inspectContext(published, 'x')
    expect(found.ok && found.value).toMatchObject({
      terms: 2,
      strays: ['log'],
      refersTo: ['https://other.example/c'],
    })
  })

  it('can take them in', () => {
    const found = inspectContext(published, 'x')
    if (!found.ok) throw new Error(found.problem.detail)
    expect(withStrays(found.value)['@context']).toEqual({ ...published['@context'], log: published.log })
  })

  it.each([[[]], [{}], ['x'], [null], [{ '@context': null }]])('%j is none', json =>
    expect(inspectContext(json, 'x').ok).toBe(false),
  )
})
