/** When two outcomes are the same: then the second makes no version, and nobody who follows the archive has work. */

import type { RecordState } from '../model/record.ts'
import type { ValidationReport } from '../model/validation-report.ts'
import { digestOfBytes } from './content.ts'
import type { Findings } from './versions.ts'

/** What decides, beside the findings. */
export interface Deciding {
  readonly source: string
  readonly state: RecordState
  readonly bodyDigest: string
  /** JSON of the samples. */
  readonly samples: string
  readonly statementsDigest: string
  readonly present: number | null
  readonly reached: number | null
}

/** Digests that begin otherwise are of older programs, which counted the pipeline in. */
const current = '2:'

/** Whether a stored digest can be compared with those that `outcomeDigest` makes; an empty one equals none. */
export const isComparable = (digest: string): boolean => digest === '' || digest.startsWith(current)

/**
 * What a list of reports says, as text to compare: which profiles with which results. Not which edition of the shapes
 * it was, nor the order of results, which follows that of statements and means nothing.
 */
export const reportsText = (reports: readonly ValidationReport[]): string =>
  JSON.stringify(
    reports.map(({ profile, conforms, results }) => [
      profile,
      conforms,
      results.map(result => JSON.stringify(result)).sort(),
    ]),
  )

/** The digest that two outcomes share when they say the same. */
export const outcomeDigest = (deciding: Deciding, { lost, repairs, reports, problems }: Findings): string => {
  const { source, state, bodyDigest, samples, statementsDigest, present, reached } = deciding
  const fields = [source, state, bodyDigest, samples, statementsDigest, present, reached]
  return `${current}${digestOfBytes(JSON.stringify([...fields, lost, repairs, problems, reportsText(reports)]))}`
}
