/** What the feeds that deliver records have in common: how a record is handed over, and problems told sparingly. */

import { createHash } from 'node:crypto'
import type { FeedContext, FeedEnd, FeedItem } from '../../model/feed.ts'
import type { Problem } from '../../model/problem.ts'
import { webUrl } from '../web-url.ts'

/** A record as a feed delivers it. */
export interface Delivered {
  readonly source: string
  /** Name of the record. */
  readonly url: string
  /** Address of the answer that it came with. */
  readonly listedIn: string
  readonly mediaType: string
  readonly text: string
  /** When the record was changed, as the feed says. */
  readonly lastModified?: string | undefined
  /** xsd:dateTime in UTC. */
  readonly fetchedAt: string
}

/** The item of a delivered record: nothing is left to fetch, its page is the record itself in UTF-8. */
export const deliveredRecord = (record: Delivered): FeedItem => {
  const { source, url, listedIn, mediaType, fetchedAt } = record
  const body = Buffer.from(record.text, 'utf8')
  const changed = record.lastModified === undefined ? {} : { lastModified: record.lastModified }
  return {
    kind: 'page',
    entry: { source, url, listedIn, ...changed },
    page: {
      url,
      finalUrl: url,
      status: 200,
      mediaType,
      charset: 'utf-8',
      ...changed,
      fetchedAt,
      body,
      bodyDigest: createHash('sha256').update(body).digest('hex'),
      links: [],
    },
  }
}

const TOLD = 10

/** Tells the first problems of each kind; `rest` tells the number of the others. */
export interface FewProblems {
  tell(code: string, subject: string, detail: string): void
  rest(): void
}

/** Problems of stage `gate`, at most ten of a kind each: what is wrong in one record is often wrong in thousands. */
export const fewProblems = (subject: string, onProblem: (problem: Problem) => void): FewProblems => {
  const counts = new Map<string, number>()
  return {
    tell: (code, about, detail) => {
      const count = (counts.get(code) ?? 0) + 1
      counts.set(code, count)
      if (count <= TOLD) onProblem({ stage: 'gate', code, subject: about, detail })
    },
    rest: () => {
      for (const [code, count] of counts)
        if (count > TOLD)
          onProblem({ stage: 'gate', code, subject, detail: `${count - TOLD} more problems of this kind` })
      counts.clear()
    },
  }
}

/**
 * Reads a feed whose address must be one of the web, its problems told sparingly; `read` gets what tells them. An
 * address that is none is a problem of the source, and nothing is read.
 */
export async function* readSparingly(
  feed: { readonly url: string },
  context: FeedContext,
  read: (problems: FewProblems) => AsyncGenerator<FeedItem, FeedEnd>,
): AsyncGenerator<FeedItem, FeedEnd> {
  const url = webUrl(feed.url, { stage: 'gate', subject: context.source.id })
  if (!url.ok) {
    context.onProblem(url.problem)
    return { complete: false }
  }
  const problems = fewProblems(feed.url, context.onProblem)
  const end = yield* read(problems)
  problems.rest()
  return end
}
