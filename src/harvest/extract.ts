/** The hall: every JSON-LD document that a page carries, and where it says that others are. */

import type { JsonLdDocument, JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'
import type { Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import { decodeText } from './charset.ts'
import { findHtmlBlocks, type HtmlBlocks, isJsonLdType, MAX_SCRIPTS } from './html-blocks.ts'
import { type ReadBlock, readJsonBlock } from './json-block.ts'
import { webUrl } from './web-url.ts'

/** What a page carries. Every page has at least one document, alternate, linkset or problem. */
export interface Extracted {
  readonly documents: JsonLdDocument[]
  /** Addresses of further JSON-LD about the page (absolute, without repetition), in the order of preference. */
  readonly alternates: string[]
  /** Addresses of linksets (RFC 9264), which may lead to JSON-LD; absolute, without repetition. */
  readonly linksets: string[]
  /** The page is HTML without any JSON-LD script: the server may have JSON-LD for those who ask for nothing else. */
  readonly negotiable: boolean
  /** What relative IRIs of the scripts are resolved against when the page has a `<base>` (JSON-LD 1.1 API, 9.3); absolute. */
  readonly base?: string
  readonly problems: Problem[]
}

const MAX_ALTERNATES = 20
const JSON_TYPE = /^(?:application|text)\/(?:json|x-json)$|\+json$/
// Answers that cannot hold JSON-LD, whatever their bytes look like.
const BINARY_TYPE = /^(?:image|audio|video|font)\/|^application\/(?:pdf|zip|gzip|x-tar|msword|vnd\.)/
// In the order of preference: the content of a page (`item`) may be its JSON-LD, but is seldom meant first.
const ALTERNATE_RELATIONS = [new Set(['alternate', 'describedby']), new Set(['item'])]
const LINKSET_TYPES = new Set(['', 'application/linkset+json', 'application/linkset'])
const CONTEXT_RELATION = 'http://www.w3.org/ns/json-ld#context'

const hall = (code: string, subject: string, detail: string): Problem => ({
  stage: 'hall',
  code,
  subject,
  detail,
})

interface Options {
  readonly off?: ReadonlySet<string>
}

type PageLinks = Pick<Extracted, 'alternates' | 'linksets' | 'base'>

/** Links to JSON-LD and to linksets, from the Link header and from the page, resolved; none leads to the page itself. */
const linksOf = (page: Page, blocks: HtmlBlocks | undefined): PageLinks => {
  const where = { stage: 'hall', subject: page.url } as const
  const base = webUrl(blocks?.base ?? '', { ...where, base: page.finalUrl })
  const links = [
    ...page.links.map(link => ({ ...link, type: link.type ?? '', base: page.finalUrl })),
    ...(blocks?.links ?? []).map(link => ({ ...link, base: base.ok ? base.value : page.finalUrl })),
  ]
  const targets = (relations: ReadonlySet<string>, isWanted: (type: string) => boolean): string[] =>
    links.flatMap(link => {
      if (!isWanted(link.type) || !link.rel.split(/\s+/).some(rel => relations.has(rel))) return []
      const url = webUrl(link.href.trim(), { ...where, base: link.base })
      return url.ok && url.value !== page.url && url.value !== page.finalUrl ? [url.value] : []
    })
  const distinct = (urls: readonly string[]): string[] => [...new Set(urls)].slice(0, MAX_ALTERNATES)
  return {
    ...(blocks?.base !== undefined && base.ok && { base: base.value }),
    alternates: distinct(ALTERNATE_RELATIONS.flatMap(relations => targets(relations, isJsonLdType))),
    linksets: distinct(
      targets(new Set(['linkset']), type =>
        LINKSET_TYPES.has(type.split(';', 1)[0]?.trim().toLowerCase() ?? ''),
      ),
    ),
  }
}

/** JSON-LD 1.1, 6.1: JSON without a context may get one from a Link header; JSON-LD itself never does. */
const withLinkedContext = (page: Page, { json, repairs }: ReadBlock): ReadBlock => {
  const link = page.links.find(({ rel }) => rel === CONTEXT_RELATION)
  const plain = JSON_TYPE.test(page.mediaType) && page.mediaType !== 'application/ld+json'
  if (!link || !plain || Array.isArray(json) || '@context' in json) return { json, repairs }
  const detail = `context ${link.href} from the Link header`
  return {
    json: { '@context': link.href, ...json },
    repairs: [...repairs, { rule: 'context-from-link-header', detail }],
  }
}

const documentOf = (
  page: Page,
  index: number,
  origin: 'script' | 'body',
  json: JsonObject | JsonValue[],
  repairs: readonly Repair[],
): JsonLdDocument => ({ pageUrl: page.url, index, origin, json, repairs })

const fromJson = (page: Page, text: string, repairs: readonly Repair[], options: Options): Extracted => {
  const links = { ...linksOf(page, undefined), negotiable: false }
  const read = readJsonBlock(text, page.url, 'the page, which is JSON itself', options)
  if (!read.ok) return { ...links, documents: [], problems: [read.problem] }
  const block = withLinkedContext(page, read.value)
  const document = documentOf(page, 0, 'body', block.json, [...repairs, ...block.repairs])
  return { ...links, documents: [document], problems: [] }
}

const nothingFound = (page: Page, why: string): Problem =>
  hall('no-json-ld', page.url, `${why}; embed a script of type application/ld+json or link to one`)

const fromHtml = (page: Page, text: string, repairs: readonly Repair[], options: Options): Extracted => {
  const blocks = findHtmlBlocks(text, { xml: page.mediaType === 'application/xhtml+xml' })
  const documents: JsonLdDocument[] = []
  const problems: Problem[] = []
  blocks.scripts.forEach((script, index) => {
    const which = `JSON-LD script ${index + 1} of ${blocks.scripts.length}`
    const read = readJsonBlock(script.text, page.url, which, options)
    if (!read.ok) {
      problems.push(read.problem)
      return
    }
    // Bytes may have been replaced anywhere in the page; it concerns the document only when it shows there.
    const own = repairs.filter(
      ({ rule }) => rule !== 'invalid-bytes-replaced' || script.text.includes('\uFFFD'),
    )
    const all = [...own, ...read.value.repairs]
    documents.push(documentOf(page, documents.length, 'script', read.value.json, all))
  })
  if (blocks.skippedScripts > 0) {
    const detail = `${blocks.skippedScripts} JSON-LD scripts beyond the first ${MAX_SCRIPTS} were not read`
    problems.push(hall('too-many-blocks', page.url, detail))
  }
  const links = linksOf(page, blocks)
  const bare = documents.length + problems.length === 0
  if (bare && links.alternates.length + links.linksets.length === 0) {
    const other =
      blocks.otherMarkup.length > 0 ? `, only ${blocks.otherMarkup.join(' and ')}, which is not read` : ''
    problems.push(
      nothingFound(page, `the page (${page.mediaType || 'no media type'}) carries no JSON-LD${other}`),
    )
  }
  return { ...links, documents, problems, negotiable: bare && page.status === 200 }
}

/**
 * Finds every JSON-LD document of a page: scripts of an HTML or XHTML page, or the page itself when it is JSON, by
 * its first character rather than by its media type, which is often wrong. What cannot be read is a problem each
 * (`invalid-json`, `json-too-deep`, `empty-json`, `block-too-large`, `too-many-blocks`, `not-json-ld`), a page with
 * nothing at all is `no-json-ld`. `index` counts the documents that could be read. `off` names repairs that must not
 * be made. Never throws, for any bytes.
 */
export const extractDocuments = (page: Page, options: Options = {}): Extracted => {
  const links = linksOf(page, undefined)
  const empty = (why: string): Extracted => ({
    ...links,
    documents: [],
    problems: links.alternates.length + links.linksets.length > 0 ? [] : [nothingFound(page, why)],
    negotiable: false,
  })
  if (page.body.byteLength === 0) return empty('the page is empty')
  if (BINARY_TYPE.test(page.mediaType) && !JSON_TYPE.test(page.mediaType))
    return empty(`the page is ${page.mediaType}`)
  const { text, repairs } = decodeText(page.body, page.charset)
  const first = /\S/.exec(text)?.[0]
  if (first === undefined) return empty('the page is blank')
  const looksLikeJson = first === '{' || first === '['
  if (first !== '<' && JSON_TYPE.test(page.mediaType)) return fromJson(page, text, repairs, options)
  if (!looksLikeJson) return fromHtml(page, text, repairs, options)
  const json = fromJson(page, text, repairs, options)
  if (json.documents.length > 0) return json
  // A template's leftovers before the markup: perhaps it is HTML after all.
  const html = fromHtml(page, text, repairs, options)
  return html.documents.length > 0 ? html : json
}
