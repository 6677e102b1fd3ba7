/** Identifiers behind a label such as `doi:` or `ORCID iD`, and those that are told by their own beginning. */
import { hasAgentShape } from '../agents.ts'
import { type Found, judge } from './found.ts'
import { listedCodes } from './lists.ts'
import { readGroups, readToken, trimmed } from './reading.ts'

// Between label and value: `ORCID iD: `, `doi = {`, `DOI](`, also a line break.
const GAP =
  /(?:\s{0,3}(?:ids?|i\.d\.|numbers?|no\.?)(?![a-z]))?["'*]{0,2}\s{0,3}[:=#]?[ \t]{0,3}(?:\r?\n[ \t]{0,20})?["'{*([]{0,2}/iy

const gapAt = (source: string, from: number): number => {
  GAP.lastIndex = from
  return GAP.exec(source)?.[0].length ?? 0
}

/** What a label is followed by: the value with the label's scheme; nothing when no value of its kind follows. */
export const readLabelled = (source: string, start: number, mark: string): Found | undefined => {
  const scheme = mark.toLowerCase().replace(/[\s:=]+$/, '')
  // These are part of the name itself.
  if (scheme === 'urn' || scheme === 'ark' || scheme === 'uuid' || scheme === 'rrid')
    return readNamed(source, start, mark)
  const from = start + mark.length
  const value = from + gapAt(source, from)
  if (!/[0-9a-z]/i.test(source[value] ?? '')) return undefined
  const reading =
    (scheme === 'isni' || scheme === 'orcid' ? readGroups(source, value) : undefined) ??
    readToken(source, value)
  // Another start will come to these.
  if (/^(?:https?:|www\.|(?:dx\.)?doi\.org|hdl\.)/i.test(reading.text) || !/\d/.test(reading.text))
    return undefined
  const isCompact = value === from && mark.endsWith(':')
  const begin = isCompact || source.slice(start, value).toLowerCase() === `${scheme}:` ? start : value
  const label = LABELS[scheme] ?? `${scheme}:`
  const isMeant = EXPECTED[scheme]?.test(reading.text) ?? /^(?:q?\d|0)/i.test(reading.text)
  return judge({ source, start: begin, reading }, label, isMeant)
}

const LABELS: Readonly<Record<string, string>> = { handle: 'hdl:', wd: 'wikidata:' }
const EXPECTED: Readonly<Record<string, RegExp>> = {
  doi: /^1[0OoIl][.,]|^10\d{4,5}\//,
  hdl: /^1[0OoIl]?[.,]|^\d+\//,
  orcid: /^[\dO]{4}-|^\d{14,17}/i,
  isni: /^[\dO]{4}-|^\d{14,17}/i,
}

/** `urn:…`, `ark:…`, `uuid:…`, `RRID:…`. */
const readNamed = (source: string, start: number, mark: string): Found | undefined => {
  const scheme = mark.toLowerCase().replace(/[\s:=]+$/, '')
  const space = /^\s/.test(source.slice(start + mark.length)) ? 1 : 0
  if (space === 0 || scheme === 'rrid' || scheme === 'uuid') {
    const value = start + mark.length + space
    const reading = readToken(source, value)
    if (!/^urn:igsn:/i.test(scheme + reading.text))
      return judge({ source, start, reading }, `${scheme}:`, scheme === 'uuid')
  }
  return undefined
}

/** DOIs, ORCID iDs, GRID ids, UUIDs without label, and codes that are shaped like those of one IGSN agent. */
export const readBare = (source: string, start: number, mark: string): Found | undefined => {
  const reading = readToken(source, start)
  // Ratios of decimals look the same.
  if (/^10\.\d+\/\d{1,2}(?:\.\d+)*$/.test(trimmed(reading.text))) return undefined
  if (/^(?:IE|ICDP|IBCR|GF|CS|CAU)/i.test(mark)) {
    const code = /^[A-Z0-9]+/.exec(reading.text)?.[0] ?? ''
    return hasAgentShape(code) ? (listedCodes(source, start, 'shape').next().value ?? undefined) : undefined
  }
  const isUuid = /^[0-9a-f]{8}-/i.test(mark)
  const isNumber = /^\d{4}[^.\d/]/.test(mark)
  const isMisspelt = /^(?!10\.)[1il][0o][.,]/i.test(mark)
  return judge(
    { source, start, reading },
    '',
    isUuid || isMisspelt || (isNumber && /^0000-000|^0009-00/.test(reading.text)),
  )
}
