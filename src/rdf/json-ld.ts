/** JSON-LD 1.1 to RDF, with contexts from the library only. */
import type { Quad, Quad_Object, Quad_Predicate, Quad_Subject } from '@rdfjs/types'
import jsonld from 'jsonld'
import type { JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import type { ContextLibrary } from './contexts.ts'
import { factory } from './terms.ts'

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
 * Quads of a JSON-LD document, all in the default graph. Never fetches: a context that is not in the library is a
 * problem `unknown-context`; every other processing error is `json-ld-error` with the code of JSON-LD 1.1 API.
 */
export const jsonLdToQuads = async (
  json: JsonObject | JsonValue[],
  { base, contexts, subject }: JsonLdOptions,
): Promise<Result<Quad[]>> => {
  let unknown: string | undefined
  const documentLoader = async (url: string) => {
    const document = contexts.get(url)
    if (!document) {
      unknown ??= url
      throw new Error(`context ${url} is not bundled`)
    }
    return { documentUrl: url, document, contextUrl: undefined }
  }
  try {
    const dataset = await jsonld.toRDF(
      json as jsonld.JsonLdDocument,
      { base, documentLoader } as jsonld.Options.ToRdf,
    )
    const quads = dataset as unknown as Quad[]
    return ok(
      quads.map(q =>
        factory.quad(
          toTerm(q.subject) as Quad_Subject,
          toTerm(q.predicate) as Quad_Predicate,
          toTerm(q.object) as Quad_Object,
        ),
      ),
    )
  } catch (error) {
    if (unknown)
      return failed({
        stage: 'lab',
        code: 'unknown-context',
        subject,
        detail: `the context ${unknown} is not bundled`,
      })
    return failed({ stage: 'lab', code: 'json-ld-error', subject, detail: String(error) })
  }
}

const toTerm = (term: Quad_Object): Quad_Object => {
  if (term.termType === 'BlankNode') return factory.blankNode(term.value)
  if (term.termType !== 'Literal') return factory.namedNode(term.value)
  return term.language
    ? factory.literal(term.value, term.language)
    : factory.literal(term.value, factory.namedNode(term.datatype.value))
}
