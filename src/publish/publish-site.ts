/** The agent kit: a table of samples becomes a site of landing pages that harvesters find and read. */
import type { JsonObject } from '../model/json-ld-document.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { damage } from './faults.ts'
import { landSvg } from './land.ts'
import { landingPage } from './landing-page.ts'
import type { Table } from './read-table.ts'
import type { Agent, SampleRow, Surroundings } from './sample-row.ts'
import { signpostingLinks } from './signposting.ts'
import { openSiteFolder, type SiteFolder } from './site-folder.ts'
import { frontPage, LIST_LENGTH, type ListedSample, listPage } from './site-pages.ts'
import { PATHS } from './site-paths.ts'
import { gzippedSitemap, MAX_URLS_PER_SITEMAP, robotsTxt, type SitemapUrl, sitemapIndex } from './sitemap.ts'
import { STYLES, type StyleName } from './styles.ts'
import { STYLESHEET } from './stylesheet.ts'
import { relativesOf, type Survey, samplesOf, surveyTable } from './survey.ts'

export interface PublishOptions {
  readonly style: StyleName
  /** Where the site will be served, e.g. `https://samples.example.org`; part of every page, so fixed now. */
  readonly baseUrl: string
  readonly agent: Agent
  readonly outDir: string
  /** Reads the `_fault` column: for demos and tests of harvesters. */
  readonly withFaults?: boolean
  readonly urlsPerSitemap?: number
}

export interface PublishReport {
  readonly published: number
  /** Pages that are new or differ from the last publication. */
  readonly changed: number
  /** Pages of samples that left the table. */
  readonly removed: number
  readonly sitemapUrl: string
  /** The first 1,000 problems; rows with a problem are not published. */
  readonly problems: readonly Problem[]
  readonly problemCount: number
}

/** What every step of one publication needs. */
interface Site {
  readonly options: PublishOptions
  readonly baseUrl: string
  readonly folder: SiteFolder
  readonly survey: Survey
}

/** Pages written at once. */
const BATCH = 32

const checkBaseUrl = (text: string): Result<string> => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '')
    return ok(url.href.replace(/\/+$/, ''))
  const detail = `"${text}" is not the address of a site; write it like https://samples.example.org`
  return failed({ stage: 'publish', code: 'invalid-base-url', subject: text, detail })
}

/** These faults would be healed by a metadata file beside the page. */
const WITHOUT_FILE = new Set<string | undefined>(['no-json-ld', 'invalid-json'])

// Times without a zone are no W3C datetime; their day is.
const lastModified = (updated: string | undefined, written: Date): string => {
  if (!updated) return written.toISOString()
  return updated.includes('T') && !/(Z|[+-]\d\d:\d\d)$/.test(updated) ? updated.slice(0, 10) : updated
}

const writeSample = async (sample: SampleRow, site: Site): Promise<{ url: SitemapUrl; changed: boolean }> => {
  const { options, baseUrl, folder, survey } = site
  const { iri } = sample.identifier
  const pageOf = (of: string) => `${baseUrl}/${PATHS.page(of)}`
  const around: Surroundings = {
    agent: options.agent,
    pageUrl: pageOf(iri),
    ...relativesOf(sample, survey, pageOf),
  }
  const style = STYLES[options.style]
  const jsonLd: JsonObject = damage(style.toJsonLd(sample, around), sample.fault)
  const path = WITHOUT_FILE.has(sample.fault) ? undefined : PATHS.jsonLd(iri)
  if (sample.fault === 'no-page')
    return {
      url: { url: around.pageUrl, lastModified: lastModified(sample.updated, new Date()) },
      changed: false,
    }
  const links = signpostingLinks(sample, around, {
    type: style.type,
    jsonLdUrl: path && `${baseUrl}/${path}`,
  })
  const html = landingPage(sample, around, { jsonLd, jsonLdHref: path?.replace(/^samples\//, ''), links })
  if (path) await folder.write(path, `${JSON.stringify(jsonLd, undefined, 1)}\n`)
  const { changed, modified } = await folder.write(PATHS.page(iri), html)
  return { url: { url: around.pageUrl, lastModified: lastModified(sample.updated, modified) }, changed }
}

/** Sitemaps and lists, written as soon as one is full. */
class Listings {
  readonly #site: Site
  readonly #sitemaps: SitemapUrl[] = []
  #urls: SitemapUrl[] = []
  #listed: ListedSample[] = []
  #lists = 0

  constructor(site: Site) {
    this.#site = site
  }

  async add(sample: SampleRow, url: SitemapUrl): Promise<void> {
    this.#urls.push(url)
    this.#listed.push({
      path: PATHS.page(sample.identifier.iri),
      name: sample.name,
      identifier: sample.identifier.text,
      kind: [...sample.objectTypes, ...sample.materials].join(' · '),
    })
    const limit = Math.min(this.#site.options.urlsPerSitemap ?? 10_000, MAX_URLS_PER_SITEMAP)
    if (this.#urls.length >= limit) await this.#closeSitemap()
    if (this.#listed.length >= LIST_LENGTH) await this.#closeList()
  }

  async #closeSitemap(): Promise<void> {
    const { folder, baseUrl } = this.#site
    const path = PATHS.sitemap(this.#sitemaps.length + 1)
    const { modified } = await folder.write(path, gzippedSitemap(this.#urls))
    this.#sitemaps.push({ url: `${baseUrl}/${path}`, lastModified: modified.toISOString() })
    this.#urls = []
  }

  async #closeList(): Promise<void> {
    const { folder, options, survey } = this.#site
    const count = Math.max(1, Math.ceil(survey.samples.size / LIST_LENGTH))
    this.#lists++
    await folder.write(PATHS.list(this.#lists), listPage(options.agent, this.#listed, this.#lists, count))
    this.#listed = []
  }

  /** Writes what is left, and the index of the sitemaps last: it never names a file that is not there yet. */
  async close(): Promise<void> {
    if (this.#urls.length > 0 || this.#sitemaps.length === 0) await this.#closeSitemap()
    if (this.#listed.length > 0 || this.#lists === 0) await this.#closeList()
    await this.#site.folder.write(PATHS.sitemapIndex, sitemapIndex(this.#sitemaps))
  }
}

const writeSamples = async (table: Table, site: Site): Promise<number> => {
  const listings = new Listings(site)
  let changed = 0
  const flush = async (samples: readonly SampleRow[]) => {
    const written = await Promise.all(samples.map(sample => writeSample(sample, site)))
    for (const [i, sample] of samples.entries()) {
      const page = written[i]
      if (!page) continue
      if (page.changed) changed++
      await listings.add(sample, page.url)
    }
  }
  let batch: SampleRow[] = []
  for await (const sample of samplesOf(table, site.survey, site.options.withFaults === true)) {
    batch.push(sample)
    if (batch.length < BATCH) continue
    await flush(batch)
    batch = []
  }
  await flush(batch)
  await listings.close()
  return changed
}

/**
 * Publishes a table of samples (columns: docs/agents.md) as a static site: landing pages with JSON-LD in one style and
 * Signposting links, JSON-LD files beside them, robots.txt, gzipped sitemaps with lastmod and their index, lists.
 * The table is read twice and never held. Rows with a problem are left out and reported; while there are any, no
 * earlier page is removed. Files that would not change are not touched, so lastmod and ETags stay true.
 * Fails when the base URL is none or the folder holds something else; throws when the disk does.
 */
export const publishSite = async (table: Table, options: PublishOptions): Promise<Result<PublishReport>> => {
  const base = checkBaseUrl(options.baseUrl)
  if (!base.ok) return base
  const opened = await openSiteFolder(options.outDir)
  if (!opened.ok) return opened
  const folder = opened.value
  const baseUrl = base.value
  const { agent, style } = options
  // The marker first: a run that is cut short can be repeated.
  await folder.write(PATHS.marker, `${JSON.stringify({ agent: agent.name, style, baseUrl }, undefined, 2)}\n`)
  const survey = await surveyTable(table, options.withFaults === true)
  await folder.write(PATHS.stylesheet, STYLESHEET)
  await folder.write(PATHS.land, await landSvg())
  const changed = await writeSamples(table, { options, baseUrl, folder, survey })
  const sitemapUrl = `${baseUrl}/${PATHS.sitemapIndex}`
  await folder.write(PATHS.robots, robotsTxt(sitemapUrl))
  await folder.write(PATHS.index, frontPage(agent, survey.samples.size))
  const removed = survey.problemCount === 0 ? await folder.removeStalePages() : 0
  const { problems, problemCount } = survey
  return ok({ published: survey.samples.size, changed, removed, sitemapUrl, problems, problemCount })
}
