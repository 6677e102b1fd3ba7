/** What the formats of `lodestone validate` are made from. */
import { severityName } from '../rdf/severity.ts'
import type { CheckAnswer, CheckReport, Language } from '../validate/check-request.ts'

/** One file and what came of it. */
export interface FileOutcome {
  readonly file: string
  readonly answer: CheckAnswer
}

/** `[violations, warnings, everything else]` of a report. */
export const tallyOf = ({ results }: Pick<CheckReport, 'results'>): readonly [number, number, number] => {
  const tally: [number, number, number] = [0, 0, 0]
  for (const { severity } of results) {
    const name = severityName(severity)
    tally[name === 'Violation' ? 0 : name === 'Warning' ? 1 : 2]++
  }
  return tally
}

/** How an outcome counts: exit code of the command. */
export const codeOf = ({ answer }: FileOutcome): 0 | 1 | 2 => {
  if (!answer.ok || answer.value.nothingChecked || !answer.value.complete) return 2
  return answer.value.conforms ? 0 : 1
}

/** What was validated, as a sentence. */
export const howValidated = (
  { validated, statements, profiles }: CheckReport,
  language: Language,
): string => {
  const names = profiles.map(({ id }) => id).join(', ')
  if (language === 'de')
    return validated === 'kernel'
      ? `durch die ganze Pipeline gegangen; der Kern-Graph (${statements} Aussagen) wurde geprüft mit: ${names}`
      : `geprüft, wie es dasteht (${statements} Aussagen), mit: ${names}`
  return validated === 'kernel'
    ? `went through the whole pipeline; its kernel graph (${statements} statements) was checked with: ${names}`
    : `checked as it is (${statements} statements) with: ${names}`
}
