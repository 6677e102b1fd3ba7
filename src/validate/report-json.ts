/** A check as JSON: the form that docs/api.md fixes, and beside it what helps to understand it. */
import type { CheckReport, PlacedProblem } from './check-request.ts'

/** `conforms` and `results`, then what was validated, how each profile fared, lines (parallel to `results`) and the explanation. */
export const reportJson = (report: CheckReport): Readonly<Record<string, unknown>> => {
  const { conforms, results, lines, validated, statements, profiles, warnings, omitted } = report
  return {
    conforms,
    results,
    ...(report.nothingChecked && { nothingChecked: true }),
    ...(!report.complete && { complete: false }),
    ...(omitted > 0 && { omitted }),
    ...{ validated, statements, profiles, lines },
    warnings: warnings.map(({ code, subject, detail }) => ({ code, subject, detail })),
    ...(report.repairs && { repairs: report.repairs }),
    ...(report.coverage && { coverage: report.coverage }),
    ...(report.explanation && { explanation: report.explanation }),
  }
}

/** What kept a document from being checked. */
export const problemsJson = (problems: readonly PlacedProblem[]): Readonly<Record<string, unknown>> => ({
  checked: false,
  problems: problems.map(({ code, subject, detail, of, line }) => ({
    ...{ code, of, subject, detail },
    ...(line !== undefined && { line }),
  })),
})
