/** What the robots.txt of a source's hosts ask for between two requests, and what that means for a whole harvest. */
import type { FetchEvent } from '../harvest/errand.ts'
import { MAX_CRAWL_DELAY_MS } from '../harvest/journey.ts'
import type { Source } from '../model/source.ts'
import { durationText } from './harvest-progress.ts'

/** A host whose robots.txt has a Crawl-delay. */
export interface CrawlDelay {
  readonly host: string
  readonly seconds: number
}

/** Remembers the crawl delays that a fetcher comes upon. */
export const crawlDelays = (): { readonly observe: (event: FetchEvent) => void; list(): CrawlDelay[] } => {
  const found = new Map<string, number>()
  return {
    observe: event => {
      if (event.kind === 'crawl-delay') found.set(new URL(event.origin).host, event.ms / 1000)
    },
    list: () => [...found].map(([host, seconds]) => ({ host, seconds })),
  }
}

/** A sentence per host; the registry's own delay counts when it is the longer one. */
export const paceText = (
  delays: readonly CrawlDelay[],
  { politeness }: Pick<Source, 'politeness'>,
  listed: number,
): string[] =>
  delays.map(({ host, seconds }) => {
    const own = politeness.delayMs / 1000
    const asked = `robots.txt of ${host} asks for ${seconds} s between two requests (Crawl-delay)`
    if (own > seconds) return `${asked}; sources.yaml waits longer: ${own} s.`
    const kept = Math.min(seconds, MAX_CRAWL_DELAY_MS / 1000)
    const limited = kept < seconds ? `${asked}, which is taken as ${kept} s` : asked
    return kept > 0 && listed > 1
      ? `${limited}: ${listed.toLocaleString('en')} pages take at least ${durationText(listed * kept)}.`
      : `${limited}.`
  })
