/** Where the server is, and how requests are made. */
export interface ClientOptions {
  /** Address of the server, for example `https://samples.example.org`. */
  readonly base: string
  /** In place of the global `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Headers of every request, for example a User-Agent that says who asks. */
  readonly headers?: Readonly<Record<string, string>>
  /** How often a request that was answered 429 or 503 is sent again; 3 by default. */
  readonly retries?: number
  /** Longest time to wait before that, in seconds; 60 by default. A server that wants more gets its way: the error is thrown. */
  readonly longestWait?: number
}

/** What goes with one request. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** An answer that is no success: what the server says of it (RFC 9457). */
export class LodestoneError extends Error {
  readonly status: number
  /** Kebab-case code, the last part of the problem's type; `http` for answers that are no problem document. */
  readonly code: string
  readonly problem: Readonly<Record<string, unknown>>
  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    super(typeof problem.detail === 'string' ? problem.detail : `HTTP ${status}`)
    this.name = 'LodestoneError'
    this.status = status
    this.code = typeof problem.type === 'string' ? (problem.type.split(':').pop() ?? 'http') : 'http'
    this.problem = problem
  }
}

type Value = string | number | boolean | readonly (string | number)[] | undefined

const withQuery = (path: string, query: object | undefined): string => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}) as [string, Value][]) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) parameters.append(name, String(each))
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

const pause = (seconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }, seconds * 1000)
    if (signal?.aborted) leave()
    else signal?.addEventListener('abort', leave, { once: true })
  })

/** Seconds of a Retry-After header, which may also be a date (RFC 9110, 10.2.3); 1 without one. */
const retryAfter = (response: Response): number => {
  const text = response.headers.get('retry-after') ?? '1'
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 1
}

const problemOf = async (response: Response): Promise<LodestoneError> => {
  const text = await response.text()
  try {
    return new LodestoneError(response.status, JSON.parse(text) as Record<string, unknown>)
  } catch {
    // Not from the server itself, but from something in between.
    return new LodestoneError(response.status, { detail: `HTTP ${response.status}: ${text.slice(0, 200)}` })
  }
}

/** Sends requests; what the methods of the client have in common. */
export class Transport {
  readonly #options: ClientOptions
  constructor(options: ClientOptions) {
    this.#options = { ...options, base: options.base.replace(/\/+$/, '') }
  }

  /** The answer, if it is a success; everything else is thrown as LodestoneError. */
  async send(path: string, query?: object, init: RequestInit = {}): Promise<Response> {
    const { base, headers, retries = 3, longestWait = 60 } = this.#options
    const ask = this.#options.fetch ?? ((url: string, request: RequestInit) => fetch(url, request))
    for (let attempt = 0; ; attempt++) {
      const response = await ask(`${base}${withQuery(path, query)}`, {
        ...init,
        headers: { accept: 'application/json, */*;q=0.5', ...headers, ...init.headers },
      })
      if (response.ok) return response
      const wait = retryAfter(response)
      const again = (response.status === 429 || response.status === 503) && attempt < retries
      if (!again || wait > longestWait) throw await problemOf(response)
      await response.body?.cancel()
      await pause(wait, init.signal ?? undefined)
    }
  }

  /** The JSON of an answer. */
  async json<T>(path: string, query?: object, init?: RequestInit): Promise<T> {
    return (await (await this.send(path, query, init)).json()) as T
  }

  /** The first page and all that follow it. */
  async *pages<T extends { readonly next?: string | undefined }>(
    first: T | Promise<T>,
    init?: RequestInit,
  ): AsyncGenerator<T, void, undefined> {
    let page = await first
    for (;;) {
      yield page
      if (page.next === undefined) return
      page = await this.json<T>(page.next, undefined, init)
    }
  }

  /** The items of the first page and of all that follow it, one by one. */
  async *items<I>(
    first: ItemPage<I> | Promise<ItemPage<I>>,
    init?: RequestInit,
  ): AsyncGenerator<I, void, undefined> {
    for await (const { items } of this.pages(first, init)) yield* items
  }
}

/** A page of things. */
export interface ItemPage<I> {
  readonly items: readonly I[]
  readonly next?: string | undefined
}
