/** A server over a small archive on disk, and a browser that reports whatever a page should not do. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { checkerFor } from '../../src/cli/validate-checker.ts'
import { readConfig } from '../../src/config.ts'
import type { RecordOutcome } from '../../src/model/record.ts'
import type { Source } from '../../src/model/source.ts'
import { startServer } from '../../src/serve/server.ts'
import { demoSource } from '../serve/portal-house.ts'

interface RunningPortal {
  readonly url: string
  close(): Promise<void>
}

/** How long is waited for anything on a page, in milliseconds: a slow machine is no fault of the page. */
const PATIENCE = 60_000

/** Writes the outcomes into an archive of its own and serves it on a free port; ready when everything can be found. */
const startPortal = async (
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
  const checker = checkerFor(config.value)
  const server = await startServer({ config: config.value, sources, checker })
  if (!server.ok) throw new Error(server.problem.detail)
  const { url, close, caughtUp } = server.value
  await caughtUp()
  return {
    url,
    close: async () => {
      await close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Starts Chromium: that of the system, or the one that CHROMIUM names. */
const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })

interface OpenedPage {
  readonly page: Page
  readonly faults: string[]
}

/** A page, and what it did that no page of the portal may do: errors, warnings, requests to other hosts. */
const openPage = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  context.setDefaultTimeout(PATIENCE)
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

/** The portal of a file of tests, and pages in a browser of its own. */
interface PortalInBrowser {
  /** Without a slash at its end. */
  url(): string
  /** A page that is empty so far, or shows `path` once it is loaded and rests. */
  open(path?: string, options?: BrowserContextOptions): Promise<OpenedPage>
}

/** Serves the records to the tests of the file that calls it; pages are closed after each test, all the rest after the last. */
export const portalInBrowser = (outcomes: readonly RecordOutcome[]): PortalInBrowser => {
  let portal: RunningPortal
  let browser: Browser
  beforeAll(async () => {
    portal = await startPortal(outcomes, [demoSource])
    browser = await startBrowser()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await portal?.close()
  })
  return {
    url: () => portal.url,
    open: async (path, options) => {
      const opened = await openPage(browser, portal.url, options)
      if (path !== undefined) await opened.page.goto(portal.url + path, { waitUntil: 'networkidle' })
      return opened
    },
  }
}
