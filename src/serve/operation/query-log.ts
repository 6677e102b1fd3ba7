/** The query log: a line of JSON per query, written behind the back of the queries. */

import type { QueryForm } from '../../graph/store.ts'
import { createLogFile, type LogFileOptions } from './log-file.ts'
import type { Outcome } from './outcome.ts'

/** One line. What identifies a person is not among it: the client is a pseudonym of the day. */
export interface LogLine {
  /** xsd:dateTime in UTC of the end. */
  readonly time: string
  readonly id: string
  readonly client: string
  readonly agent: string
  readonly form: QueryForm | undefined
  readonly digest: string
  readonly outcome: Outcome
  readonly code: string | undefined
  readonly ms: number
  readonly bytes: number | undefined
  readonly rows: number | undefined
  readonly format: string | undefined
  readonly generation: number
  /** The query itself, when the operator wants it. */
  readonly text?: string
}

export interface LogStatus {
  readonly written: number
  readonly lost: number
  /** What was in the way at the last attempt. */
  readonly problem?: string
}

/** Characters that may wait to be written; what comes on top is lost and counted. */
const MAX_PENDING = 4_000_000
/** Characters of a query's text in a line. */
const MAX_TEXT = 20_000

/** A log that never fails who writes to it, and never makes anybody wait. */
export const createQueryLog = (options: LogFileOptions) => {
  const file = createLogFile(options)
  let pending: string[] = []
  let size = 0
  let writing: Promise<void> | undefined
  let [written, lost] = [0, 0]
  let problem: string | undefined
  const flush = async (): Promise<void> => {
    while (pending.length > 0) {
      const lines = pending
      pending = []
      size = 0
      try {
        // After a failure the last line may be there in part: it is ended first.
        await file.append(`${problem === undefined ? '' : '\n'}${lines.join('')}`)
        written += lines.length
        problem = undefined
      } catch (error) {
        lost += lines.length
        problem = error instanceof Error ? error.message : String(error)
      }
    }
    writing = undefined
  }
  return {
    write(line: LogLine): void {
      const text = `${JSON.stringify({ ...line, ...(line.text !== undefined && { text: line.text.slice(0, MAX_TEXT) }) })}\n`
      if (size + text.length > MAX_PENDING) {
        lost++
        return
      }
      pending.push(text)
      size += text.length
      writing ??= flush()
    },
    status: (): LogStatus => ({ written, lost, ...(problem !== undefined && { problem }) }),
    /** Resolves when all that was given is written, or lost. */
    async settled(): Promise<void> {
      await writing
    },
  }
}

export type QueryLog = ReturnType<typeof createQueryLog>
