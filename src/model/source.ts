import type { Iri } from './iri.ts'

/** Where a source's list of pages is found. More kinds join as feeds are added. */
export interface Feed {
  readonly kind: 'sitemap'
  readonly url: string
}

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
  /** `auto`: overlays whose `appliesTo` context a document uses; or none; or these, by name, always. */
  readonly overlay: 'auto' | 'none' | readonly string[]
  /** Whether loopback, link-local and private addresses may be fetched for this source. */
  readonly allowPrivateAddresses: boolean
  /** Made-up data: shown as such wherever it appears. */
  readonly demo: boolean
}
