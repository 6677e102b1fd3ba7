// One request exactly as a manifest writes it, by raw node:http, and the comparison of its answer.
import { request } from 'node:http'
import { Parser } from 'n3'
import { canonicalForm } from '../../dist/rdf/canonical.js'

const CODES = { OK: 200, Created: 201, NoContent: 204, NotFound: 404 }
const fits = (status, wanted) =>
  wanted in CODES ? CODES[wanted] === status : `StatusCode${Math.floor(status / 100)}xx` === wanted

const bytesOf = ({ text, encoding }) =>
  encoding === 'UTF-16'
    ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    : Buffer.from(text)

/** Sends a request; resolves to status, headers and body. */
export const send = (url, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    const bytes = body && bytesOf(body)
    const { hostname, port, pathname, search } = new URL(url)
    // The path as it was written: the URL class would decode nothing, but it is the manifest's to say.
    const sent = request({
      hostname,
      port,
      path: `${pathname}${search}`,
      method,
      headers: { ...headers, ...(bytes ? { 'content-length': bytes.length } : {}) },
      timeout: 30_000,
    })
    sent.on('timeout', () => sent.destroy(new Error('no answer within 30 s')))
    sent.on('error', reject)
    sent.on('response', response => {
      const parts = []
      response.on('data', part => parts.push(part))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(parts).toString('utf8'),
        }),
      )
    })
    sent.end(bytes)
  })

const TABULAR =
  /^(?:application\/sparql-results\+(?:json|xml)|application\/json|text\/csv|text\/tab-separated-values)/
const BOOLEAN = /^application\/(?:sparql-results\+(?:json|xml)|json)/
const RDF = /^(?:text\/turtle|application\/(?:rdf\+xml|n-triples|ld\+json|n-quads|trig)|text\/html)/
const FORMATS = { tabular: TABULAR, boolean: BOOLEAN, RDF }

const booleanOf = ({ headers, body }) =>
  /xml/.test(headers['content-type'])
    ? /<boolean>\s*(true|false)/.exec(body)?.[1]
    : String(JSON.parse(body).boolean)

/** The canonical form of a Turtle document. */
const canonical = turtle => canonicalForm(new Parser({ baseIRI: 'http://www.example/' }).parse(turtle))

/** What an answer has that was not expected, in words; undefined when it is as expected. */
export const faultOf = async (answer, expected) => {
  const { status, headers, body } = answer
  if (!expected.statuses.some(wanted => fits(status, wanted)))
    return `status ${status} instead of ${expected.statuses.join(' or ')}: ${body.slice(0, 200)}`
  const type = headers['content-type'] ?? ''
  if (expected.format && !FORMATS[expected.format].test(type))
    return `"${type}" is no ${expected.format} format`
  if (expected.boolean && booleanOf(answer) !== expected.boolean)
    return `${booleanOf(answer)} instead of ${expected.boolean}`
  for (const [name, value] of Object.entries(expected.headers))
    if (headers[name]?.toLowerCase() !== value.toLowerCase())
      return `${name}: "${headers[name]}" instead of "${value}"`
  if (expected.location && !headers.location) return 'no Location header'
  if (expected.body && (await canonical(body)) !== (await canonical(expected.body.text)))
    return `another graph:\n${body}`
  return undefined
}
