import type { Problem } from './problem.ts'

/** A link that a page announces by its `Link` header (RFC 8288); `href` is absolute. */
export interface WebLink {
  readonly href: string
  readonly rel: string
  readonly type?: string
}

/** What was fetched, as it came (after transfer and content decoding). */
export interface Page {
  /** The URL that was asked for: the name of the record. */
  readonly url: string
  /** Where redirects ended. */
  readonly finalUrl: string
  readonly status: number
  /** Media type in lower case without parameters; empty when absent. */
  readonly mediaType: string
  /** `charset` parameter in lower case, when given. */
  readonly charset?: string
  readonly etag?: string
  readonly lastModified?: string
  /** xsd:dateTime in UTC. */
  readonly fetchedAt: string
  readonly body: Uint8Array
  /** SHA-256 of `body`, hexadecimal. */
  readonly bodyDigest: string
  readonly links: readonly WebLink[]
}

/** How one request ended. `not-modified`: the conditional request was answered 304; `gone`: 404 or 410. */
export type FetchOutcome =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'not-modified'; readonly url: string; readonly fetchedAt: string }
  | { readonly kind: 'gone'; readonly url: string; readonly status: 404 | 410; readonly fetchedAt: string }
  | {
      readonly kind: 'problem'
      readonly url: string
      readonly problem: Problem
      /** When the same request may succeed, in milliseconds since the epoch; absent when it will fail again. */
      readonly retryAt?: number
    }
