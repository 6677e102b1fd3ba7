/** A harvester that is killed at any moment and started again comes to the same archive. Runs the built program (dist/). */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { personJson, sampleJson } from '../support/demo-pages.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { contentOf, integrityOf } from './harvest-house.ts'

const KILLS = 20
const PAGES = 150
const program = fileURLToPath(new URL('../support/run-harvest.mjs', import.meta.url))

let agent: FakeAgent
let folder: string
beforeEach(async () => {
  agent = await startFakeAgent()
  folder = mkdtempSync(join(tmpdir(), 'lodestone-kill-'))
})
afterEach(async () => {
  await agent.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Numbers in [0, 1) that are the same in every run (a linear congruential generator). */
const seeded = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

/** Told of every page that goes out in full, and of every sitemap. */
let onSitemap = () => {}
let onPage = () => {}

/** A page; one in eight is so slow that a batch goes without it, so that the harvest writes many small batches. */
const publish = (path: string, json: unknown, slow: boolean): void => {
  const body = `<!doctype html><script type="application/ld+json">${JSON.stringify(json)}</script>`
  const etag = `"${path}"`
  agent.on(path, (request, response) => {
    response.setHeader('etag', etag)
    response.setHeader('content-type', 'text/html')
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end()
      return
    }
    onPage()
    if (slow) setTimeout(() => response.end(body), 260)
    else response.end(body)
  })
}

const publishAll = (): void => {
  const paths = Array.from({ length: PAGES }, (_, i) => `/sample/${i}`)
  for (const [i, path] of paths.entries())
    publish(path, i % 10 === 0 ? personJson : sampleJson(i), i % 8 === 7)
  const urls = paths.map(path => `<url><loc>${agent.origin}${path}</loc></url>`).join('')
  agent.on('/sitemap.xml', (_, response) => {
    onSitemap()
    response.end(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`)
  })
  writeFileSync(
    join(folder, 'sources.yaml'),
    `sources:\n  - { id: demo, name: Demo, sitemaps: ['${agent.origin}/sitemap.xml'], allowPrivateAddresses: true, politeness: { delayMs: 0, concurrency: 1 } }\n`,
  )
}

/** The moment when a run has asked for this many new pages; with 0, when it has asked for the sitemap. */
const afterPages = (pages: number): Promise<void> =>
  new Promise(resolve => {
    let asked = 0
    onSitemap = () => {
      if (pages === 0) resolve()
    }
    onPage = () => {
      if (++asked === pages) resolve()
    }
  })

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const startHarvest = (data: string) =>
  spawn(
    process.execPath,
    [program, '--registry', join(folder, 'sources.yaml'), '--data', join(folder, data), '--workers', '0'],
    { stdio: 'ignore', cwd: folder },
  )

const archived = async (data: string): Promise<unknown[]> => {
  const opened = await openArchive(join(folder, data))
  if (!opened.ok) throw new Error(opened.problem.detail)
  const content = await contentOf(opened.value)
  await opened.value.close()
  return content
}

it('killed twenty times and resumed, it ends with the archive of an undisturbed run', {
  timeout: 300_000,
}, async () => {
  publishAll()
  const random = seeded(20)
  const sizes = [0]
  let kills = 0
  for (let run = 0; kills < KILLS && run < 2 * KILLS; run++) {
    const left = PAGES - (sizes.at(-1) ?? 0)
    const reached = afterPages(Math.min(left, Math.floor(random() * 24)))
    const child = startHarvest('disturbed')
    const ended = once(child, 'exit')
    // Every fifth one dies while it starts, the others while pages come in, are converted or written.
    if (run % 5 !== 4) await Promise.race([reached, ended])
    await pause(random() * 300)
    child.kill('SIGKILL')
    if ((await ended)[1] === 'SIGKILL') kills++
    expect(integrityOf(join(folder, 'disturbed'))).toEqual([{ integrity_check: 'ok' }])
    sizes.push((await archived('disturbed')).length)
  }
  expect(kills).toBe(KILLS)
  // The kills came at many stages of the work, and none took away what was there.
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
  expect(new Set(sizes).size).toBeGreaterThanOrEqual(6)

  for (const data of ['disturbed', 'undisturbed']) {
    const [code] = await once(startHarvest(data), 'exit')
    expect(code).toBe(1)
  }
  const disturbed = await archived('disturbed')
  expect(disturbed).toHaveLength(PAGES)
  expect(disturbed).toEqual(await archived('undisturbed'))
  expect(integrityOf(join(folder, 'disturbed'))).toEqual([{ integrity_check: 'ok' }])
})
