/** The smaller parts of term definitions (JSON-LD 1.1 API, section 4.2.2). Comments with numbers name steps of it. */
import type { JsonValue } from '../../model/json-ld-document.ts'
import type { Direction, TermDefinition } from './active-context.ts'
import { JsonLdError, shown } from './json-ld-error.ts'
import { isKeyword } from './keywords.ts'

/** A definition while it is being made. */
export type Draft = { -readonly [K in keyof TermDefinition]: TermDefinition[K] }

/** Throws a JsonLdError about a term. */
export const refuseTerm: (code: string, term: string, what: string) => never = (code, term, what) => {
  throw new JsonLdError(code, `the term ${shown(term)} ${what}`)
}

/** 14.2.5): whether a simple term may stand before a colon. */
export const canBePrefix = (term: string, iri: string | null): boolean =>
  iri !== null && !/[:/]/.test(term) && (/[:/?#[\]@]$/.test(iri) || iri.startsWith('_:'))

/** 19.4): the type mapping of a container of types. Throws JsonLdError. */
export const typeOfTypeContainer = (term: string, type: string | undefined): string =>
  type === undefined || type === '@id' || type === '@vocab'
    ? (type ?? '@id')
    : refuseTerm('invalid type mapping', term, `is a container of types, and of type ${type}`)

/** 22) Throws JsonLdError. */
export const languageMapping = (term: string, value: JsonValue | undefined): string | null => {
  if (value === null) return null
  if (typeof value === 'string') return value.toLowerCase()
  return refuseTerm('invalid language mapping', term, `has the @language ${shown(value)}`)
}

/** 23) Throws JsonLdError. */
export const directionMapping = (term: string, value: JsonValue | undefined): Direction | null =>
  value === null || value === 'ltr' || value === 'rtl'
    ? value
    : refuseTerm('invalid base direction', term, `has the @direction ${shown(value)}`)

/** 24) Throws JsonLdError. */
export const nestMapping = (term: string, value: JsonValue | undefined): string =>
  typeof value === 'string' && (value === '@nest' || !isKeyword(value))
    ? value
    : refuseTerm('invalid @nest value', term, `cannot be nested in ${shown(value)}`)

/** 25) Throws JsonLdError. */
export const prefixFlag = (term: string, value: JsonValue | undefined, { iri }: Draft): boolean => {
  if (/[:/]/.test(term) || (value === true && iri !== null && isKeyword(iri)))
    refuseTerm('invalid term definition', term, 'cannot be a prefix')
  if (typeof value === 'boolean') return value
  return refuseTerm('invalid @prefix value', term, 'has a @prefix that is no boolean')
}

/** 27.1): whether a protected term is defined as it was. */
export const isSameDefinition = (a: TermDefinition, b: TermDefinition): boolean =>
  a.iri === b.iri &&
  a.isPrefix === b.isPrefix &&
  a.isReverse === b.isReverse &&
  a.type === b.type &&
  a.language === b.language &&
  a.direction === b.direction &&
  a.containers === b.containers &&
  a.index === b.index &&
  a.nest === b.nest &&
  JSON.stringify(a.scoped?.local) === JSON.stringify(b.scoped?.local)
