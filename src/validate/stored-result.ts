/** One result of the engine -> what the archive keeps of it: all that a report in RDF says. */
import type { Term } from '@rdfjs/types'
import type { DetailedResult } from '../model/detailed-result.ts'
import type { ValidationResult as EngineResult } from '../shacl/result.ts'
import { readResult } from './read-result.ts'

/** Reports are for people and stay small: a record that fails in thousands of places is told in full for the first of them. */
export const MOST_DETAILED = 200
const MAX_DEPTH = 3
const MOST_DETAILS = 20

/** Reads the results of the profile with this id; `digestOf` names shapes that are blank nodes. */
export const storedResults = (
  results: readonly EngineResult[],
  profile: string,
  digestOf: (shape: Term) => string,
): readonly DetailedResult[] => {
  const inFull = (result: EngineResult, depth: number): DetailedResult => {
    const { messages, sourceShape } = result
    const detail = depth < MAX_DEPTH ? result.detail.slice(0, MOST_DETAILS) : []
    return {
      ...readResult(result, profile),
      messages: messages.map(({ language, value }) => ({ language, text: value })),
      ...(sourceShape.termType === 'BlankNode' && { shapeDigest: digestOf(sourceShape) }),
      ...(detail.length > 0 && { detail: detail.map(each => inFull(each, depth + 1)) }),
    }
  }
  return results.map((result, i) => (i < MOST_DETAILED ? inFull(result, 0) : readResult(result, profile)))
}
