/** One page in one browser: its requests answered by the harvester's client, its time and its appetite bounded. */

import type { Browser, BrowserContext, Route, Page as Tab } from 'playwright-core'
import { failed, ok, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { Fetcher, Got } from './fetcher.ts'

/** Limits of one page; times in milliseconds, sizes in bytes. */
export interface RenderLimits {
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly maxRequests: number
  readonly userAgent: string
}

/** What a page is rendered with. */
export interface RenderTools {
  readonly fetcher: Fetcher
  readonly source: Source
  readonly limits: RenderLimits
}

// Metadata comes by scripts and by what they ask for; images, styles and fonts are of no use.
const WANTED = new Set(['document', 'script', 'xhr', 'fetch'])
// After the network is quiet, scripts that wait for a moment before they act get this long.
const GRACE_MS = 1000

/** In the page: whether a JSON-LD script with content is there. */
const HAS_JSON_LD = `[...document.querySelectorAll('script')].some(s =>
  /^\\s*application\\/ld\\+json\\s*(;|$)/i.test(s.type) && s.textContent.trim() !== '')`

/** In the page: its HTML. A "</script" inside JSON would end the script once it is text; in JSON a slash may be escaped. */
const SERIALISED = `(most => {
  for (const s of document.querySelectorAll('script'))
    if (/ld\\+json/i.test(s.type) && s.textContent.includes('</'))
      s.textContent = s.textContent.replaceAll('</', '<\\\\/')
  const html = '<!doctype html>' + document.documentElement.outerHTML
  return html.length > most ? null : html
})`

/** Answers what the page asks for; whatever is not wanted, too much, or not to be had is refused. */
const answerer = (document: Got, tab: Tab, { fetcher, source, limits }: RenderTools) => {
  let requests = 0
  let bytes = 0
  let documentGiven = false

  const got = async (route: Route): Promise<Got | undefined> => {
    const request = route.request()
    const main = request.isNavigationRequest() && request.frame() === tab.mainFrame()
    // The document itself, once: scripts that lead elsewhere are not followed, nor are frames.
    if (main && !documentGiven) {
      documentGiven = true
      return document
    }
    if (request.isNavigationRequest() || request.method() !== 'GET' || !WANTED.has(request.resourceType()))
      return undefined
    if (!/^https?:/i.test(request.url()) || ++requests > limits.maxRequests || bytes >= limits.maxBytes)
      return undefined
    const options = { accept: request.headers().accept ?? '*/*', maxBytes: limits.maxBytes - bytes }
    const answer = await fetcher.get(request.url(), source, options)
    if (!answer.ok) return undefined
    bytes += answer.value.body.byteLength
    return bytes > limits.maxBytes ? undefined : answer.value
  }

  return async (route: Route): Promise<void> => {
    const answer = await got(route)
    if (!answer) {
      await route.abort()
      return
    }
    const { mediaType, charset, status, body } = answer
    const contentType = charset ? `${mediaType}; charset=${charset}` : mediaType
    // There are no cookies to protect here, and the origin's own permission is not known.
    const origin = route.request().headers().origin ?? '*'
    await route.fulfill({
      status,
      headers: { ...(contentType && { 'content-type': contentType }), 'access-control-allow-origin': origin },
      body: Buffer.from(body),
    })
  }
}

const load = async (tab: Tab, document: Got, limits: RenderLimits): Promise<Result<string>> => {
  const { timeoutMs: timeout } = limits
  await tab.goto(document.finalUrl, { waitUntil: 'domcontentloaded', timeout })
  // What loads when it comes into view is brought there.
  await tab.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)')
  const appears = tab.waitForFunction(HAS_JSON_LD, undefined, { timeout })
  const quiet = tab.waitForLoadState('networkidle', { timeout }).then(() => tab.waitForTimeout(GRACE_MS))
  await Promise.race([appears, quiet])
  appears.catch(() => undefined)
  quiet.catch(() => undefined)
  const html = await tab.evaluate<string | null>(`${SERIALISED}(${limits.maxBytes})`)
  if (html !== null) return ok(html)
  const detail = `the rendered page is larger than ${limits.maxBytes} bytes`
  return failed({ stage: 'porch', code: 'too-large', subject: document.finalUrl, detail })
}

const openTab = async (context: BrowserContext, document: Got, tools: RenderTools): Promise<Tab> => {
  const tab = await context.newPage()
  const answer = answerer(document, tab, tools)
  // A page that is closed while it still asks has nothing to be told.
  await context.route('**/*', route => answer(route).catch(() => undefined))
  await context.routeWebSocket('**/*', socket => void socket.close())
  tab.on('dialog', dialog => void dialog.dismiss().catch(() => undefined))
  context.on('page', other => void other.close().catch(() => undefined))
  return tab
}

/**
 * Renders a page that was fetched (`document`) in a context of its own, which is closed afterwards, and returns its HTML
 * once a JSON-LD script is in it, or nothing more is loaded. Problems: `too-large`, and `timeout`, after which the
 * browser should be closed: the page may still be busy. Throws what the browser throws when it fails itself.
 */
export const renderIn = async (
  browser: Browser,
  document: Got,
  tools: RenderTools,
): Promise<Result<string>> => {
  const { timeoutMs, userAgent } = tools.limits
  const context = await browser.newContext({ userAgent, acceptDownloads: false, serviceWorkers: 'block' })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Result<string>>(resolve => {
    const detail = `the page was not rendered within ${timeoutMs} ms`
    timer = setTimeout(
      () => resolve(failed({ stage: 'porch', code: 'timeout', subject: document.finalUrl, detail })),
      timeoutMs,
    )
  })
  const work = async (): Promise<Result<string>> => {
    const tab = await openTab(context, document, tools)
    const loaded = await load(tab, document, tools.limits)
    await context.close()
    return loaded
  }
  const working = work()
  // What fails when the time is up fails because of that.
  working.catch(() => undefined)
  try {
    return await Promise.race([working, late])
  } finally {
    clearTimeout(timer)
  }
}
