/** A server over a small archive on disk, and a browser that reports whatever a page should not do. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { openArchive } from '../../src/archive/open.ts'
import { readConfig } from '../../src/config.ts'
import type { RecordOutcome } from '../../src/model/record.ts'
import type { Source } from '../../src/model/source.ts'
import { startServer } from '../../src/serve/server.ts'

export interface RunningPortal {
  readonly url: string
  close(): Promise<void>
}

/** Writes the outcomes into an archive of its own and serves it on a free port; ready when everything can be found. */
export const startPortal = async (
  outcomes: readonly RecordOutcome[],
  sources: readonly Source[],
): Promise<RunningPortal> => {
  const data = await mkdtemp(join(tmpdir(), 'lodestone-browser-'))
  const archive = await openArchive(data)
  if (!archive.ok) throw new Error(archive.problem.detail)
  await archive.value.write(outcomes)
  await archive.value.close()
  const config = readConfig({ data, port: 0, graphReplicas: 1 }, {})
  if (!config.ok) throw new Error(config.problem.detail)
  const server = await startServer({ config: config.value, sources })
  if (!server.ok) throw new Error(server.problem.detail)
  const { url, close } = server.value
  const deadline = Date.now() + 60_000
  for (;;) {
    const health = (await (await fetch(`${url}/health`)).json()) as {
      status: string
      graph: { quads: number }
    }
    if (health.status === 'ok' && health.graph.quads > 0) break
    if (Date.now() > deadline) throw new Error(`the server does not get ready: ${JSON.stringify(health)}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return {
    url,
    close: async () => {
      await close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Starts Chromium: that of the system, or the one that CHROMIUM names. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })

/** A page, and what it did that no page of the portal may do: errors, warnings, requests to other hosts. */
export const openPage = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', error => faults.push(`exception: ${error.message}`))
  page.on('request', request => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      faults.push(`request to another host: ${request.url()}`)
  })
  return { page, faults }
}
