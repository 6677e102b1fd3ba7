/** Asks the store one query and makes sure that the answer is whole. */

import type { QueryForm, QueryProblem } from '../store.ts'
import { FORM, type StoreClient, type StoreReply } from './client.ts'
import { convert, sourceFormat } from './convert.ts'
import type { Asked } from './dataset.ts'
import type { Dialect } from './dialect.ts'
import { explainStatus, notWhole, tooLong } from './errors.ts'
import { cutOff } from './whole.ts'

/** A query that passed the guard, and how to answer it. */
export interface Question extends Asked {
  readonly form: QueryForm
  readonly mediaType: string
  readonly deadlineMs: number
  readonly signal?: AbortSignal
}

/** Where and how to ask. */
export interface Station {
  readonly client: StoreClient
  readonly url: string
  readonly dialect: Dialect
  readonly maxBytes: number
}

export type Answered =
  | { readonly ok: true; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly problem: QueryProblem }

/** A larger answer would keep the whole server waiting while it is converted. */
const MAX_CONVERTED_BYTES = 64 * 1024 * 1024

const refuse = (problem: QueryProblem): Answered => ({ ok: false, problem })

/** The form that SPARQL 1.1 Protocol, 2.1.2 describes. */
const formOf = ({ text, dataset, deadlineMs }: Question, dialect: Dialect): string => {
  const form = new URLSearchParams({ query: text })
  for (const graph of dataset?.defaultGraphs ?? []) form.append('default-graph-uri', graph)
  for (const graph of dataset?.namedGraphs ?? []) form.append('named-graph-uri', graph)
  const timeout = dialect.timeout?.(deadlineMs)
  if (timeout) form.append(...(timeout as [string, string]))
  return form.toString()
}

/** Virtuoso says in headers, beside status 200, that an answer is not all there is. */
const virtuosoCut = (reply: StoreReply, deadlineMs: number): QueryProblem | undefined => {
  const state = reply.header('x-sql-state')
  if (state === 'S1TAT' || state === 'S1T00') return tooLong(deadlineMs)
  if (state !== undefined) return notWhole('Virtuoso', `${state} ${reply.header('x-sql-message') ?? ''}`)
  // Sent when as many rows were found, whether or not there are more.
  const most = reply.header('x-sparql-maxrows')
  if (most === undefined) return undefined
  const detail = `the store cuts answers at ${most} rows (ResultSetMaxRows); use LIMIT and OFFSET, or aggregate`
  return { stage: 'graph', code: 'answer-too-large', subject: 'query', detail }
}

const bytes = (buffer: Buffer): Uint8Array<ArrayBuffer> => {
  const plain = new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.byteLength)
  // A view of a pool of buffers would keep the pool, and could not be handed on.
  return plain.byteLength === plain.buffer.byteLength ? plain : plain.slice()
}

const readAnswer = (reply: StoreReply, question: Question, dialect: Dialect, passed: boolean): Answered => {
  const { form, mediaType, text, deadlineMs } = question
  if (reply.status !== 200)
    return refuse(explainStatus(reply.status, reply.body.toString('utf8'), text, deadlineMs))
  if (passed) {
    const rest = cutOff(reply.body, mediaType)
    if (rest === undefined) return { ok: true, body: bytes(reply.body) }
    return refuse(/timed? ?out|cancel/i.test(rest) ? tooLong(deadlineMs) : notWhole(dialect.name, rest))
  }
  const source = reply.body.toString('utf8')
  const cut = virtuosoCut(reply, deadlineMs)
  if (cut) return refuse(cut)
  try {
    return { ok: true, body: bytes(Buffer.from(convert(source, form, mediaType), 'utf8')) }
  } catch (error) {
    if (error instanceof RangeError)
      return refuse({ stage: 'graph', code: 'query-failed', subject: 'query', detail: error.message })
    if (!(error instanceof Error)) throw error
    return refuse(notWhole(dialect.name, source.slice(-200)))
  }
}

/** Asks within the deadline. The problem codes are those of the port, and `store-unreachable`. */
export const ask = async (question: Question, station: Station): Promise<Answered> => {
  const { form, mediaType, deadlineMs, signal } = question
  const { client, dialect, url, maxBytes } = station
  const passed = (form === 'ASK' ? dialect.passesAsk : dialect.passes).has(mediaType)
  // Only whole milliseconds are taken.
  const late = AbortSignal.timeout(Math.ceil(deadlineMs))
  const reply = await client.post({
    url,
    type: FORM,
    body: formOf(question, dialect),
    accept: passed ? mediaType : sourceFormat(form),
    signal: signal ? AbortSignal.any([signal, late]) : late,
    maxBytes: passed ? maxBytes : Math.min(maxBytes, MAX_CONVERTED_BYTES),
  })
  if (!reply.ok) {
    const isLate = reply.problem.code === 'cancelled' && !signal?.aborted
    return refuse(isLate ? tooLong(deadlineMs) : reply.problem)
  }
  return readAnswer(reply.value, question, dialect, passed)
}
