/** What the products behind SPARQL 1.1 do differently, as far as it has been measured (docs/operators.md). */

import { geo, VIRTUOSO_WKT } from '../../rdf/namespaces.ts'

/** Products whose ways are known; `generic` is any other that keeps to the standard. */
export type DialectName = 'oxigraph' | 'fuseki' | 'virtuoso' | 'generic'

export interface Dialect {
  readonly name: DialectName
  /** Whether the default graph is one of its own; else it is the union of all graphs, and the kernel needs a name. */
  readonly ownDefaultGraph: boolean
  /** Most statements of one update. */
  readonly batchSize: number
  /** Largest update text, in UTF-16 code units. */
  readonly maxUpdateLength: number
  /** Updates are posted as a form rather than as `application/sparql-update`. */
  readonly formUpdate: boolean
  /** Whether the graph store address takes N-Quads (whole datasets). */
  readonly takesQuads: boolean
  /** Media types of SELECT and of graphs that are handed through byte by byte; others are made from JSON and N-Triples. */
  readonly passes: ReadonlySet<string>
  /** The same for ASK. */
  readonly passesAsk: ReadonlySet<string>
  /** Datatypes that the store spoils -> what stands for them in it; answers name the true ones. */
  readonly datatypes: Readonly<Record<string, string>>
  /** Protocol parameter for the longest time of a query, when there is one. */
  readonly timeout?: (ms: number) => readonly [string, string]
}

const JSON_RESULTS = 'application/sparql-results+json'
const XML_RESULTS = 'application/sparql-results+xml'
const STANDARD = [JSON_RESULTS, 'application/n-triples']
const RESULTS = [JSON_RESULTS, XML_RESULTS, 'text/csv', 'text/tab-separated-values']
const GRAPHS = ['text/turtle', 'application/n-triples', 'application/n-quads', 'application/trig']

const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  generic: {
    name: 'generic',
    ownDefaultGraph: true,
    batchSize: 2000,
    maxUpdateLength: 2_000_000,
    formUpdate: false,
    takesQuads: false,
    datatypes: {},
    passes: new Set(STANDARD),
    passesAsk: new Set([JSON_RESULTS]),
  },
  oxigraph: {
    name: 'oxigraph',
    ownDefaultGraph: true,
    batchSize: 10_000,
    maxUpdateLength: 8_000_000,
    formUpdate: false,
    takesQuads: true,
    datatypes: {},
    passes: new Set([...RESULTS, ...GRAPHS, 'application/rdf+xml', 'application/ld+json']),
    passesAsk: new Set(RESULTS),
  },
  fuseki: {
    name: 'fuseki',
    ownDefaultGraph: true,
    batchSize: 10_000,
    maxUpdateLength: 8_000_000,
    formUpdate: false,
    takesQuads: true,
    datatypes: {},
    // A timeout in the middle of an answer ends Turtle and CSV as if they were whole.
    passes: new Set([JSON_RESULTS, XML_RESULTS, 'application/n-triples']),
    // CSV and TSV of ASK are not standardised: ours is the word alone, as Oxigraph writes it.
    passesAsk: new Set([XML_RESULTS]),
    timeout: ms => ['timeout', String(Math.max(1, Math.ceil(ms / 1000)))],
  },
  virtuoso: {
    name: 'virtuoso',
    ownDefaultGraph: false,
    // 1,000 statements pass, 1,500 fail with "SP031: 10000 lines"; long texts come nearer to that limit.
    batchSize: 400,
    maxUpdateLength: 400_000,
    formUpdate: true,
    takesQuads: false,
    datatypes: { [geo('wktLiteral').value]: VIRTUOSO_WKT },
    passes: new Set(),
    passesAsk: new Set(),
    timeout: ms => ['timeout', String(Math.max(1000, Math.ceil(ms)))],
  },
}

/** The ways of a product by its name. */
export const dialectNamed = (name: DialectName): Dialect => DIALECTS[name]

/** Which product answered, by the headers of its answer (names in lower case). */
export const recogniseDialect = (header: (name: string) => string | undefined): Dialect => {
  const server = header('server') ?? ''
  if (/^oxigraph\b/i.test(server)) return DIALECTS.oxigraph
  if (/^virtuoso\b/i.test(server)) return DIALECTS.virtuoso
  if (header('fuseki-request-id') !== undefined || /fuseki/i.test(server)) return DIALECTS.fuseki
  return DIALECTS.generic
}
