/** How many results an answer has, where its bytes tell cheaply. */

/** Largest answers that are looked through: some milliseconds. */
const MOST_LINES = 4_000_000
const MOST_JSON = 1_000_000

const occurrences = (body: Buffer, part: string): number => {
  let found = 0
  for (let at = body.indexOf(part); at >= 0; at = body.indexOf(part, at + part.length)) found++
  return found
}

const [QUOTE, NEWLINE, BACKSLASH, OPEN, CLOSE, LIST, LIST_END] = [...Buffer.from('"\n\\{}[]')]

/** Lines whose end is outside of quotes (RFC 4180). */
const csvLines = (body: Buffer): number => {
  let [lines, quoted] = [0, false]
  for (const byte of body) {
    if (byte === QUOTE) quoted = !quoted
    else if (byte === NEWLINE && !quoted) lines++
  }
  return lines
}

/** Objects in the list that is a member of a member: `results.bindings`. */
const bindings = (body: Buffer): number => {
  let [found, depth, quoted] = [0, 0, false]
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (quoted) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) quoted = false
    } else if (byte === QUOTE) quoted = true
    else if (byte === OPEN || byte === LIST) {
      if (byte === OPEN && depth === 3) found++
      depth++
    } else if (byte === CLOSE || byte === LIST_END) depth--
  }
  return found
}

/** Solutions of a SELECT or statements of a graph; undefined when it is not known without reading the whole. */
export const rowsOf = (mediaType: string, bytes: Uint8Array, form: string): number | undefined => {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (form === 'ASK' || body.length > MOST_LINES) return undefined
  const type = mediaType.split(';')[0]
  switch (type) {
    case 'application/n-triples':
    case 'application/n-quads':
      return occurrences(body, '\n')
    case 'text/tab-separated-values':
      return Math.max(0, occurrences(body, '\n') - 1)
    case 'application/sparql-results+xml':
      return occurrences(body, '<result>')
    case 'text/csv':
      return body.length > MOST_JSON ? undefined : Math.max(0, csvLines(body) - 1)
    case 'application/sparql-results+json':
      return body.length > MOST_JSON ? undefined : bindings(body)
    default:
      return undefined
  }
}
