/** The forms a sitemap may have: XML (sitemaps.org 0.9, read tolerantly), lines of text, Sitemap lines of a robots.txt. */

import { Parser } from 'htmlparser2'
import { MAX_URL_LENGTH, quote } from './web-url.ts'

/** One `<url>` or `<sitemap>`, as written. */
export interface Listed {
  readonly loc: string
  readonly lastModified?: string
}

/** What is wrong with a sitemap as a whole. `fatal`: nothing after it was read. */
export interface SitemapFault {
  readonly code:
    | 'sitemap-is-html'
    | 'not-a-sitemap'
    | 'sitemap-empty'
    | 'sitemap-truncated'
    | 'xml-entities-declared'
    | 'sitemap-too-deep'
    | 'sitemap-over-standard'
    | 'sitemap-too-long'
    | 'too-many-sitemaps'
  readonly detail: string
  readonly fatal: boolean
}

/** Faults because of which a page may be missing from what a sitemap lists. */
export const HIDING_FAULTS: ReadonlySet<SitemapFault['code']> = new Set([
  'sitemap-is-html',
  'not-a-sitemap',
  'sitemap-empty',
  'sitemap-truncated',
  'xml-entities-declared',
  'sitemap-too-deep',
  'sitemap-too-long',
  'too-many-sitemaps',
])

/** sitemaps.org: at most this many URLs in one sitemap. */
export const STANDARD_URLS = 50_000

// A sitemap has three levels, extensions (images, news, alternates) a few more.
const MAX_XML_DEPTH = 32
const ENTRY_ELEMENTS = new Set(['url', 'sitemap'])
const ROOTS = new Set(['urlset', 'sitemapindex'])
const LASTMOD = new Set(['lastmod', 'lastmodified'])

/** Local name in one spelling: any prefix, any case, `last_mod` and `last-mod` like `lastmod`. */
const localName = (name: string): string =>
  name
    .slice(name.indexOf(':') + 1)
    .toLowerCase()
    .replace(/[_-]/g, '')

/** Gathers what a grammar finds, and stops at the first fatal fault. */
export class Findings {
  readonly urls: Listed[] = []
  readonly sitemaps: Listed[] = []
  readonly faults: SitemapFault[] = []
  withoutLoc = 0
  stopped = false
  private readonly maxUrls: number
  private readonly maxSitemaps: number

  constructor(maxUrls: number, maxSitemaps: number) {
    this.maxUrls = maxUrls
    this.maxSitemaps = maxSitemaps
  }

  fault(code: SitemapFault['code'], detail: string, fatal: boolean): void {
    if (this.stopped) return
    this.faults.push({ code, detail, fatal })
    this.stopped = fatal
  }

  add(kind: 'url' | 'sitemap', entry: Listed): void {
    if (kind === 'sitemap' && this.sitemaps.length >= this.maxSitemaps) {
      const detail = `lists ${quote(entry.loc)} and perhaps more, but this feed is followed into no further sitemaps; make it several feeds`
      this.fault('too-many-sitemaps', detail, true)
      return
    }
    const list = kind === 'url' ? this.urls : this.sitemaps
    if (list.length >= this.maxUrls) {
      const detail = `lists more than ${this.maxUrls} addresses; what follows is not read. Split it and list the parts in an index`
      this.fault('sitemap-too-long', detail, true)
      return
    }
    list.push(entry)
    if (list.length === STANDARD_URLS + 1) {
      const detail = `lists more than ${STANDARD_URLS} addresses, the limit of sitemaps.org; read nevertheless`
      this.fault('sitemap-over-standard', detail, false)
    }
  }
}

/** Takes text in pieces of any size. */
export interface Grammar {
  write(text: string): void
  end(): void
}

/** Tells a declaration of entities in the document type: they could unfold without end, and no sitemap needs any. */
const declaresEntities = (name: string, data: string): boolean =>
  /^!entity$/i.test(name) || (/^!doctype$/i.test(name) && /<!ENTITY|\[/i.test(data))

/** `<urlset>` and `<sitemapindex>`, whatever their namespace; entries of either are taken in both. */
export class XmlGrammar implements Grammar {
  private readonly findings: Findings
  private readonly parser: Parser
  private readonly path: string[] = []
  private root: string | undefined
  private rootClosed = false
  private loc = ''
  private lastModified = ''

  constructor(findings: Findings) {
    this.findings = findings
    this.parser = new Parser(
      {
        onopentagname: name => this.opened(localName(name)),
        ontext: text => this.text(text),
        onclosetag: (name, implied) => this.closed(localName(name), implied),
        onprocessinginstruction: (name, data) => this.declared(name, data),
      },
      { xmlMode: true, decodeEntities: true },
    )
  }

  write(text: string): void {
    this.parser.write(text)
  }

  end(): void {
    this.parser.end()
    if (this.root !== undefined && !this.rootClosed)
      this.findings.fault(
        'sitemap-truncated',
        `ends before </${this.root}>; the addresses up to there are used`,
        false,
      )
  }

  private opened(name: string): void {
    if (this.findings.stopped) return
    if (this.root === undefined) this.begin(name)
    this.path.push(name)
    if (this.path.length > MAX_XML_DEPTH)
      this.findings.fault('sitemap-too-deep', `elements are nested deeper than ${MAX_XML_DEPTH} levels`, true)
    if (ENTRY_ELEMENTS.has(name)) {
      this.loc = ''
      this.lastModified = ''
    }
  }

  private begin(name: string): void {
    this.root = name
    if (name === 'html')
      this.findings.fault('sitemap-is-html', 'the address answers with a web page, not with a sitemap', true)
    else if (!ROOTS.has(name)) {
      const detail = `the document is <${name.slice(0, 40)}>; a sitemap is <urlset> or <sitemapindex>`
      this.findings.fault('not-a-sitemap', detail, true)
    }
  }

  private declared(name: string, data: string): void {
    if (/^!doctype\s+html\b/i.test(data)) this.begin('html')
    else if (declaresEntities(name, data)) {
      const detail = `declares entities or an internal subset (${quote(data, 60)}); they are never expanded`
      this.findings.fault('xml-entities-declared', detail, true)
    }
  }

  private text(text: string): void {
    // Only <loc> and <lastmod> right below an entry: extensions have elements of the same name.
    const parent = this.path.at(-2)
    if (parent === undefined || !ENTRY_ELEMENTS.has(parent)) return
    const name = this.path.at(-1) ?? ''
    if (name === 'loc' && this.loc.length <= MAX_URL_LENGTH) this.loc += text
    else if (LASTMOD.has(name) && this.lastModified.length < 200) this.lastModified += text
  }

  private closed(name: string, implied: boolean): void {
    if (this.findings.stopped) return
    this.path.pop()
    if (this.path.length === 0) this.rootClosed = !implied
    if (implied || (name !== 'url' && name !== 'sitemap')) return
    const loc = this.loc.trim()
    const lastModified = this.lastModified.trim().slice(0, 200)
    if (loc === '') this.findings.withoutLoc++
    else this.findings.add(name, lastModified ? { loc, lastModified } : { loc })
    this.loc = ''
    this.lastModified = ''
  }
}

/** sitemaps.org, "Text file": one address per line. */
export class TextGrammar implements Grammar {
  private readonly findings: Findings
  private rest = ''

  constructor(findings: Findings) {
    this.findings = findings
  }

  write(text: string): void {
    const lines = (this.rest + text).split(/\r\n|\r|\n/)
    this.rest = lines.pop() ?? ''
    if (this.rest.length > MAX_URL_LENGTH * 2) this.refuse(this.rest)
    for (const line of lines) this.line(line)
  }

  end(): void {
    this.line(this.rest)
  }

  private refuse(line: string): void {
    this.findings.fault(
      'not-a-sitemap',
      `neither XML nor a list of addresses; it has ${quote(line, 60)}`,
      true,
    )
  }

  private line(line: string): void {
    const loc = line.trim()
    if (this.findings.stopped || loc === '') return
    // The first line decides what the file is; a bad line later is one bad entry.
    if (this.findings.urls.length === 0 && !/^https?:/i.test(loc)) this.refuse(loc)
    else this.findings.add('url', { loc })
  }
}

/** The robots.txt of a host as a feed: its Sitemap lines (RFC 9309, 2.2.4). */
export class RobotsGrammar implements Grammar {
  private readonly findings: Findings
  private text = ''

  constructor(findings: Findings) {
    this.findings = findings
  }

  write(text: string): void {
    if (this.text.length < 500 * 1024) this.text += text
  }

  end(): void {
    for (const line of this.text.split(/\r\n|\r|\n/)) {
      const loc = /^[ \t]*sitemap[ \t]*:(.*)/i.exec(line)?.[1]?.trim()
      if (loc) this.findings.add('sitemap', { loc })
    }
  }
}
