/** Finds identifiers in running text: manuscripts, tables, the text of PDF files, Markdown and HTML. */

import { columnCodes } from './find/columns.ts'
import { type Found, judge } from './find/found.ts'
import { readIgsnLabel } from './find/igsn-label.ts'
import { readBare, readLabelled } from './find/labelled.ts'
import { readToken } from './find/reading.ts'
import { nextStart } from './find/starts.ts'
import { isElsewhere } from './web-addresses.ts'

export type { Found } from './find/found.ts'

/**
 * Identifiers in a text, in the order in which they stand; none overlaps another. Bare codes and what a hyphen at the end
 * of a line leaves open are `ambiguous`; what is meant as an identifier and is none is `malformed`. Takes time linear in
 * the length of the text and memory that does not depend on it.
 */
export function* findIdentifiers(text: string): Generator<Found, undefined> {
  const cells = columnCodes(text)
  let cell = cells.next().value
  let end = 0
  for (const found of inProse(text)) {
    for (; cell && cell.start < found.start; cell = cells.next().value) {
      if (cell.start < end || cell.end > found.start) continue
      yield cell
      end = cell.end
    }
    if (found.start < end) continue
    yield found
    end = found.end
  }
  for (; cell; cell = cells.next().value) if (cell.start >= end) yield cell
  return undefined
}

const UNBROKEN = /\S{400}/y

function* inProse(text: string): Generator<Found, undefined> {
  let offset = 0
  for (;;) {
    const next = nextStart(text, offset)
    if (!next) return undefined
    offset = next.start + next.mark.length
    const before = offset
    for (const found of readAt(text, next)) {
      yield found
      offset = Math.max(offset, found.end)
    }
    // Hundreds of characters without a space that are nothing: not looked at again from each of their parts.
    UNBROKEN.lastIndex = next.start
    if (offset === before && UNBROKEN.test(text)) offset = Math.max(offset, UNBROKEN.lastIndex)
    if (next.kind === 'address') offset = Math.max(offset, endOfAddress(text, next.start))
  }
}

function* readAt(
  text: string,
  { kind, start, mark }: NonNullable<ReturnType<typeof nextStart>>,
): Generator<Found, undefined> {
  if (kind === 'igsn') return yield* readIgsnLabel(text, start, mark)
  const found =
    kind === 'address'
      ? readAddress(text, start)
      : kind === 'labelled'
        ? readLabelled(text, start, mark)
        : readBare(text, start, mark)
  if (found) yield found
  return undefined
}

const readAddress = (source: string, start: number): Found | undefined => {
  const reading = readToken(source, start)
  return judge({ source, start, reading }, '', !isElsewhere(reading.text))
}

/** What stands in the address of a page is no mention of its own. */
const endOfAddress = (source: string, start: number): number => readToken(source, start).ends.at(-1) ?? start
