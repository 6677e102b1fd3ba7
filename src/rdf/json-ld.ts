/** JSON-LD 1.1 to RDF, with contexts from the library only. */
import type { Quad } from '@rdfjs/types'
import type { JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { ContextLibrary } from './contexts.ts'
import { expandedToQuads } from './expanded-to-quads.ts'
import { ContextCache } from './json-ld/context-cache.ts'
import { ContextProcessor, INITIAL } from './json-ld/context-processing.ts'
import { deserialise, type RdfDirection } from './json-ld/deserialisation.ts'
import type { Expanded } from './json-ld/expanded.ts'
import { Expansion } from './json-ld/expansion.ts'
import { JsonLdError, TooMuchWork, UnknownContext } from './json-ld/json-ld-error.ts'
import { isMap } from './json-ld/keywords.ts'
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
  /** The document comes from `mendJsonLd` already: it is neither measured nor mended again. */
  readonly isMended?: boolean
  /** Exactly as the specification has it: nothing is mended, named graphs stay apart, what is no RDF is left out. */
  readonly strict?: true | StrictOptions
}

/** Options of the specification (JSON-LD 1.1 API, section 9.3) under the names that they have there. */
export interface StrictOptions {
  readonly expandContext?: JsonValue
  readonly processingMode?: 'json-ld-1.0' | 'json-ld-1.1'
  readonly rdfDirection?: RdfDirection
  readonly produceGeneralizedRdf?: boolean
}

/**
 * Quads of a JSON-LD document, without duplicates and, unless `strict`, all in the default graph. Never fetches. Problems
 * (stage `lab`): `unknown-context` (not in the library; the detail names it), `too-large` (bounds of json-ld-mend.ts and
 * of context-processing.ts) and `invalid-json-ld` (the detail starts with the error code of JSON-LD 1.1 API). Keys that
 * the contexts do not map are no error in JSON-LD and are left out: that is what a record's coverage measures. Numbers
 * come in JSON-LD's canonical forms (`plainDecimal` reads them). schema.org is not folded here (`foldSchemaOrg`).
 */
export const jsonLdToQuads = (json: JsonObject | JsonValue[], options: JsonLdOptions): Result<Quad[]> => {
  try {
    return ok(options.strict ? byTheBook(json, options) : withoutLoss(json, options))
  } catch (error) {
    return failed({ stage: 'lab', subject: options.subject, ...explain(error) })
  }
}

const withoutLoss = (json: JsonObject | JsonValue[], options: JsonLdOptions): Quad[] => {
  const mended = options.isMended ? { json, repairs: [] } : mendJsonLd(json)
  if ('tooLarge' in mended) throw new TooMuchWork(mended.tooLarge)
  const { quads, repairs } = expandedToQuads(expand(mended.json, options, {}), options.base)
  if (options.onRepair) for (const repair of [...mended.repairs, ...repairs]) options.onRepair(repair)
  return quads
}

const byTheBook = (json: JsonObject | JsonValue[], options: JsonLdOptions): Quad[] => {
  // For its bounds only.
  const measured = mendJsonLd(json)
  if ('tooLarge' in measured) throw new TooMuchWork(measured.tooLarge)
  const strict = options.strict && options.strict !== true ? options.strict : {}
  return deserialise(expand(json, options, strict), strict)
}

const caches = new WeakMap<ContextLibrary, ContextCache>()

const cacheOf = (contexts: ContextLibrary): ContextCache => {
  const known = caches.get(contexts)
  if (known) return known
  const cache = new ContextCache()
  caches.set(contexts, cache)
  return cache
}

const expand = (
  json: JsonValue,
  { base, contexts, strict }: JsonLdOptions,
  { expandContext, processingMode }: StrictOptions,
): readonly Expanded[] => {
  const is10 = processingMode === 'json-ld-1.0'
  // What the modes make of a context differs.
  const cache = is10 ? new ContextCache() : cacheOf(contexts)
  const processor = new ContextProcessor({ library: contexts, cache, base, is10 })
  // 9.4.2, step 6
  const context =
    isMap(expandContext) && '@context' in expandContext ? expandContext['@context'] : expandContext
  const active = context === undefined ? INITIAL : processor.local(INITIAL, context)
  return new Expansion(processor, { base, isStrict: strict !== undefined }).document(active, json)
}

const explain = (error: unknown): Pick<Problem, 'code' | 'detail'> => {
  if (error instanceof UnknownContext)
    return {
      code: 'unknown-context',
      detail:
        `the context ${error.url.slice(0, 500)} is not bundled and contexts are never fetched: ` +
        'add it to vocab/contexts/index.json, or name an overlay for the source',
    }
  if (error instanceof TooMuchWork)
    return { code: 'too-large', detail: `the JSON-LD cannot be processed: ${error.message}` }
  // Anything else is a bug here and must show.
  if (!(error instanceof JsonLdError)) throw error
  return { code: 'invalid-json-ld', detail: `${error.code}: ${error.message}`.slice(0, 1000) }
}
