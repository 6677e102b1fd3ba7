/** Asks the endpoint and reads its answer to the last byte: rows, statements or a truth value, with what the headers say. */
import { readNTriples } from './sparql-ntriples.js'
import { formOf } from './sparql-snippets.js'

const ACCEPT = 'application/sparql-results+json, application/n-triples;q=0.9'

const textOf = async (response, onBytes) => {
  if (!response.body) return response.text()
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  const parts = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.byteLength
    parts.push(decoder.decode(value, { stream: true }))
    onBytes(bytes)
  }
  return parts.join('') + decoder.decode()
}

/** Metrics of a Server-Timing header: `{name, ms, words}`. */
const timings = header =>
  (header ?? '').split(/,\s*(?=[\w-]+;)/).flatMap(metric => {
    const [, name, ms] = /^([\w-]+);dur=([\d.]+)/.exec(metric) ?? []
    return name ? [{ name, ms: Number(ms), words: /desc="([^"]*)"/.exec(metric)?.[1] ?? '' }] : []
  })

const number = value => (value === null || value === '' ? undefined : Number(value))

const factsOf = (response, began, bytes) => ({
  milliseconds: performance.now() - began,
  timings: timings(response.headers.get('server-timing')),
  generation: number(response.headers.get('lodestone-generation')),
  deadline: number(response.headers.get('lodestone-deadline-seconds')),
  maxBytes: number(response.headers.get('lodestone-max-body-bytes')),
  bytes,
})

const TRIPLE = ['subject', 'predicate', 'object']

const contentOf = (text, type, query) => {
  if (!type.includes('json')) {
    const rows = readNTriples(text)
    return { kind: 'graph', form: formOf(query), vars: TRIPLE, rows, raw: text, type }
  }
  const { boolean, head, results } = JSON.parse(text)
  if (typeof boolean === 'boolean') return { kind: 'truth', form: 'ASK', truth: boolean, raw: text, type }
  return { kind: 'rows', form: 'SELECT', vars: head.vars, rows: results.bindings, raw: text, type }
}

/** What went wrong, from problem+json or whatever came instead of it. */
const problemOf = async response => {
  const problem = await response.json().catch(() => ({}))
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...problem }
}

/**
 * Sends a query: `{answer}` with kind `rows`, `graph` or `truth` and its facts, or `{problem}` as RFC 9457 has it, with
 * status 0 when no whole answer arrived. Rejects with AbortError when `signal` says stop.
 */
export const ask = async (query, { signal, onBytes }) => {
  const began = performance.now()
  try {
    const response = await fetch('/sparql', {
      method: 'POST',
      headers: { accept: ACCEPT },
      body: new URLSearchParams({ query }),
      signal,
    })
    if (!response.ok) return { problem: await problemOf(response) }
    let bytes = 0
    const text = await textOf(response, count => {
      bytes = count
      onBytes(count)
    })
    const type = response.headers.get('content-type') ?? ''
    return { answer: { ...contentOf(text, type, query), query, facts: factsOf(response, began, bytes) } }
  } catch (error) {
    if (error.name === 'AbortError') throw error
    const why = error instanceof SyntaxError || /statement/.test(error.message) ? 'broken' : 'unreachable'
    return { problem: { status: 0, code: why } }
  }
}
