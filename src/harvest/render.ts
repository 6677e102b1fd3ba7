/**
 * Renders pages that put their JSON-LD in by script, in a browser that is kept off the network: whatever a page asks for
 * is fetched by the harvester's own client, with its manners, address checks and limits.
 */

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import type { FetchOutcome } from '../model/page.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { Fetcher, Got } from './fetcher.ts'
import { type RenderLimits, renderIn } from './rendering.ts'

/** How a renderer is opened; times in milliseconds, sizes in bytes. */
export interface RendererOptions {
  /** Gets everything that pages ask for. */
  readonly fetcher: Fetcher
  /** Browsers at once, 1 or 2: one takes about 200 MB. */
  readonly browsers: number
  /** Longest time for one page, with all that it loads. */
  readonly timeoutMs: number
  /** Largest sum of what one page loads, and largest page as it is then. */
  readonly maxBytes: number
  /** Requests of one page; 60 unless told. */
  readonly maxRequests?: number
  readonly userAgent: string
  /** Chromium, when it is not at one of the usual places. */
  readonly executablePath?: string
}

/** Renders pages, as many at once as there are browsers. */
export interface Renderer {
  /** The page as it is when its JSON-LD is there, or nothing more comes; the outcomes are those of a fetch. */
  render(url: string, source: Source): Promise<FetchOutcome>
  close(): Promise<void>
}

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const DEFAULT_REQUESTS = 60
// A browser grows with every page; a new one costs half a second.
const PAGES_PER_BROWSER = 100
const PAGE_TYPES = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1'

// The way out of the browser leads nowhere, should anything pass by the interception of requests.
const ARGUMENTS = [
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
]

type Launch = () => Promise<Browser>

const missing = (detail: string): Result<never> =>
  failed({ stage: 'porch', code: 'renderer-missing', subject: 'playwright-core', detail })

const launcher = async (options: RendererOptions): Promise<Result<Launch>> => {
  let chromium: typeof import('playwright-core').chromium
  try {
    const playwright = await import('playwright-core')
    chromium = playwright.chromium
  } catch {
    return missing('pages are rendered by playwright-core; install it: npm install playwright-core')
  }
  const executablePath = options.executablePath ?? USUAL_PLACES.find(place => existsSync(place))
  if (executablePath === undefined || !existsSync(executablePath))
    return missing(
      `there is no Chromium at ${executablePath ?? USUAL_PLACES.join(', ')}; install it (apt install chromium) or name its place`,
    )
  return ok(() =>
    chromium.launch({
      executablePath,
      args: ARGUMENTS,
      // Chromium refuses to run with its sandbox as root.
      chromiumSandbox: process.getuid?.() !== 0,
      timeout: 30_000,
    }),
  )
}

interface Seat {
  browser: Browser | undefined
  pages: number
}

/** Ends a browser; the next page gets a new one. */
const emptySeat = async (seat: Seat): Promise<void> => {
  const { browser } = seat
  seat.browser = undefined
  // One that crashed cannot be closed, and need not.
  await browser?.close().catch(() => undefined)
}

/** A browser that works, for the next page; a crashed or old one is replaced. */
const browserOf = async (seat: Seat, launch: Launch): Promise<Browser> => {
  if (seat.browser && (!seat.browser.isConnected() || seat.pages >= PAGES_PER_BROWSER)) await emptySeat(seat)
  if (!seat.browser) {
    seat.browser = await launch()
    seat.pages = 0
  }
  seat.pages++
  return seat.browser
}

const pageOf = (url: string, document: Got, html: string): FetchOutcome => {
  const body = new TextEncoder().encode(html)
  return {
    kind: 'page',
    page: {
      ...{ url, finalUrl: document.finalUrl, status: 200, mediaType: 'text/html', charset: 'utf-8' },
      fetchedAt: new Date().toISOString(),
      body,
      bodyDigest: createHash('sha256').update(body).digest('hex'),
      links: document.links,
    },
  }
}

const outcomeOf = (url: string, problem: Problem): FetchOutcome => ({ kind: 'problem', url, problem })

/** Gets the page itself; anything but a page is the outcome already. */
const openDocument = async (
  url: string,
  source: Source,
  fetcher: Fetcher,
): Promise<{ document: Got } | { outcome: FetchOutcome }> => {
  const maxBytes = source.politeness.maxPageBytes
  const got = await fetcher.get(url, source, { accept: PAGE_TYPES, maxBytes })
  if (!got.ok) return { outcome: outcomeOf(url, got.problem) }
  const { status } = got.value
  if (status === 200 || status === 203) return { document: got.value }
  const fetchedAt = new Date().toISOString()
  if (status === 404 || status === 410) return { outcome: { kind: 'gone', url, status, fetchedAt } }
  const detail = `the server answers ${status} when the page is to be rendered`
  return { outcome: outcomeOf(url, { stage: 'porch', code: 'unexpected-status', subject: url, detail }) }
}

/**
 * Opens browsers for rendering. The problem `renderer-missing` names what to install: playwright-core is optional, and
 * Chromium comes with the system. Close the renderer when the run is over, before its fetcher.
 */
export const openRenderer = async (options: RendererOptions): Promise<Result<Renderer>> => {
  const launch = await launcher(options)
  if (!launch.ok) return launch
  const { fetcher, userAgent, timeoutMs, maxBytes, maxRequests = DEFAULT_REQUESTS } = options
  const limits: RenderLimits = { timeoutMs, maxBytes, maxRequests, userAgent }
  const seats: Seat[] = Array.from({ length: Math.min(2, Math.max(1, options.browsers)) }, () => ({
    browser: undefined,
    pages: 0,
  }))
  const free = [...seats]
  const waiting: ((seat: Seat) => void)[] = []

  const withSeat = async (use: (seat: Seat) => Promise<FetchOutcome>): Promise<FetchOutcome> => {
    const seat = free.pop() ?? (await new Promise<Seat>(resolve => waiting.push(resolve)))
    try {
      return await use(seat)
    } finally {
      const next = waiting.shift()
      if (next) next(seat)
      else free.push(seat)
    }
  }

  const render = async (url: string, source: Source): Promise<FetchOutcome> => {
    const opened = await openDocument(url, source, fetcher)
    if ('outcome' in opened) return opened.outcome
    return withSeat(async seat => {
      try {
        const browser = await browserOf(seat, launch.value)
        const html = await renderIn(browser, opened.document, { fetcher, source, limits })
        if (html.ok) return pageOf(url, opened.document, html.value)
        // A page whose time is up may go on computing for ever.
        if (html.problem.code === 'timeout') await emptySeat(seat)
        return outcomeOf(url, { ...html.problem, subject: url })
      } catch (error) {
        // One that failed in a way of its own may fail for good.
        await emptySeat(seat)
        const detail = `the browser could not render the page: ${String(error).split('\n', 1)[0]?.slice(0, 200)}`
        return outcomeOf(url, { stage: 'porch', code: 'render-failed', subject: url, detail })
      }
    })
  }

  return ok({
    render,
    close: async () => {
      await Promise.all(seats.map(seat => seat.browser?.close()))
    },
  })
}
