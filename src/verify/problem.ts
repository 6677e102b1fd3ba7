/** Why a document cannot be verified. */
import { failed, type Result } from '../model/problem.ts'

/** Codes of what can be wrong with a document. */
export type UnreadableCode =
  | 'too-large'
  | 'zip-bomb'
  | 'encrypted'
  | 'damaged'
  | 'no-text-layer'
  | 'unsupported-document'
  | 'too-long'
  | 'busy'

/** A document that cannot be read, as a failed result; `detail` says what to do. */
export const unreadable = (code: UnreadableCode, subject: string, detail: string): Result<never> =>
  failed({ stage: 'serve', code, subject, detail })
