/** Plain JSON, as most blocks are: read by JSON.parse, with proof that nothing was lost. */
import type { JsonValue } from '../model/json-ld-document.ts'

/**
 * The value of a JSON text (RFC 8259) without repeated keys and not nested deeper than `maxDepth`; undefined for any
 * other text. JSON.parse drops all but the last of repeated keys: then it has fewer keys than the text has colons.
 */
export const readPlainJson = (text: string, maxDepth: number): { readonly json: JsonValue } | undefined => {
  let json: JsonValue
  try {
    json = JSON.parse(text) as JsonValue
  } catch {
    // No JSON: the caller's own parser says where and why.
    return undefined
  }
  return keysIn(json, maxDepth) === keysWritten(text) ? { json } : undefined
}

/** How many members all objects have together; not a number when it is nested too deep. */
const keysIn = (json: JsonValue, depthLeft: number): number => {
  if (json === null || typeof json !== 'object') return 0
  if (depthLeft === 0) return Number.NaN
  let keys = 0
  if (Array.isArray(json)) for (const item of json) keys += keysIn(item, depthLeft - 1)
  else
    for (const key of Object.keys(json)) {
      const value = json[key]
      keys += 1 + (typeof value === 'object' ? keysIn(value, depthLeft - 1) : 0)
    }
  return keys
}

/** How many strings of a valid JSON text stand before a colon. */
const keysWritten = (text: string): number => {
  let keys = 0
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', open)) {
    let at = endOfString(text, open)
    while (isSpace(text.charCodeAt(at))) at++
    if (text.charCodeAt(at) === COLON) keys++
    open = at
  }
  return keys
}

const COLON = 0x3a
const BACKSLASH = 0x5c

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

/** Where the string that opens at `open` is over. */
const endOfString = (text: string, open: number): number => {
  let close = text.indexOf('"', open + 1)
  while (text.charCodeAt(close - 1) === BACKSLASH && isEscaped(text, close))
    close = text.indexOf('"', close + 1)
  return close + 1
}

/** Whether an odd number of backslashes stands before a place. */
const isEscaped = (text: string, at: number): boolean => {
  let start = at
  while (text.charCodeAt(start - 1) === BACKSLASH) start--
  return (at - start) % 2 === 1
}
