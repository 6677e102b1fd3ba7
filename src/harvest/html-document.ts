/** An HTML page as a JSON-LD processor loads it (JSON-LD 1.1 API, 9.3 and RemoteDocument): to the letter, no repairs. */

import type { JsonValue } from '../model/json-ld-document.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { findHtmlBlocks, type JsonLdScript } from './html-blocks.ts'
import { parseJsonText } from './json-text.ts'

/** How an HTML page is loaded. */
export interface HtmlLoading {
  /** Where the page was found; its fragment names one script by its `id`. */
  readonly url: string
  /** The base address in place of `url`, against which a `<base>` of the page is resolved. */
  readonly base?: string
  /** All scripts, as one array, instead of the first (or the one that is named). */
  readonly extractAllScripts?: boolean
  /** Whether the page was served as application/xhtml+xml. */
  readonly xml?: boolean
}

/** What was loaded: the JSON, and the address against which its relative IRIs are resolved. */
export interface HtmlDocument {
  readonly document: JsonValue
  readonly base: string
}

/** A fragment as an `id` is written; one whose escapes are no UTF-8 names what it says literally. */
const unescaped = (fragment: string): string => {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

const parseScript = (script: JsonLdScript, url: string): Result<JsonValue> => {
  const reading = parseJsonText(script.text, { tolerant: false })
  if (reading.ok) return ok(reading.json)
  const { message, line, column } = reading.error
  const detail = `${message}, at line ${line}, column ${column} of the script`
  return failed({ stage: 'hall', code: 'invalid-script-element', subject: url, detail })
}

const all = (scripts: readonly JsonLdScript[], url: string): Result<JsonValue> => {
  const values: JsonValue[] = []
  for (const script of scripts) {
    const read = parseScript(script, url)
    if (!read.ok) return read
    if (Array.isArray(read.value)) values.push(...read.value)
    else values.push(read.value)
  }
  return ok(values)
}

const notFound = (url: string, what: string): Result<never> => {
  const detail = `the page has no script of type application/ld+json${what}`
  return failed({ stage: 'hall', code: 'loading-document-failed', subject: url, detail })
}

/**
 * Loads the JSON-LD of an HTML page as the JSON-LD 1.1 API asks (9.3): the first script, the one that the fragment of
 * `url` names, or all. Problems: `loading-document-failed` when there is none, `invalid-script-element` when its content
 * is not JSON. The harvester reads more than this allows: see `extractDocuments`.
 */
export const loadHtmlDocument = (html: string, options: HtmlLoading): Result<HtmlDocument> => {
  const { url } = options
  const blocks = findHtmlBlocks(html, { xml: options.xml ?? false })
  const fragment = URL.canParse(url) ? unescaped(new URL(url).hash.slice(1)) : ''
  const from = options.base ?? url.replace(/#.*$/s, '')
  const base =
    blocks.base !== undefined && URL.canParse(blocks.base, from) ? new URL(blocks.base, from).href : from
  const [first] = fragment ? blocks.scripts.filter(({ id }) => id === fragment) : blocks.scripts
  if (options.extractAllScripts && !fragment) {
    const document = all(blocks.scripts, url)
    return document.ok ? ok({ document: document.value, base }) : document
  }
  if (!first) return notFound(url, fragment ? ` and id "${fragment.slice(0, 80)}"` : '')
  const document = parseScript(first, url)
  return document.ok ? ok({ document: document.value, base }) : document
}
