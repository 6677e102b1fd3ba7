/** Legacy IGSN handles as a whole, and bare codes: the one names something, the other may be the code of several things. */

import { codeOf } from './agents.ts'
import { asciiUpper } from './identifier.ts'
import { canonicalise, identify, igsnHandle } from './identifiers.ts'

const HANDLE =
  /^(?:hdl[ :]\s*|info:hdl\/|(?:https?:\/\/)?(?:(?:www|dx)\.)?(?:hdl\.handle\.net|igsn\.org)\/)*(?:10\.?273\/+)?/i

/**
 * The canonical IRI of a legacy handle that is written as a handle: `10273/X`, `hdl:10273/X`, an address of hdl.handle.net
 * or igsn.org. Undefined for bare codes, also behind the label IGSN, and for everything else.
 */
export const legacyHandle = (text: string): string | undefined => {
  const written = text.trim()
  const before = HANDLE.exec(written)?.[0] ?? ''
  if (before === '') return undefined
  const known = identify(written)
  if (known) return codeOf(known) === undefined ? undefined : known.canonical
  return /10\.?273\/|igsn\.org/i.test(before)
    ? igsnHandle(written.slice(before.length))?.canonical
    : undefined
}

const LABEL = /^(?:urn:)?igsn[\s:]\s*/i

/** A code without what would tell which agent gave it. */
export interface BareCode {
  /** In capitals. */
  readonly code: string
  /** The legacy handle that it is if the label is believed; absent without the label IGSN. */
  readonly labelled?: string
}

/** The bare code that a text is: `DSR000008`, `IGSN:DSR000008`. Undefined for identifiers that stand by themselves, and for other texts. */
export const bareCode = (text: string): BareCode | undefined => {
  const written = text.trim()
  const label = LABEL.exec(written)?.[0] ?? ''
  if (label === '' && canonicalise(written) !== undefined) return undefined
  const rest = written.slice(label.length)
  if (canonicalise(rest) !== undefined || legacyHandle(rest) !== undefined) return undefined
  const handle = igsnHandle(rest)
  if (!handle) return undefined
  return { code: asciiUpper(rest), ...(label !== '' && { labelled: handle.canonical }) }
}
