/** Titles, descriptions, dates, subjects, rights and identifiers of DataCite records. */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { dcterms, sosa } from '../../rdf/namespaces.ts'
import { iriOf } from './relations.ts'
import { identifierPair, isWebIri, linkOrText, node, pair, type Statement, s, text } from './statements.ts'
import { objectsIn, takeAbout, takeText, takeTexts } from './taking.ts'

/** The first title without a type is the name, else the first; the others are further names, with their type kept. */
export const titleStatements = (attributes: JsonObject): Statement[] => {
  const titles = objectsIn(attributes, 'titles', 'title').flatMap(item => {
    const title = takeText(item, 'title')
    return title === undefined
      ? []
      : [{ title, type: takeText(item, 'titleType'), language: takeText(item, 'lang') }]
  })
  const main = titles.find(({ type }) => type === undefined) ?? titles[0]
  return titles.flatMap((each): Statement[] => {
    const { title, type, language } = each
    const named: Statement = [s(each === main ? 'name' : 'alternateName'), text(title, language)]
    return type === undefined
      ? [named]
      : [named, [s('additionalProperty'), pair(type, title, { kind: 'titleType', language })]]
  })
}

const ABSTRACT = /^(?:abstract|other)$/i
const LONGEST_METHOD = 200

/** Abstracts describe; short methods are the procedure of the sampling; the other kinds keep their name. */
export const descriptionStatements = (attributes: JsonObject): Statement[] =>
  objectsIn(attributes, 'descriptions', 'description').flatMap((item): Statement[] => {
    const description = takeText(item, 'description')
    if (description === undefined) return []
    const [type, language] = [takeText(item, 'descriptionType'), takeText(item, 'lang')]
    if (type === undefined || ABSTRACT.test(type)) return [[s('description'), text(description, language)]]
    if (/^tableofcontents$/i.test(type))
      return [[dcterms('tableOfContents').value, text(description, language)]]
    const kept: Statement = [
      s('additionalProperty'),
      pair(type, description, { kind: 'descriptionType', language }),
    ]
    const isMethod = /^methods$/i.test(type) && description.length <= LONGEST_METHOD
    return isMethod ? [[sosa('usedProcedure').value, text(description, language)], kept] : [kept]
  })

const DATES: ReadonlyMap<string, string> = new Map([
  ['Accepted', dcterms('dateAccepted').value],
  ['Available', dcterms('available').value],
  ['Collected', s('temporalCoverage')],
  ['Copyrighted', dcterms('dateCopyrighted').value],
  ['Coverage', s('temporalCoverage')],
  ['Created', s('dateCreated')],
  ['Issued', dcterms('issued').value],
  ['Submitted', dcterms('dateSubmitted').value],
  ['Updated', dcterms('modified').value],
  ['Valid', dcterms('valid').value],
])
// What says when a sample was taken, the most exact first: only one of them may become the date of the sampling.
const OF_SAMPLING = ['Collected', 'Created', 'Coverage']

/** Dates by their type; those without a property, or that would contradict the date of collection, keep their name. */
export const dateStatements = (attributes: JsonObject): Statement[] => {
  const dates = objectsIn(attributes, 'dates', 'date').flatMap(item => {
    const date = takeText(item, 'date')
    return date === undefined
      ? []
      : [{ date, type: takeText(item, 'dateType'), information: takeText(item, 'dateInformation') }]
  })
  const ofSampling = OF_SAMPLING.find(type => dates.some(date => date.type === type))
  return [
    ...dates.flatMap(({ date, type, information }): Statement[] => {
      const property = DATES.get(type ?? '')
      const second = OF_SAMPLING.includes(type ?? '') && type !== ofSampling
      const exact: Statement[] = property === undefined || second ? [] : [[property, date]]
      return exact.length > 0 && information === undefined
        ? exact
        : [
            ...exact,
            [s('additionalProperty'), pair(type, date, { kind: 'dateType', description: information })],
          ]
    }),
    [s('creativeWorkStatus'), dates.some(({ type }) => type === 'Withdrawn') ? 'deprecated' : undefined],
    [s('datePublished'), takeText(attributes, 'publicationYear')],
    [dcterms('issued').value, takeText(attributes, 'published')],
  ]
}

/** Subject schemes that say what a sample is or is made of. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/material|medium|lithology/i, s('material')],
  [/(?:specimen|sample|object|resource) ?type/i, s('additionalType')],
  [/sampled ?feature/i, sosa('isSampleOf').value],
]

/** Subjects as keywords; terms of a scheme as DefinedTerm. */
export const subjectStatements = (attributes: JsonObject): Statement[] =>
  objectsIn(attributes, 'subjects', 'subject').flatMap((item): Statement[] => {
    const subject = takeText(item, 'subject')
    const [scheme, uri, code] = [
      takeText(item, 'subjectScheme'),
      takeText(item, 'valueUri'),
      takeText(item, 'classificationCode'),
    ]
    const schemeUri = takeText(item, 'schemeUri')
    const name = text(subject, takeAbout(subject, item, 'lang'))
    if ([scheme, uri, code, schemeUri].every(value => value === undefined)) return [[s('keywords'), name]]
    const id = uri !== undefined && isWebIri(uri) ? uri : undefined
    const term = node([s('DefinedTerm')], id, [
      [s('name'), name],
      [s('inDefinedTermSet'), scheme, linkOrText(schemeUri)],
      [s('termCode'), code],
      [s('url'), id === undefined ? uri : undefined],
    ])
    const kinds = KINDS.filter(([pattern]) => pattern.test(scheme ?? ''))
    return [
      [s('keywords'), term],
      ...kinds.map(([, property]): Statement => [property, id === undefined ? name : { '@id': id }]),
    ]
  })

/** Licences by their address, with name and identifier. */
export const rightsStatements = (attributes: JsonObject): Statement[] =>
  objectsIn(attributes, 'rightsList', 'rights').flatMap((item): Statement[] => {
    const rights = takeText(item, 'rights')
    const name = text(rights, takeAbout(rights, item, 'lang'))
    const uri = takeText(item, 'rightsUri')
    const identifier = takeText(item, 'rightsIdentifier')
    const scheme = takeAbout(identifier, item, 'rightsIdentifierScheme')
    const schemeUri = takeAbout(identifier, item, 'schemeUri')
    const id = uri !== undefined && isWebIri(uri) ? uri : undefined
    const named: Statement[] = [
      [s('name'), name],
      [s('url'), id === undefined ? uri : undefined],
      [s('identifier'), identifier === undefined ? undefined : identifierPair(scheme, identifier, schemeUri)],
    ]
    if (id === undefined && uri === undefined && identifier === undefined) return [[s('license'), name]]
    return [[s('license'), node([], id, named)]]
  })

const typed = (attributes: JsonObject, list: string, key: string) =>
  objectsIn(attributes, list, key).map(item => {
    const value = takeText(item, key)
    return { value, type: takeAbout(value, item, `${key}Type`) }
  })

/** Alternate identifiers; `identifiers` of the API repeats them with other keys. */
export const identifierStatements = (attributes: JsonObject, doi: string | undefined): Statement[] => {
  const seen = new Set<string>()
  const own = doi === undefined ? undefined : iriOf('DOI', doi)
  const values = [
    ...typed(attributes, 'alternateIdentifiers', 'alternateIdentifier'),
    ...typed(attributes, 'identifiers', 'identifier'),
  ]
  const pairs = values.map(({ value, type }): JsonValue | undefined => {
    if (value === undefined || seen.has(`${type} ${value}`)) return undefined
    seen.add(`${type} ${value}`)
    return iriOf(type, value) === own && own !== undefined ? undefined : identifierPair(type, value)
  })
  return [[s('identifier'), ...pairs]]
}

/** Size, format, version and language. */
export const extentStatements = (attributes: JsonObject): Statement[] => [
  [s('size'), ...takeTexts(attributes, 'sizes')],
  [s('encodingFormat'), ...takeTexts(attributes, 'formats')],
  [s('version'), takeText(attributes, 'version')],
  [s('inLanguage'), takeText(attributes, 'language')],
]
