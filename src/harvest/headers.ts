/** The few HTTP header fields whose values have a grammar of their own. */

import type { WebLink } from '../model/page.ts'

/** Response headers as undici gives them: names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** The first value of a field, or undefined. */
export const header = (headers: Headers, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** A `Content-Type` value (RFC 9110, 8.3): media type in lower case, empty when absent, and its charset. */
export const parseContentType = (value: string | undefined): { mediaType: string; charset?: string } => {
  const text = value ?? ''
  const mediaType = (text.split(';', 1)[0] ?? '').trim().toLowerCase()
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(text)?.[1]?.toLowerCase()
  return charset ? { mediaType, charset } : { mediaType }
}

/**
 * Milliseconds that a `Retry-After` value (RFC 9110, 10.2.3: seconds or an HTTP date) asks to wait, from `now`
 * (milliseconds since the epoch); undefined when absent or unreadable, never negative.
 */
export const parseRetryAfter = (value: string | undefined, now: number): number | undefined => {
  if (value === undefined) return undefined
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

// More links than any page announces; what follows is ignored.
const MAX_LINKS = 200
const PARAMETER = /\s*;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y

const linkParameters = (text: string, start: number): { parameters: Map<string, string>; end: number } => {
  const parameters = new Map<string, string>()
  let end = start
  PARAMETER.lastIndex = start
  for (let match = PARAMETER.exec(text); match; match = PARAMETER.exec(text)) {
    const name = (match[1] ?? '').toLowerCase()
    // RFC 8288, 3.3: of a repeated parameter the first counts.
    if (!parameters.has(name))
      parameters.set(name, (match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '').trim())
    end = PARAMETER.lastIndex
  }
  return { parameters, end }
}

/** A link as written: nothing is resolved. */
export interface AnchoredLink {
  readonly href: string
  readonly rel: string
  readonly type?: string
  /** What the link speaks about, when it is not what carries it. */
  readonly anchor?: string
}

/** Links in the grammar of RFC 8288, 3, one per relation type, in order; at most `most`. Addresses are as written. */
export const parseAnchoredLinks = (text: string, most: number): AnchoredLink[] => {
  const links: AnchoredLink[] = []
  let at = text.indexOf('<')
  while (at >= 0 && links.length < most) {
    const close = text.indexOf('>', at)
    if (close < 0) break
    const href = text.slice(at + 1, close).trim()
    const { parameters, end } = linkParameters(text, close + 1)
    const type = parameters.get('type')?.toLowerCase()
    const anchor = parameters.get('anchor')
    const about = { ...(type && { type }), ...(anchor !== undefined && { anchor }) }
    for (const rel of (parameters.get('rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean))
      links.push({ href, rel, ...about })
    at = text.indexOf('<', end)
  }
  return links.slice(0, most)
}

/**
 * The links of `Link` header fields (RFC 8288), one per relation type, resolved against `base`, the URL of the
 * answer. Links that speak about another resource (`anchor`) and targets that are no URL are left out.
 */
export const parseLinks = (value: string | readonly string[] | undefined, base: string): WebLink[] => {
  if (value === undefined) return []
  const text = typeof value === 'string' ? value : value.join(', ')
  return parseAnchoredLinks(text, MAX_LINKS).flatMap(({ href, rel, type, anchor }) => {
    const aboutThisPage =
      anchor === undefined || (URL.canParse(anchor, base) && new URL(anchor, base).href === base)
    if (!aboutThisPage || !URL.canParse(href, base)) return []
    const link = { href: new URL(href, base).href, rel }
    return [type ? { ...link, type } : link]
  })
}
