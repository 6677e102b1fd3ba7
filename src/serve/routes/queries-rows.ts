/** Counts the rows of an answer in any format of SPARQL results. */

const jsonRows = (text: string): number | undefined =>
  (JSON.parse(text) as { results?: { bindings: unknown[] } }).results?.bindings.length

/** Records of CSV (RFC 4180) without the header: line ends inside quotes are none. */
const csvRows = (text: string): number => {
  let lines = 0
  let quoted = false
  for (const character of text) {
    if (character === '"') quoted = !quoted
    else if (character === '\n' && !quoted) lines++
  }
  return text.endsWith('\n') ? lines - 1 : lines
}

// Tabs and line ends are escaped in TSV, angle brackets in XML.
const tsvRows = (text: string): number => text.split('\n').filter((line, i) => i > 0 && line !== '').length
const xmlRows = (text: string): number => text.split('<result>').length - 1

const COUNTED: Readonly<Record<string, (text: string) => number | undefined>> = {
  'application/sparql-results+json': jsonRows,
  'application/sparql-results+xml': xmlRows,
  'text/csv': csvRows,
  'text/tab-separated-values': tsvRows,
}

/** Solutions in an answer of this media type; undefined for graphs, whose triples are no rows. */
export const rowsIn = (text: string, contentType: string): number | undefined =>
  COUNTED[contentType.split(';')[0]?.trim() ?? '']?.(text)
