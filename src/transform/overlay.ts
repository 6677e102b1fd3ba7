/** Overlay contexts: definitions laid over those of a document whose own context drops what it says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import type { Source } from '../model/source.ts'
import { type ContextLibrary, contextLibrary, foldContextUrl } from '../rdf/contexts.ts'
import { bundled } from '../registry/bundled.ts'

interface OverlayEntry {
  readonly name: string
  readonly file: string
  /** URLs of the contexts whose documents the overlay is for. */
  readonly appliesTo: readonly string[]
  /** Keys whose value has a context of its own, over which the overlay is laid as well. */
  readonly nested?: readonly string[]
  readonly note: string
}

/** An overlay, ready to be applied. `url` is the name under which contexts refer to it. */
export interface Overlay extends Omit<OverlayEntry, 'file'> {
  readonly url: string
  readonly document: JsonObject
}

/**
 * Reads `index.json` and the context files of an overlay folder. `base` is the public address without a trailing slash;
 * an overlay's URL is `<base>/overlays/<name>`. Throws when a file is missing or no JSON: the program's own files.
 */
export const loadOverlays = (base: string, dir: string = bundled('vocab/overlays')): readonly Overlay[] => {
  const entries = JSON.parse(readFileSync(join(dir, 'index.json'), 'utf8')) as readonly OverlayEntry[]
  return entries.map(({ file, ...entry }) => ({
    ...entry,
    url: `${base}/overlays/${entry.name}`,
    document: JSON.parse(readFileSync(join(dir, file), 'utf8')) as JsonObject,
  }))
}

/** Names of the overlays that ship with the program: what a source may ask for. */
export const overlayNames = (dir: string = bundled('vocab/overlays')): readonly string[] =>
  loadOverlays('', dir).map(({ name }) => name)

/** The library with the overlays added under their URLs. */
export const withOverlays = (contexts: ContextLibrary, overlays: readonly Overlay[]): ContextLibrary =>
  contextLibrary([
    ...contexts.urls().flatMap((url): [string, JsonObject][] => {
      const document = contexts.get(url)
      return document ? [[url, document]] : []
    }),
    ...overlays.map(({ url, document }): [string, JsonObject] => [url, document]),
  ])

/** The overlays for a document: those the source names, or with `auto` those for a context that the document refers to. */
export const overlaysFor = (
  json: JsonValue,
  overlay: Source['overlay'],
  overlays: readonly Overlay[],
): readonly Overlay[] => {
  if (overlay === 'none') return []
  if (overlay !== 'auto') return overlays.filter(({ name }) => overlay.includes(name))
  const used = new Set<string>()
  collectContextUrls(json, used)
  return overlays.filter(({ appliesTo }) => appliesTo.some(url => used.has(foldContextUrl(url))))
}

const collectContextUrls = (json: JsonValue, urls: Set<string>): void => {
  if (Array.isArray(json)) {
    for (const item of json) collectContextUrls(item, urls)
  } else if (json !== null && typeof json === 'object') {
    for (const [key, value] of Object.entries(json)) {
      if (key !== '@context') collectContextUrls(value, urls)
      else
        for (const context of asArray(value))
          if (typeof context === 'string') urls.add(foldContextUrl(context))
    }
  }
}

/**
 * A copy of the document in which every overlay is the last context, so that its definitions win (JSON-LD 1.1 API,
 * 4.1.2): at the top, and inside the keys that the overlay names, where an own context would redefine its terms.
 */
export const applyOverlays = (
  json: JsonObject | JsonValue[],
  overlays: readonly Overlay[],
): JsonObject | JsonValue[] => {
  if (overlays.length === 0) return json
  if (Array.isArray(json)) return json.map(item => (isObject(item) ? laidOver(item, overlays) : item))
  return laidOver(json, overlays)
}

const laidOver = (object: JsonObject, overlays: readonly Overlay[]): JsonObject => {
  const result: JsonObject = { ...object, '@context': withLast(object['@context'], overlays) }
  for (const overlay of overlays)
    for (const key of overlay.nested ?? []) {
      const value = result[key]
      if (value === undefined) continue
      const items = asArray(value).map(item =>
        isObject(item) && item['@context'] !== undefined
          ? { ...item, '@context': withLast(item['@context'], [overlay]) }
          : item,
      )
      result[key] = Array.isArray(value) ? items : (items[0] ?? null)
    }
  return result
}

const withLast = (context: JsonValue | undefined, overlays: readonly Overlay[]): JsonValue[] => [
  ...(context === undefined ? [] : asArray(context)),
  ...overlays.map(({ url }) => url),
]

const asArray = (value: JsonValue): JsonValue[] => (Array.isArray(value) ? value : [value])

const isObject = (value: JsonValue): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
