/** Outcomes of `lodestone validate` as JSON and RDF. */

import { problemsJson, reportJson } from '../validate/report-json.ts'
import { jsonLdOf, turtleOf } from '../validate/report-rdf.ts'
import { codeOf, type FileOutcome } from './validate-outcome.ts'

const answerJson = ({ answer }: FileOutcome): Readonly<Record<string, unknown>> =>
  answer.ok ? reportJson(answer.value) : problemsJson(answer.problems)

/** The report of one file; of several `documents`, each with its `file`, under one `conforms`. */
export const jsonOf = (outcomes: readonly FileOutcome[]): string => {
  const [only, ...more] = outcomes
  const value =
    only && more.length === 0
      ? answerJson(only)
      : {
          conforms: outcomes.every(each => codeOf(each) === 0),
          documents: outcomes.map(each => ({ file: each.file, ...answerJson(each) })),
        }
  return JSON.stringify(value, null, 2)
}

const triplesOf = (outcomes: readonly FileOutcome[]): string =>
  outcomes.map(({ answer }) => (answer.ok ? (answer.value.reportTriples ?? '') : '')).join('')

/** The reports as N-Triples, Turtle or JSON-LD. */
export const rdfOf = (outcomes: readonly FileOutcome[], format: 'nt' | 'turtle' | 'jsonld'): string => {
  const triples = triplesOf(outcomes)
  const text = format === 'nt' ? triples : format === 'turtle' ? turtleOf(triples) : jsonLdOf(triples)
  return text.trimEnd()
}
