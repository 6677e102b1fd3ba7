/** Takes in one answer as undici hands it over, piece by piece, within time and size. */

import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { PrivateAddressError } from '../registry/addresses.ts'
import { BodyError, isPlain, readBody } from './body.ts'
import type { Accept, BodySink, ExchangeAnswer, ExchangeFailure, ExchangeRequest } from './exchange.ts'
import { type Headers, header } from './headers.ts'

class Enough extends Error {}

// Answers whose body nobody wants are read to this size, to keep the connection, and cut off beyond it.
const DISCARDED_BYTES = 64 * 1024

// A name that does not exist, a wrong certificate or malformed HTTP will be so a second later, too.
const PERMANENT =
  /^(ENOTFOUND|CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_INVALID|UND_ERR_INVALID|UND_ERR_HEADERS_OVERFLOW|HPE_)/
const CUT_OFF = /^UND_ERR_(?:RES_CONTENT_LENGTH_MISMATCH|SOCKET)$|^ECONNRESET$|^HPE_INVALID_EOF_STATE$/

const codeOf = (error: Error): string => String((error as NodeJS.ErrnoException).code ?? error.name)

const unreachable = (error: Error): ExchangeFailure => {
  const first = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
  const code = codeOf(first)
  const detail = `${first.message || 'the connection failed'} (${code})`
  return { kind: 'failure', code: 'unreachable', detail, retryable: !PERMANENT.test(code) }
}

const failure = (code: ExchangeFailure['code'], detail: string, retryable = false): ExchangeFailure => ({
  kind: 'failure',
  code,
  detail,
  retryable,
})

/** `begun`: the head of the answer had come. */
const failureOf = (error: Error, begun: boolean): ExchangeFailure => {
  if (error instanceof PrivateAddressError)
    return failure(
      'private-address',
      `${error.message}; allow it with allowPrivateAddresses if the source is yours`,
    )
  if (error instanceof BodyError) {
    const hint =
      error.code === 'too-large' ? ' after decompression; politeness.maxPageBytes limits pages' : ''
    return failure(error.code, `${error.message}${hint}`)
  }
  const code = codeOf(error)
  if (code === 'Z_BUF_ERROR')
    return failure('truncated', `the compressed body ends too early: ${error.message}`, true)
  if (/^Z_|^ERR__?ZLIB|^ERR_BROTLI|^ERR__ERROR/.test(code))
    return failure('bad-encoding', `the compressed body is damaged: ${error.message}`)
  if (begun && CUT_OFF.test(code))
    return failure('truncated', `the connection broke before the body was complete (${code})`, true)
  return unreachable(error)
}

/**
 * The handler of one request. Ends exactly once: `resolve` with the answer or why there is none, `reject` with an
 * error of `accept` or of the sink.
 */
export class Reception implements Dispatcher.DispatchHandler {
  private readonly what: ExchangeRequest
  private readonly accept: Accept
  private readonly resolve: (ending: ExchangeAnswer | ExchangeFailure) => void
  private readonly reject: (error: unknown) => void
  private readonly timer: NodeJS.Timeout
  private controller: Dispatcher.DispatchController | undefined
  private ended = false
  private status = 0
  private headers: Headers = {}
  private sink: BodySink | undefined
  private bytes = 0
  /** The raw body on its way to the decoders, when it is not handed on as it comes. */
  private raw: Readable | undefined

  constructor(
    what: ExchangeRequest,
    accept: Accept,
    resolve: (ending: ExchangeAnswer | ExchangeFailure) => void,
    reject: (error: unknown) => void,
  ) {
    this.what = what
    this.accept = accept
    this.resolve = resolve
    this.reject = reject
    this.timer = setTimeout(() => this.timeout(), what.timeoutMs)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    // The time was up before there was a connection.
    if (this.ended) controller.abort(new Enough())
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // 1xx announce an answer; they are none.
    if (status < 200 || this.ended) return
    this.status = status
    this.headers = headers
    this.guard(() => {
      this.sink = this.accept(status, headers)
    })
    if (!this.sink || this.ended) return
    const announced = Number(header(headers, 'content-length'))
    if (announced > this.what.maxBytes && !this.what.truncate) {
      const detail = `${announced} bytes announced, more than ${this.what.maxBytes} bytes`
      this.fail(new BodyError('too-large', detail))
      return
    }
    const contentEncoding = header(headers, 'content-encoding')
    if (this.what.gunzip || !isPlain(contentEncoding)) this.decode(this.sink, contentEncoding)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.ended) return
    if (this.raw) {
      if (!this.raw.push(chunk)) controller.pause()
    } else if (this.sink) this.take(this.sink, chunk)
    else {
      this.bytes += chunk.byteLength
      // Whether the rest arrives does not matter: the status has said everything.
      if (this.bytes > DISCARDED_BYTES) this.complete(0)
    }
  }

  onResponseEnd(): void {
    if (this.raw) this.raw.push(null)
    else this.complete(this.sink ? this.bytes : 0, false)
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.raw) this.raw.destroy(error)
    // A body that nobody wants may end as it likes.
    else if (this.status !== 0 && !this.sink) this.complete(0, false)
    else this.fail(error)
  }

  /** Hands on a piece of a body that is not coded. */
  private take(sink: BodySink, chunk: Buffer): void {
    const room = this.what.maxBytes - this.bytes
    const fitting = chunk.byteLength > room ? chunk.subarray(0, room) : chunk
    this.bytes += fitting.byteLength
    let more = false
    this.guard(() => {
      more = sink.write(fitting)
    })
    if (this.ended) return
    if (fitting !== chunk && !this.what.truncate)
      this.fail(new BodyError('too-large', `more than ${this.what.maxBytes} bytes`))
    else if (fitting !== chunk || !more) this.complete(this.bytes)
  }

  /** Sends the body through the decoders, which may be slower than the network. */
  private decode(sink: BodySink, contentEncoding: string | undefined): void {
    const raw = new Readable({ read: () => this.controller?.resume() })
    this.raw = raw
    // The reader below hears of errors; one that comes after it has enough must not surface.
    raw.on('error', () => undefined)
    const { maxBytes, gunzip, truncate } = this.what
    const drain = async (): Promise<void> => {
      try {
        for await (const chunk of readBody(raw, { contentEncoding, maxBytes, gunzip })) {
          this.bytes += chunk.byteLength
          let more = false
          this.guard(() => {
            more = sink.write(chunk)
          })
          if (this.ended || !more) break
        }
        this.complete(this.bytes)
      } catch (error) {
        if (truncate && error instanceof BodyError && error.code === 'too-large') this.complete(this.bytes)
        else this.fail(error instanceof Error ? error : new Error(String(error)))
      }
    }
    void drain()
  }

  private guard(call: () => void): void {
    try {
      call()
    } catch (error) {
      if (this.end()) this.reject(error)
    }
  }

  private timeout(): void {
    const limit = this.what.timeoutMs
    const detail = `no complete answer within ${limit} ms; the source's politeness.timeoutMs limits it`
    if (this.end()) this.resolve(failure('timeout', detail, true))
  }

  private fail(error: Error): void {
    if (this.end()) this.resolve(failureOf(error, this.status !== 0))
  }

  private complete(bytes: number, cutOff = true): void {
    if (!this.end(cutOff)) return
    this.resolve({ kind: 'answer', status: this.status, headers: this.headers, bytes })
  }

  /** Ends the reception; false when it had ended. What has not arrived is cut off. */
  private end(cutOff = true): boolean {
    if (this.ended) return false
    this.ended = true
    clearTimeout(this.timer)
    if (!cutOff) return true
    this.controller?.abort(new Enough())
    this.raw?.destroy()
    return true
  }
}
