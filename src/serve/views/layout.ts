/** The frame of every page: head, navigation, banner, footer, and the headers that go with it. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import { assetUrl } from './asset-files.ts'
import type { Html } from './text.ts'

/** What a page is made of. */
export interface Page {
  readonly title: string
  readonly description?: string
  readonly body: Html | Promise<Html>
  /** Modules of the asset table that the page runs. */
  readonly modules?: readonly string[]
  /** Classic scripts of the asset table that run before the modules. */
  readonly scripts?: readonly string[]
  readonly styles?: readonly string[]
  readonly status?: 200 | 300 | 400 | 404 | 410
  /** `<link>` elements for the head. */
  readonly links?: Html
  /** The editor of the SPARQL page measures text by style elements of its own. */
  readonly inlineStyles?: boolean
}

const NAVIGATION = [
  ['/search', 'Search'],
  ['/sparql', 'SPARQL'],
  ['/verify', 'Verify'],
  ['/sources', 'Sources'],
  ['/profiles', 'Profiles'],
  ['/profiles/playground', 'Playground'],
  ['/docs', 'API'],
  ['/about', 'About'],
] as const

/** Pages that belong to a section under another address. */
const ELSEWHERE: Readonly<Record<string, string>> = { '/samples': '/search' }

/**
 * The entry of the navigation that a path belongs to, the nearest when there are several, and whether it is that very
 * page (WAI-ARIA 1.2, aria-current: `page`) or one below it (`true`).
 */
export const currentEntry = (
  path: string,
): { readonly href: string; readonly current: 'page' | 'true' } | undefined => {
  const moved = Object.entries(ELSEWHERE).find(([from]) => path === from || path.startsWith(`${from}/`))
  const place = moved ? `${moved[1]}/` : path
  const [nearest] = NAVIGATION.map(([href]) => href)
    .filter(href => place === href || place.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)
  return nearest === undefined ? undefined : { href: nearest, current: place === nearest ? 'page' : 'true' }
}

/** Styles of every page, in the order in which they build on each other; those that a page adds come before them. */
const STYLES = ['base.css', 'frame.css', 'pieces.css', 'figures.css', 'search.css', 'sample.css', 'home.css']

const policy = (inlineStyles: boolean): string =>
  [
    "default-src 'self'",
    `style-src 'self'${inlineStyles ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ')

const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><path class="north" d="M16 2 23 16H9Z"/><path class="south" d="M16 30 9 16h14Z"/></svg>`

const demoBanner = html`<p class="banner" role="note"><strong>Demo.</strong> Samples, people and places here are made up, to show how it works. Some records are faulty on purpose.</p>`

const header = (path: string): Html => {
  const current = currentEntry(path)
  return html`
<header class="top">
  <div class="frame">
    <a class="brand" href="/">${mark}<span>Lodestone</span></a>
    <nav aria-label="Main">
      <ul>${NAVIGATION.map(
        ([href, name]) =>
          html`<li><a href="${href}"${href === current?.href ? html` aria-current="${current.current}"` : ''}>${name}</a></li>`,
      )}</ul>
    </nav>
  </div>
</header>`
}

const footer = html`
<footer class="bottom">
  <div class="frame">
    <p>Lodestone links physical samples to publications, people and organisations, from the landing pages that repositories publish.</p>
    <p><a href="/about">About</a> · <a href="/docs">API</a> · <a href="/openapi.json">OpenAPI</a> · <a href="/sparql">SPARQL</a> · <a href="/health">Health</a></p>
  </div>
</footer>`

/** Renders a page as its response, with a content security policy that lets it load from this host only. */
export const renderPage = async (c: Context, demo: boolean, page: Page): Promise<Response> => {
  const { title, description, styles = [], scripts = [], modules = [] } = page
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === 'Lodestone' ? 'Lodestone: physical samples, and what they are linked to' : `${title} · Lodestone`}</title>
${description === undefined ? '' : html`<meta name="description" content="${description}">`}
<link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">
${[...styles, ...STYLES].map(name => html`<link rel="stylesheet" href="${assetUrl(name)}">`)}
${page.links ?? ''}
${scripts.map(name => html`<script src="${assetUrl(name)}" defer></script>`)}
${['portal.js', ...modules].map(name => html`<script type="module" src="${assetUrl(name)}"></script>`)}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
${demo ? demoBanner : ''}
${header(c.req.path)}
<main id="main" class="frame" tabindex="-1">
${page.body}
</main>
${footer}
</body>
</html>`
  return c.html(document, page.status ?? 200, {
    'content-security-policy': policy(page.inlineStyles ?? false),
    'cache-control': 'no-cache',
  })
}
