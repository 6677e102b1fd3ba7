/** JSON-LD 1.1 to RDF, with contexts from the library only. */
import type { Quad } from '@rdfjs/types'
import jsonld from 'jsonld'
import ContextResolver from 'jsonld/lib/ContextResolver.js'
import type { JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { type ContextExcerpt, ContextExcerpts } from './context-excerpt.ts'
import type { ContextLibrary } from './contexts.ts'
import { expandedToQuads } from './expanded-to-quads.ts'
import { mendJsonLd } from './json-ld-mend.ts'

/** How a document is converted. */
export interface JsonLdOptions {
  /** Relative IRIs are resolved against it: the page's URL. */
  readonly base: string
  readonly contexts: ContextLibrary
  /** What a problem is about, usually the page's URL. */
  readonly subject: string
  /** Told of everything that had to be changed so that no value is lost. */
  readonly onRepair?: (repair: Repair) => void
}

/**
 * Quads of a JSON-LD document, all in the default graph, without duplicates. Never fetches. Problems (stage `lab`):
 * `unknown-context` (not in the library; the detail names it), `too-large` (bounds of json-ld-mend.ts) and
 * `invalid-json-ld` (the detail starts with the error code of JSON-LD 1.1 API). Keys that the contexts do not map are
 * no error in JSON-LD and are left out: that is what a record's coverage measures. Numbers come in JSON-LD's canonical
 * forms (`plainDecimal` reads them). schema.org is not folded here (`foldSchemaOrg`).
 */
export const jsonLdToQuads = async (
  json: JsonObject | JsonValue[],
  { base, contexts, subject, onRepair }: JsonLdOptions,
): Promise<Result<Quad[]>> => {
  const mended = mendJsonLd(json)
  if ('tooLarge' in mended)
    return failed(problem('too-large', subject, `the JSON-LD cannot be processed: ${mended.tooLarge}`))
  const excerpt = excerptFor(mended.json, contexts)
  const loader = new LibraryLoader(excerpt)
  let expanded: JsonValue
  try {
    expanded = await expand(mended.json, base, excerpt, loader)
  } catch (error) {
    return failed(explain(error, subject, loader.missing))
  }
  const { quads, repairs } = expandedToQuads(expanded, base)
  if (onRepair) for (const repair of [...mended.repairs, ...repairs]) onRepair(repair)
  return ok(quads)
}

/** Answers from the library and remembers what it could not answer. */
class LibraryLoader {
  missing: string | undefined
  private readonly contexts: ContextExcerpt

  constructor(contexts: ContextExcerpt) {
    this.contexts = contexts
  }

  /** jsonld's document loader. The tag tells jsonld that the context never changes and may stay processed. */
  readonly load = async (url: string) => {
    const document = this.contexts.get(url)
    if (!document) {
      this.missing ??= url
      throw new Error(`the context ${url} is not in the library`)
    }
    return { documentUrl: url, document, contextUrl: undefined, tag: 'static' }
  }
}

const excerptsOf = new WeakMap<ContextLibrary, ContextExcerpts>()

const excerptFor = (json: JsonValue, contexts: ContextLibrary): ContextExcerpt => {
  const excerpts = excerptsOf.get(contexts) ?? new ContextExcerpts(contexts)
  excerptsOf.set(contexts, excerpts)
  return excerpts.for(json)
}

const expand = async (
  json: JsonObject | JsonValue[],
  base: string,
  { processed }: ContextExcerpt,
  loader: LibraryLoader,
): Promise<JsonValue> => {
  const options = {
    base,
    documentLoader: loader.load,
    contextResolver: new ContextResolver({ sharedCache: processed }),
  }
  const expanded: unknown = await jsonld.expand(
    json as jsonld.JsonLdDocument,
    options as jsonld.Options.Expand,
  )
  return expanded as JsonValue
}

const problem = (code: string, subject: string, detail: string): Problem => ({
  stage: 'lab',
  code,
  subject,
  detail,
})

const explain = (error: unknown, subject: string, missing: string | undefined): Problem => {
  if (missing !== undefined)
    return problem(
      'unknown-context',
      subject,
      `the context ${missing.slice(0, 500)} is not bundled and contexts are never fetched: ` +
        'add it to vocab/contexts/index.json, or name an overlay for the source',
    )
  if (!(error instanceof Error)) throw error
  const details = 'details' in error ? (error.details as { code?: unknown }) : undefined
  // Errors without a code are not jsonld's: a bug here or there must show.
  if (!error.name.startsWith('jsonld.')) throw error
  const code = typeof details?.code === 'string' ? details.code : error.name
  return problem('invalid-json-ld', subject, `${code}: ${error.message}`.slice(0, 1000))
}
