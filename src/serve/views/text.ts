/** Values as people read them. */
import { html } from 'hono/html'
import { identify } from '../../pid/identifiers.ts'

/** A piece of a page, escaped. */
export type Html = ReturnType<typeof html> | ''

const numbers = new Intl.NumberFormat('en-GB')

/** 12345 -> "12,345". */
export const count = (value: number): string => numbers.format(value)

/** `3 samples`, `1 sample`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** A share between 0 and 1 as whole percents; only all of it is 100 %. */
export const percent = (share: number): string =>
  `${share >= 1 ? 100 : Math.min(99, Math.round(share * 100))} %`

/** The address when it is one that a browser may open (http or https), else undefined: harvested links can be anything. */
export const webAddress = (text: string | undefined): string | undefined => {
  if (text === undefined || !/^https?:\/\//i.test(text)) return undefined
  return URL.canParse(text) ? text : undefined
}

/** A link that leaves the portal, or plain text when the address is none. */
export const outward = (address: string | undefined, label: string): Html => {
  const safe = webAddress(address)
  return safe ? html`<a href="${safe}" rel="noopener" class="out">${label}</a>` : html`${label}`
}

/** A text of the API's description, in which what stands between backticks is code. */
export const withCode = (text: string): Html =>
  html`${text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))}`

/** An identifier as people write it (`IGSN:10.60510/ABC`) when the IRI is one of a known scheme, else the text itself. */
export const shownIdentifier = (iri: string): string =>
  (/^(?:https?|urn):/i.test(iri) ? identify(iri)?.display : undefined) ?? iri

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** A date as precise as it was given: `1998`, `July 1998`, `21 July 1998`; other texts stay as they are. */
export const dateText = (text: string): string => {
  const [, year, month, day] = /^(-?\d{4,})(?:-(\d\d)(?:-(\d\d).*)?)?$/.exec(text) ?? []
  if (year === undefined) return text
  const name = month === undefined ? undefined : months[Number(month) - 1]
  return [day === undefined ? '' : String(Number(day)), name ?? '', year].filter(Boolean).join(' ')
}

/** When something was collected. */
export const period = ({ from, to }: { readonly from?: string; readonly to?: string }): string => {
  if (from === undefined) return to === undefined ? '' : `until ${dateText(to)}`
  if (to === undefined || to === from) return dateText(from)
  return `${dateText(from)} – ${dateText(to)}`
}

/** An xsd:dateTime in UTC as `21 November 2026, 21:09 UTC`. */
export const momentText = (moment: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(moment)
    ? `${dateText(moment.slice(0, 10))}, ${moment.slice(11, 16)} UTC`
    : moment

/** `IsCitedBy` -> `is cited by`; of an IRI its last part. */
export const relationText = (relation: string): string =>
  (/[^/#]+$/.exec(relation)?.[0] ?? relation).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

/** Address of a sample's page. */
export const samplePath = (iri: string): string => `/samples/${encodeURIComponent(iri)}`

const ENTITY_PAGES = { person: 'people', organisation: 'organisations', publication: 'publications' } as const

/** Address of the page of a person, organisation or publication. */
export const entityPath = (kind: keyof typeof ENTITY_PAGES, id: string): string =>
  `/${ENTITY_PAGES[kind]}/${encodeURIComponent(id)}`

/** The short name of a Creative Commons licence; any other licence as it is given. */
export const licenceName = (licence: string): string => {
  const [, kind, version] =
    /creativecommons\.org\/(?:licenses|publicdomain)\/([a-z-]+)\/([\d.]+)/.exec(licence) ?? []
  if (kind === undefined) return licence
  return kind === 'zero' ? `CC0 ${version}` : `CC ${kind.toUpperCase()} ${version}`
}

/** Metres above sea level in words. */
export const elevationText = (metres: number): string =>
  `${count(Math.abs(metres))} m ${metres < 0 ? 'below' : 'above'} sea level`
