/** Reads one sitemap while it arrives, chunk by chunk: finds the encoding and the form. */

import { TextDecoder } from 'node:util'
import { sniffEncoding } from './charset.ts'
import {
  Findings,
  type Grammar,
  type Listed,
  RobotsGrammar,
  type SitemapFault,
  TextGrammar,
  XmlGrammar,
} from './sitemap-grammar.ts'

/** Everything one sitemap lists. `withoutLoc`: elements that name no address. */
export interface SitemapContent {
  readonly urls: readonly Listed[]
  readonly sitemaps: readonly Listed[]
  readonly faults: readonly SitemapFault[]
  readonly withoutLoc: number
}

const SNIFF_BYTES = 512

/**
 * Takes the bytes of one sitemap (unpacked) in chunks of any size. Memory is bounded by `maxUrls` addresses of
 * pages and `maxSitemaps` of sitemaps, each of bounded length. `write` returns false when nothing more is needed; `finish` closes and returns what was found, also
 * when the bytes ended early. `robots`: the file is a robots.txt, whose Sitemap lines are wanted.
 */
export class SitemapReader {
  private readonly findings: Findings
  private readonly charset: string | undefined
  private readonly robots: boolean
  private start: Uint8Array[] = []
  private startBytes = 0
  private decoder: TextDecoder | undefined
  private grammar: Grammar | undefined

  constructor(options: {
    charset?: string | undefined
    maxUrls: number
    maxSitemaps: number
    robots?: boolean
  }) {
    this.findings = new Findings(options.maxUrls, options.maxSitemaps)
    this.charset = options.charset
    this.robots = options.robots ?? false
  }

  write(chunk: Uint8Array): boolean {
    if (this.decoder) this.read(this.decoder.decode(chunk, { stream: true }))
    else {
      this.start.push(chunk)
      this.startBytes += chunk.byteLength
      if (this.startBytes >= SNIFF_BYTES) this.begin()
    }
    return !this.findings.stopped
  }

  /** `complete`: false when the rest is known to be missing, which then is not reported as a fault of the file. */
  finish(complete: boolean): SitemapContent {
    if (!this.decoder) this.begin()
    if (this.decoder) this.read(this.decoder.decode())
    if (complete) this.grammar?.end()
    const { urls, sitemaps, faults, withoutLoc, stopped } = this.findings
    if (complete && !stopped && urls.length + sitemaps.length + withoutLoc === 0)
      this.findings.fault('sitemap-empty', 'it lists no address at all', false)
    return { urls, sitemaps, faults, withoutLoc }
  }

  private begin(): void {
    const bytes = Buffer.concat(this.start)
    this.start = []
    const { encoding } = sniffEncoding(bytes, this.charset)
    this.decoder = new TextDecoder(encoding)
    this.read(this.decoder.decode(bytes, { stream: true }))
  }

  private read(text: string): void {
    if (this.findings.stopped || text === '') return
    if (!this.grammar) {
      const first = /\S/.exec(text)?.[0]
      if (first === undefined) return
      if (this.robots) this.grammar = new RobotsGrammar(this.findings)
      else this.grammar = first === '<' ? new XmlGrammar(this.findings) : new TextGrammar(this.findings)
    }
    this.grammar.write(text)
  }
}
