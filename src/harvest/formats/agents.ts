/** People and organisations of DataCite records (Metadata Schema 4.6, properties 2, 4, 7 and 19). */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { identify } from '../../pid/identifiers.ts'
import { identifierPair, isWebIri, linkOrText, node, type Statement, s, text } from './statements.ts'
import { objectsIn, takeAbout, takeText, takeTexts } from './taking.ts'

const PERSON = s('Person')
const ORGANISATION = s('Organization')

/** Person or organisation, where the record tells: by type, by parts of the name, by the kind of identifier. */
const agentClass = (
  nameType: string | undefined,
  hasParts: boolean,
  name: string,
  identifiers: readonly string[],
): string[] => {
  if (/^personal$/i.test(nameType ?? '')) return [PERSON]
  if (/^organi[sz]ational$/i.test(nameType ?? '')) return [ORGANISATION]
  const schemes = identifiers.map(identifier => identify(identifier)?.scheme)
  if (schemes.includes('orcid')) return [PERSON]
  if (schemes.includes('ror')) return [ORGANISATION]
  return hasParts || /^[^,]+, [^,]+$/.test(name) ? [PERSON] : []
}

/** An organisation, as affiliations, publishers and funders are given, by the names of its members; undefined when empty. */
const identifiedOrganisation = (
  item: JsonObject,
  nameKey: string,
  identifierKey: string,
  schemeKey: string,
): JsonObject | undefined => {
  const [name, identifier] = [takeText(item, nameKey), takeText(item, identifierKey)]
  if (name === undefined && identifier === undefined) return undefined
  const scheme = takeAbout(identifier, item, schemeKey)
  const schemeUri = takeAbout(identifier, item, 'schemeUri')
  return node([ORGANISATION], identifier !== undefined ? webIdentity(identifier) : undefined, [
    [s('name'), text(name, takeAbout(name, item, 'lang'))],
    [s('identifier'), identifier === undefined ? undefined : identifierPair(scheme, identifier, schemeUri)],
  ])
}

/** An identifier of no known scheme that is a web address names the agent; known ones are found by `schema:identifier`. */
const webIdentity = (identifier: string): string | undefined =>
  identify(identifier) === undefined && isWebIri(identifier) ? identifier : undefined

/** `affiliation` of an agent: texts or objects. */
const affiliations = (agent: JsonObject): (JsonValue | undefined)[] =>
  objectsIn(agent, 'affiliation', 'name').map(item =>
    identifiedOrganisation(item, 'name', 'affiliationIdentifier', 'affiliationIdentifierScheme'),
  )

/** Name identifiers, each with its scheme. */
const nameIdentifiers = (item: JsonObject): { value: string; pair: JsonObject }[] =>
  objectsIn(item, 'nameIdentifiers', 'nameIdentifier').flatMap(each => {
    const value = takeText(each, 'nameIdentifier')
    if (value === undefined) return []
    const scheme = takeText(each, 'nameIdentifierScheme')
    return [{ value, pair: identifierPair(scheme, value, takeText(each, 'schemeUri')) }]
  })

const NAME_TYPE = /^(?:personal|organi[sz]ational)$/i

/** One creator or contributor; undefined when nothing is said of it. */
export const agent = (item: JsonObject): JsonObject | undefined => {
  const [given, family] = [takeText(item, 'givenName'), takeText(item, 'familyName')]
  const parts = [given, family].filter(part => part !== undefined)
  const name = takeText(item, 'name') ?? (parts.length > 0 ? parts.join(' ') : undefined)
  const language = takeAbout(name, item, 'lang')
  const identifiers = nameIdentifiers(item)
  const found = node([], undefined, [
    [s('name'), text(name, language)],
    [s('givenName'), given],
    [s('familyName'), family],
    [s('identifier'), ...identifiers.map(({ pair }) => pair)],
    [s('affiliation'), ...affiliations(item)],
  ])
  if (!found) return undefined
  const isKnown = typeof item.nameType === 'string' && NAME_TYPE.test(item.nameType.trim())
  const nameType = isKnown ? takeText(item, 'nameType') : undefined
  const values = identifiers.map(({ value }) => value)
  const types = agentClass(nameType, parts.length > 0, name ?? '', values)
  return types.length > 0 ? { '@type': types, ...found } : found
}

/** An agent in a role, as schema.org's Role pattern; without a role the agent itself. */
export const inRole = (person: JsonObject | undefined, role: string | undefined): JsonObject | undefined => {
  if (person === undefined || role === undefined) return person
  return {
    '@type': [s('Role')],
    [s('roleName')]: [linkOrText(role) ?? role],
    [s('contributor')]: [person],
  }
}

/** A contributor with its type, which stays in the record when there is nobody to have it. */
export const agentInRole = (item: JsonObject): JsonObject | undefined => {
  const person = agent(item)
  return inRole(person, takeAbout(person, item, 'contributorType'))
}

/** Statements about creators, contributors, publisher and funders of a record's attributes. */
export const agentStatements = (attributes: JsonObject): Statement[] => [
  [s('creator'), ...objectsIn(attributes, 'creators', 'name').map(agent)],
  [s('contributor'), ...objectsIn(attributes, 'contributors', 'name').map(item => agentInRole(item))],
  [
    s('publisher'),
    ...objectsIn(attributes, 'publisher', 'name').map(item =>
      identifiedOrganisation(item, 'name', 'publisherIdentifier', 'publisherIdentifierScheme'),
    ),
  ],
  [s('funding'), ...objectsIn(attributes, 'fundingReferences', 'funderName').map(grant)],
]

const grant = (item: JsonObject): JsonObject | undefined => {
  const funder = identifiedOrganisation(item, 'funderName', 'funderIdentifier', 'funderIdentifierType')
  const uri = takeText(item, 'awardUri')
  return node([s('Grant')], uri !== undefined && isWebIri(uri) ? uri : undefined, [
    [s('url'), uri !== undefined && !isWebIri(uri) ? uri : undefined],
    [s('identifier'), ...takeTexts(item, 'awardNumber')],
    [s('name'), takeText(item, 'awardTitle')],
    [s('funder'), funder],
  ])
}
