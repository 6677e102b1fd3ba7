/** Finds what an HTML page says about itself to machines: JSON-LD scripts, links to JSON-LD, the base address. */

import { Tokenizer } from 'htmlparser2'

/** The content of one JSON-LD script as it stands there, and the `id` of its element. */
export interface JsonLdScript {
  readonly text: string
  readonly id?: string
}

/** What was found, in page order; addresses are as written. */
export interface HtmlBlocks {
  readonly scripts: readonly JsonLdScript[]
  readonly links: readonly { readonly href: string; readonly rel: string; readonly type: string }[]
  readonly base?: string
  /** Kinds of embedded metadata that are not read, for the message when nothing else is found. */
  readonly otherMarkup: readonly ('microdata' | 'RDFa')[]
  /** Scripts beyond `MAX_SCRIPTS` that were left out. */
  readonly skippedScripts: number
}

/** JSON-LD scripts read per page: listings embed one per item; beyond this it is no landing page. */
export const MAX_SCRIPTS = 256
const MAX_HTML_LINKS = 200

/** Whether a `type` attribute means JSON-LD: any case, with or without parameters. */
export const isJsonLdType = (type: string): boolean =>
  type.split(';', 1)[0]?.trim().toLowerCase() === 'application/ld+json'

// Attributes that matter here; of the others not even the values are copied.
const WANTED = new Set(['type', 'id', 'src', 'href', 'rel', 'itemscope', 'itemprop', 'typeof', 'vocab'])

/**
 * Receives the tokens. htmlparser2's tokenizer is used without its parser: the tree is of no use here, and keeping
 * track of open elements costs quadratic time on pages that never close any.
 */
class Collector {
  readonly scripts: JsonLdScript[] = []
  readonly links: { href: string; rel: string; type: string }[] = []
  readonly otherMarkup = new Set<'microdata' | 'RDFa'>()
  base: string | undefined
  skippedScripts = 0
  private readonly html: string
  private readonly xml: boolean
  private name = ''
  private attribute = ''
  private value = ''
  private readonly attributes = new Map<string, string>()
  /** Pieces of the JSON-LD script that is open. */
  private open: string[] | undefined
  private openId: string | undefined

  constructor(html: string, xml: boolean) {
    this.html = html
    this.xml = xml
  }

  private slice(start: number, end: number): string {
    return this.html.slice(start, end)
  }

  onopentagname(start: number, end: number): void {
    const name = this.slice(start, end).toLowerCase()
    this.name = this.xml ? name.slice(name.indexOf(':') + 1) : name
    if (this.attributes.size > 0) this.attributes.clear()
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.slice(start, end).toLowerCase()
    this.value = ''
  }

  onattribdata(start: number, end: number): void {
    if (WANTED.has(this.attribute)) this.value += this.slice(start, end)
  }

  onattribentity(codepoint: number): void {
    if (WANTED.has(this.attribute)) this.value += String.fromCodePoint(codepoint)
  }

  onattribend(): void {
    // HTML: of a repeated attribute the first counts.
    if (WANTED.has(this.attribute) && !this.attributes.has(this.attribute))
      this.attributes.set(this.attribute, this.value)
  }

  onopentagend(): void {
    const { attributes } = this
    if (this.name === 'script') this.openScript()
    else if (this.name === 'link') this.addLink()
    else if (this.name === 'base') this.base ??= attributes.get('href')
    if (attributes.has('itemscope') || attributes.has('itemprop')) this.otherMarkup.add('microdata')
    if (attributes.has('typeof') || attributes.has('vocab')) this.otherMarkup.add('RDFa')
  }

  onselfclosingtag(): void {
    this.onopentagend()
    if (this.xml && this.name === 'script') this.closeScript()
  }

  onclosetag(start: number, end: number): void {
    if (this.open && this.slice(start, end).toLowerCase().trim().endsWith('script')) this.closeScript()
  }

  ontext(start: number, end: number): void {
    this.open?.push(this.slice(start, end))
  }

  ontextentity(codepoint: number): void {
    this.open?.push(String.fromCodePoint(codepoint))
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.open?.push(this.slice(start, end - endOffset))
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}

  onend(): void {
    this.closeScript()
  }

  private openScript(): void {
    this.closeScript()
    const type = this.attributes.get('type') ?? ''
    if (!isJsonLdType(type)) return
    const href = this.attributes.get('src')
    // A data block with src is not fetched by browsers, but some pages mean just that.
    if (href !== undefined) this.links.push({ href, rel: 'alternate', type })
    else {
      this.open = []
      this.openId = this.attributes.get('id')
    }
  }

  private closeScript(): void {
    if (!this.open) return
    const text = this.open.join('')
    const id = this.openId
    if (this.scripts.length < MAX_SCRIPTS) this.scripts.push(id === undefined ? { text } : { text, id })
    else this.skippedScripts++
    this.open = undefined
  }

  private addLink(): void {
    const href = this.attributes.get('href')
    if (href === undefined || this.links.length >= MAX_HTML_LINKS) return
    const rel = (this.attributes.get('rel') ?? '').toLowerCase()
    this.links.push({ href, rel, type: this.attributes.get('type') ?? '' })
  }
}

/**
 * Reads a page as HTML, or as XML when it was served as XHTML (where scripts are ordinary elements with entities,
 * CDATA and self-closing tags). Never fails: whatever the markup is like, it is scanned once, in linear time.
 */
export const findHtmlBlocks = (html: string, options: { xml: boolean }): HtmlBlocks => {
  const collector = new Collector(html, options.xml)
  const tokenizer = new Tokenizer({ xmlMode: options.xml, decodeEntities: true }, collector)
  tokenizer.write(html)
  tokenizer.end()
  const { scripts, links, base, skippedScripts } = collector
  const found = { scripts, links, otherMarkup: [...collector.otherMarkup], skippedScripts }
  return base === undefined ? found : { ...found, base }
}
