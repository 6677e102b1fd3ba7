/** One client of the load benchmark: asks, takes the time, and notes what cannot be right. */

/** What all clients found. */
export interface Findings {
  readonly times: Map<string, number[]>
  readonly errors: string[]
  readonly inconsistencies: string[]
  readonly generations: Set<number>
  /** Pairs of answers of one generation that were compared, and pairs between which it changed. */
  compared: number
  passed: number
}

export const noFindings = (): Findings => ({
  times: new Map(),
  errors: [],
  inconsistencies: [],
  generations: new Set(),
  compared: 0,
  passed: 0,
})

export interface FacetValue {
  readonly value: string
  readonly count: number
}

/** Members of the API's answers; each has some of them. */
export interface Answer {
  readonly generation: number
  readonly total: number
  readonly items: readonly { readonly id: string; readonly identifier: string }[]
  readonly facets: Readonly<Record<string, { readonly values: readonly FacetValue[] }>>
  readonly next?: string
  readonly located: number
  readonly features: readonly { readonly properties: { readonly count: number } }[]
  readonly bars: readonly { readonly collected: string; readonly count: number }[]
  readonly undated: number
  readonly samples: number
}

const EMPTY: Answer = {
  generation: -1,
  total: 0,
  items: [],
  facets: {},
  located: 0,
  features: [],
  bars: [],
  undated: 0,
  samples: 0,
}

/** Longest wait for one answer. */
const DEADLINE_MS = 60_000

export class Client {
  readonly #url: string
  readonly #findings: Findings

  constructor(url: string, findings: Findings) {
    this.#url = url
    this.#findings = findings
  }

  /** Asks and reads the whole answer; everything but 2xx, 3xx and 404 of what may be unknown is an error. */
  async fetch(
    kind: string,
    path: string,
    init: RequestInit = {},
  ): Promise<{ response: Response; text: string } | undefined> {
    const began = performance.now()
    try {
      const response = await fetch(`${this.#url}${path}`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(DEADLINE_MS),
        ...init,
      })
      const text = await response.text()
      const times = this.#findings.times.get(kind) ?? []
      this.#findings.times.set(kind, times)
      times.push(performance.now() - began)
      const generation = response.headers.get('lodestone-generation')
      if (generation !== null) this.#findings.generations.add(Number(generation))
      if (response.status < 400) return { response, text }
      this.#findings.errors.push(`${response.status} ${path}: ${text.slice(0, 300)}`)
    } catch (error) {
      this.#findings.errors.push(`${path}: ${String(error)}`)
    }
    return undefined
  }

  /** A JSON answer of the API; an empty one of no generation when there was none. */
  async ask(
    kind: string,
    path: string,
    parameters: URLSearchParams = new URLSearchParams(),
  ): Promise<Answer> {
    const address = parameters.size > 0 ? `${path}?${parameters}` : path
    const answer = await this.fetch(kind, address)
    return answer ? { ...EMPTY, ...(JSON.parse(answer.text) as Partial<Answer>) } : EMPTY
  }

  /** Notes when what must be equal is not, in answers of one generation. */
  same(what: string, generations: readonly number[], numbers: readonly number[]): void {
    if (generations.includes(-1)) return
    if (new Set(generations).size > 1) {
      this.#findings.passed++
      return
    }
    this.#findings.compared++
    if (new Set(numbers).size > 1)
      this.#findings.inconsistencies.push(`${what}: ${numbers.join(' and ')} at generation ${generations[0]}`)
  }

  /** Notes when a list that must hold each member once does not. */
  once(what: string, members: readonly string[]): void {
    const twice = members.find((member, index) => members.indexOf(member) !== index)
    if (twice !== undefined) this.#findings.inconsistencies.push(`${what}: ${twice} twice`)
  }
}
