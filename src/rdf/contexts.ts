/** JSON-LD contexts that are known without fetching anything. */
import type { JsonObject } from '../model/json-ld-document.ts'

/** Context documents by URL. */
export interface ContextLibrary {
  /** The context document (`{ "@context": … }`) that is published under a URL, spelling variants included. */
  get(url: string): JsonObject | undefined
  /** The URLs that were given, in their order. */
  urls(): string[]
}

/** A library of the given [URL, context document] pairs; a later pair replaces an earlier one of the same URL. */
export const contextLibrary = (entries: Iterable<readonly [string, JsonObject]>): ContextLibrary => {
  const known = new Map<string, JsonObject>()
  const urls: string[] = []
  for (const [url, document] of entries) {
    const key = foldContextUrl(url)
    if (!known.has(key)) urls.push(url)
    known.set(key, document)
  }
  return { get: url => known.get(foldContextUrl(url)), urls: () => [...urls] }
}

/** One key for the spellings of a context URL that people use: http or https, with or without `www.`, `/` or `#` at the end. */
export const foldContextUrl = (url: string): string =>
  url
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/^[^/?#]*/, host => host.toLowerCase().replace(/^www\./, ''))
    .replace(/[/#]{1,4}$/, '')
