import type { Iri } from './iri.ts'

/** Where a source says what it has. `url` is absolute; for `files` a path or file URL, relative to the registry file. */
export type Feed =
  /** A sitemap, an index of them, a text file of URLs, or a robots.txt whose Sitemap lines are followed. */
  | { readonly kind: 'sitemap'; readonly url: string }
  /** A site whose sitemaps are found by its robots.txt, or at the usual addresses. */
  | { readonly kind: 'site'; readonly url: string }
  /** The DataCite REST API (`…/dois`): DOI records themselves; `query` narrows them, in DataCite's query syntax. */
  | { readonly kind: 'datacite'; readonly url: string; readonly query?: string; readonly client?: string }
  /** An OAI-PMH base URL; `prefix` is the metadataPrefix. */
  | { readonly kind: 'oai-pmh'; readonly url: string; readonly prefix: string; readonly set?: string }
  /** A directory, .jsonl, .nq, .tar.gz or a sitegraph (one JSON-LD document with all records); `base` names records without a URL. */
  | { readonly kind: 'files'; readonly url: string; readonly base?: string }
  /** Another Lodestone: the base URL of its server; `of` keeps only one of its sources. */
  | { readonly kind: 'lodestone'; readonly url: string; readonly of?: string }

/** How gently one host is asked. */
export interface Politeness {
  /** Requests under way at once per host. */
  readonly concurrency: number
  /** Pause between two requests to one host, in milliseconds; robots.txt may ask for a longer one. */
  readonly delayMs: number
  /** Longest time for one request, from connect to last byte, in milliseconds. */
  readonly timeoutMs: number
  /** Largest page accepted, in bytes after decompression. */
  readonly maxPageBytes: number
}

/** When a page that is known is asked for again. */
export interface Refresh {
  /** A page whose `lastmod` did not change is asked for again after this many days all the same. */
  readonly days: number
  /** A page without a usable `lastmod` is left alone for this many days; 0 asks for it, conditionally, at every harvest. */
  readonly withoutLastmodDays: number
}

/** When a page that is gone, or no longer listed, is withdrawn. All three must hold. */
export interface Withdrawal {
  /** Harvests in a row that missed it. */
  readonly misses: number
  /** Days since the first of them. */
  readonly days: number
  /** Largest share of the source's live pages, 0 to 1, that may be missing at once; beyond it nothing is withdrawn. */
  readonly share: number
}

/** One agent that publishes samples: an entry of sources.yaml after it was checked. */
export interface Source {
  readonly id: string
  readonly name: string
  readonly ror?: Iri
  readonly homepage?: string
  readonly licence?: string
  readonly feeds: readonly Feed[]
  /** Ids of the community profiles its records are expected to meet; the kernel profile always applies. */
  readonly profiles: readonly string[]
  readonly politeness: Politeness
  readonly refresh: Refresh
  readonly withdrawal: Withdrawal
  /** `auto`: overlays whose `appliesTo` context a document uses; or none; or these, by name, always. */
  readonly overlay: 'auto' | 'none' | readonly string[]
  /** Names of repairs that are switched off, or (those that are off by default) on, for this source. */
  readonly repairs: { readonly off: readonly string[]; readonly on: readonly string[] }
  /** Whether pages that embed no JSON-LD are rendered in a browser, when one is installed. */
  readonly render: boolean
  /** Whether loopback, link-local and private addresses may be fetched for this source. */
  readonly allowPrivateAddresses: boolean
  /** Made-up data: shown as such wherever it appears. */
  readonly demo: boolean
}
