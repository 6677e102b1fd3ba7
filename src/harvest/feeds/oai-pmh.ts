/** The feed of an OAI-PMH repository: records as XML, list by list with resumption tokens. */

import type { FeedEnd, FeedItem, ReadFeed } from '../../model/feed.ts'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { decodeText } from '../charset.ts'
import type { Fetcher } from '../fetcher.ts'
import { quote } from '../web-url.ts'
import { readSparingly } from './delivered-record.ts'
import { afterFailure, writePlace } from './feed-place.ts'
import { type OaiAnswer, readOai } from './oai-pmh-answers.ts'
import { adviceOn, DUBLIN_CORE, readOffered } from './oai-pmh-formats.ts'
import { itemsOf, OAI_LIMITS, type OaiOptions, type Reading } from './oai-pmh-items.ts'
import {
  beginningOf,
  begunAnew,
  formatsRequest,
  identifyRequest,
  requestOf,
  writeSince,
} from './oai-pmh-place.ts'

const gate = (code: string, subject: string, detail: string): Problem => ({
  stage: 'gate',
  code,
  subject,
  detail,
})

const getText = async (
  { fetcher, context, limits }: Reading,
  url: string,
): Promise<Result<{ readonly status: number; readonly text: string }>> => {
  const got = await fetcher.get(url, context.source, {
    accept: 'text/xml, application/xml;q=0.9',
    maxBytes: limits.maxBytes,
  })
  if (!got.ok) return failed({ ...got.problem, stage: 'gate' })
  const { body, charset, status } = got.value
  return ok({ status, text: decodeText(body, charset).text })
}

const ask = async (reading: Reading, url: string): Promise<Result<OaiAnswer>> => {
  const got = await getText(reading, url)
  if (!got.ok) return got
  const { status, text } = got.value
  const answer = readOai(url, text)
  // Errors of the protocol come with status 200, but some servers send 400, 404 or 422 with them.
  if (status < 400 || (answer.ok && answer.value.errors.length > 0)) return answer
  return failed(gate('request-refused', url, `the server answers ${status}: ${quote(text, 160)}`))
}

/** Finds out whether the server wants dates without time, which all servers must understand. */
const identify = async (reading: Reading): Promise<Problem | undefined> => {
  const answer = await ask(reading, identifyRequest(reading.feed))
  if (!answer.ok) return answer.problem
  const seconds = answer.value.granularity?.includes('T') ?? false
  reading.place = { ...reading.place, days: !seconds }
  return undefined
}

/** What is offered in place of a format that is of no use. A server that does not answer that offers nothing. */
const formatAdvice = async (reading: Reading): Promise<string> => {
  const got = await getText(reading, formatsRequest(reading.feed))
  return adviceOn(got.ok ? readOffered(got.value.text) : [])
}

/** What to do after an answer: go on, or end with or without success. */
type Next = 'on' | 'end' | 'broken'

/** Begins the list anew at the last datestamp, unless that was tried before without getting any further. */
const anew = (reading: Reading, code: string, url: string, why: string): Next => {
  const { problems, limits, tokens } = reading
  const place = begunAnew(reading.place)
  const tooOften = place.stuck > limits.maxStuck
  const what = tooOften
    ? 'it was begun anew before and got no further; ask the operator of the repository'
    : `it is begun anew ${place.from === undefined ? '' : `at ${place.from}`}`
  problems.tell(code, url, `${why}; ${what}`)
  if (tooOften) return 'broken'
  tokens.clear()
  reading.place = place
  return 'on'
}

const afterErrors = async (answer: OaiAnswer, url: string, reading: Reading): Promise<Next> => {
  const { place, context, feed } = reading
  const codes = answer.errors.map(({ code }) => code)
  const said = answer.errors.map(({ code, message }) => `${code} (${quote(message, 80)})`).join(', ')
  if (codes.includes('noRecordsMatch')) return 'end'
  if (codes.includes('badResumptionToken') && place.token !== '')
    return anew(reading, 'token-expired', url, `the server no longer knows its token: ${said}`)
  // Granularity: some servers announce seconds and refuse them, or the other way round.
  if (
    codes.includes('badArgument') &&
    place.token === '' &&
    place.from !== undefined &&
    place.stuck <= reading.limits.maxStuck
  ) {
    context.onProblem(
      gate(
        'granularity-refused',
        url,
        `the server does not take the date: ${said}; it is written the other way`,
      ),
    )
    reading.place = { ...place, days: !place.days, stuck: place.stuck + 1 }
    return 'on'
  }
  if (codes.includes('cannotDisseminateFormat')) {
    const detail = `the server has no ${quote(feed.prefix, 40)}: ${said}; ${await formatAdvice(reading)}`
    context.onProblem(gate('format-not-offered', url, detail))
    return 'broken'
  }
  context.onProblem(
    gate('oai-error', url, `the server reports ${said}; check url, prefix and set of the feed`),
  )
  return 'broken'
}

/** Takes the token of an answer to the next request. */
const afterRecords = (answer: OaiAnswer, url: string, reading: Reading): Next => {
  const { limits, tokens, problems, feed } = reading
  reading.idle = answer.records.length > 0 ? 0 : reading.idle + 1
  const { token } = answer
  if (token === undefined && !answer.whole)
    return anew(reading, 'answer-truncated', url, 'the answer breaks off before its end')
  if (token === undefined || token === '') return 'end'
  const stop = (why: string): Next => {
    problems.tell('endless-list', feed.url, `the list does not come to its end: ${why}`)
    return 'broken'
  }
  if (tokens.has(token)) return stop(`the token ${quote(token, 60)} comes again`)
  if (reading.idle >= limits.maxIdleAnswers) return stop(`${reading.idle} answers in a row had no record`)
  if (reading.answers >= limits.maxAnswers) return stop(`it has more than ${limits.maxAnswers} parts`)
  if (reading.place.count >= limits.maxRecords) return stop(`it has more than ${limits.maxRecords} records`)
  tokens.add(token)
  reading.place = { ...reading.place, token }
  return 'on'
}

const ended = (reading: Reading): FeedEnd => {
  const { place, feed, problems, now } = reading
  const missing = (place.size ?? 0) - place.count
  if (missing > 0) {
    const detail = `${place.count} records were listed, but the server announced ${place.size}; absent ones are kept`
    problems.tell('fewer-than-announced', feed.url, detail)
  }
  return {
    complete: !place.changes && !place.faulty && !place.carried && missing <= 0,
    since: writeSince(place, now()),
  }
}

async function* read(reading: Reading): AsyncGenerator<FeedItem, FeedEnd> {
  const { context, feed } = reading
  let advanced = false
  while (!context.signal?.aborted) {
    const url = requestOf(feed, reading.place)
    const answer = await ask(reading, url)
    reading.answers++
    let next: Next
    if (!answer.ok) {
      // A token at which the server fails again and again would hold up every reading to come.
      const failing = reading.place.token !== '' && answer.problem.code === 'server-error'
      if (!failing) context.onProblem(answer.problem)
      next = failing ? anew(reading, 'token-fails', url, answer.problem.detail) : 'broken'
    } else if (answer.value.errors.length > 0) next = await afterErrors(answer.value, url, reading)
    else {
      yield* itemsOf(answer.value, reading)
      next = afterRecords(answer.value, url, reading)
    }
    if (next === 'end') return ended(reading)
    // What never ends is not gone on with.
    if (next === 'broken') return { complete: false, ...afterFailure(reading.place, advanced && !answer.ok) }
    if (answer.ok && answer.value.records.length > 0) {
      advanced = true
      yield { kind: 'checkpoint', resume: writePlace(reading.place) }
    }
  }
  return { complete: false }
}

async function* readFrom(reading: Reading): AsyncGenerator<FeedItem, FeedEnd> {
  const { feed, context } = reading
  if (feed.prefix === DUBLIN_CORE) {
    const detail = `records in the format "${DUBLIN_CORE}" say too little of a sample to be read; ${await formatAdvice(reading)}`
    context.onProblem(gate('format-not-read', feed.url, detail))
    return { complete: false }
  }
  const unknown = reading.place.days === undefined ? await identify(reading) : undefined
  if (!unknown) return yield* read(reading)
  context.onProblem(unknown)
  return { complete: false }
}

/**
 * Reads an OAI-PMH 2.0 repository: every record of the feed's metadataPrefix and set is a page with the record's XML,
 * named by its GetRecord request; deleted ones are `deleted`. After the first time only what changed is asked for
 * (`from`), and everything again every 30 days. A list whose token expires is begun anew at the last datestamp.
 * Problems: those of the fetcher, `not-oai-pmh`, `request-refused`, `oai-error`, `format-not-read`, `format-not-offered`, `token-expired`, `token-fails`,
 * `token-too-long`, `answer-truncated`, `granularity-refused`, `bad-datestamp`, `record-without-identifier`,
 * `record-without-metadata`, `record-too-large`, `fewer-than-announced` and `endless-list`. A reading that a failure
 * broke off goes on where it was at the next harvest, and with everything when that gets no further.
 */
export const readOaiPmh =
  (
    fetcher: Pick<Fetcher, 'get'>,
    { limits = OAI_LIMITS, now = Date.now }: OaiOptions = {},
  ): ReadFeed<'oai-pmh'> =>
  (feed, context) =>
    readSparingly(feed, context, problems => {
      const place = beginningOf(context.position, now())
      const counts = { tokens: new Set<string>(), answers: 0, idle: 0 }
      return readFrom({ ...{ fetcher, feed, context, limits, now, problems, place }, ...counts })
    })
