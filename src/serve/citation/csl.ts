/** CSL JSON (citation-style-language/schema, csl-data.json): one item. */
import { type Citable, doiOf, type Party, yearOf } from './citable.ts'
import { nameParts, oneLine } from './names.ts'

type CslName = { readonly family: string; readonly given: string } | { readonly literal: string }

/** The members of a CSL item that are written. */
export interface CslItem {
  readonly id: string
  readonly type: 'document'
  readonly title: string
  readonly [member: string]: unknown
}

const nameOf = (party: Party): CslName => nameParts(party) ?? { literal: party.name }

const dateParts = (text: string): number[] =>
  (/^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(text) ?? [])
    .slice(1)
    .filter(part => part !== undefined)
    .map(Number)

const issued = (thing: Citable): { issued?: { 'date-parts': number[][] } } => {
  const parts = dateParts(yearOf(thing) ?? '')
  return parts.length === 0 ? {} : { issued: { 'date-parts': [parts] } }
}

const eventDate = ({ collected }: Citable): { 'event-date'?: { 'date-parts': number[][] } } => {
  const parts = [collected?.from, collected?.to]
    .map(text => dateParts(text ?? ''))
    .filter(part => part.length > 0)
  return parts.length === 0 ? {} : { 'event-date': { 'date-parts': parts } }
}

/** The item. Its type is `document`, the one for what has no type of its own; `genre` says what it is. */
export const csl = (thing: Citable): CslItem => {
  const { id, authors, publisher, description, parties, place, subjects } = thing
  const doi = doiOf(id)
  const custodian = parties.find(({ roles }) => roles.includes('custodian'))
  return {
    id,
    type: 'document',
    title: oneLine(thing.title),
    genre: thing.kind,
    ...(authors.length > 0 && { author: authors.map(nameOf) }),
    ...issued(thing),
    ...eventDate(thing),
    ...(place !== undefined && { 'event-place': place }),
    ...(publisher && { publisher: publisher.name }),
    // Styles print both, one after the other.
    ...(custodian && custodian.name !== publisher?.name && { archive: custodian.name }),
    ...(doi !== undefined && { DOI: doi }),
    URL: id,
    ...(description !== undefined && { abstract: description }),
    ...(subjects.length > 0 && { keyword: subjects.map(({ label }) => label).join(', ') }),
  }
}
