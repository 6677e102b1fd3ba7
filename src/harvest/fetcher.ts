/** The port of the porch: what the rest of the harvester may ask of it. */

import type { FetchOutcome, WebLink } from '../model/page.ts'
import type { Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { BodySink } from './exchange.ts'

/** Validators of the last visit, for a conditional request (RFC 9110, 13). */
export interface Conditions {
  readonly etag?: string
  readonly lastModified?: string
  /** The `Accept` field in place of the one for landing pages: to ask a server once more for JSON-LD alone. */
  readonly accept?: string
  /** How often this page was tried before in vain: `retryAt` then lies further ahead. */
  readonly attempt?: number
}

/** The head of an answer whose body is streamed. */
export interface StreamHead {
  readonly finalUrl: string
  readonly mediaType: string
  readonly charset?: string
}

/** A whole answer in memory, for callers that read formats of their own (feeds). */
export interface Got {
  readonly finalUrl: string
  /** 2xx, or a 4xx other than 401, 403 and 429: such answers often say in their body what was wrong. */
  readonly status: number
  /** Media type in lower case without parameters; empty when absent. */
  readonly mediaType: string
  readonly charset?: string
  readonly body: Uint8Array
  readonly links: readonly WebLink[]
  readonly etag?: string
  /** The server's `Date`, as it was sent. */
  readonly date?: string
  /** What `Retry-After` asks to wait, in milliseconds. */
  readonly retryAfterMs?: number
}

/** How something is got; `maxBytes` counts after decompression. */
export interface GetOptions {
  /** The `Accept` field. */
  readonly accept: string
  readonly maxBytes: number
  /** Further request fields, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The HTTP client of a run. */
export interface Fetcher {
  /** Fetches one page for a source, within the source's limits; every ending is a value. */
  fetch(url: string, source: Source, conditions?: Conditions): Promise<FetchOutcome>
  /**
   * Fetches something large for a source, unpacked when it is a gzip file, at most `maxBytes` after that. `open`
   * is called with the head of the answer and gets the chunks; when a broken attempt is repeated it is called
   * again, and what the earlier sink received is void. A problem after the last `open` means that its sink got
   * only the beginning.
   */
  stream(
    url: string,
    source: Source,
    options: { readonly maxBytes: number },
    open: (head: StreamHead) => BodySink,
  ): Promise<Result<StreamHead>>
  /**
   * Gets one answer into memory, under the same manners and limits as a page, and tries again what may pass. An
   * answer other than a redirect, 401, 403, 429 or 5xx is a value, whatever it says: see `Got.status`.
   */
  get(url: string, source: Source, options: GetOptions): Promise<Result<Got>>
  /** Ends all connections. */
  close(): Promise<void>
}
