/** People and organisations of DataCite records (Metadata Schema 4.6, properties 2, 4, 7 and 19). */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { identify } from '../../pid/identifiers.ts'
import { identifierPair, isWebIri, linkOrText, node, type Statement, s, text } from './statements.ts'
import { objectsIn, takeText, takeTexts } from './taking.ts'

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

/** An organisation with name and identifier, as affiliations, publishers and funders are given; undefined when empty. */
export const organisation = (
  name: string | undefined,
  identifier: string | undefined,
  more: {
    readonly scheme?: string | undefined
    readonly schemeUri?: string | undefined
    readonly language?: string | undefined
  } = {},
  statements: readonly Statement[] = [],
): JsonObject | undefined => {
  if (name === undefined && identifier === undefined && statements.length === 0) return undefined
  const { scheme, schemeUri, language } = more
  return node([ORGANISATION], identifier !== undefined ? webIdentity(identifier) : undefined, [
    [s('name'), text(name, language)],
    [s('identifier'), identifier === undefined ? undefined : identifierPair(scheme, identifier, schemeUri)],
    ...statements,
  ])
}

/** An identifier of no known scheme that is a web address names the agent; known ones are found by `schema:identifier`. */
const webIdentity = (identifier: string): string | undefined =>
  identify(identifier) === undefined && isWebIri(identifier) ? identifier : undefined

/** `affiliation` of an agent: texts or objects. */
const affiliations = (agent: JsonObject): (JsonValue | undefined)[] =>
  objectsIn(agent, 'affiliation', 'name').map(item =>
    organisation(takeText(item, 'name'), takeText(item, 'affiliationIdentifier'), {
      scheme: takeText(item, 'affiliationIdentifierScheme'),
      schemeUri: takeText(item, 'schemeUri'),
    }),
  )

/** One creator or contributor; undefined when neither name nor identifier is given. */
export const agent = (item: JsonObject): JsonObject | undefined => {
  const [given, family] = [takeText(item, 'givenName'), takeText(item, 'familyName')]
  const name = takeText(item, 'name') ?? [given, family].filter(part => part !== undefined).join(' ')
  const language = takeText(item, 'lang')
  const identifiers = objectsIn(item, 'nameIdentifiers', 'nameIdentifier').map(each => ({
    value: takeText(each, 'nameIdentifier'),
    scheme: takeText(each, 'nameIdentifierScheme'),
    schemeUri: takeText(each, 'schemeUri'),
  }))
  const values = identifiers.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const types = agentClass(
    takeText(item, 'nameType'),
    given !== undefined || family !== undefined,
    name,
    values,
  )
  const found = node(types, undefined, [
    [s('name'), text(name === '' ? undefined : name, language)],
    [s('givenName'), given],
    [s('familyName'), family],
    [
      s('identifier'),
      ...identifiers.map(({ value, scheme, schemeUri }) =>
        value === undefined ? undefined : identifierPair(scheme, value, schemeUri),
      ),
    ],
    [s('affiliation'), ...affiliations(item)],
  ])
  return found
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

/** Statements about creators, contributors, publisher and funders of a record's attributes. */
export const agentStatements = (attributes: JsonObject): Statement[] => [
  [s('creator'), ...objectsIn(attributes, 'creators', 'name').map(agent)],
  [
    s('contributor'),
    ...objectsIn(attributes, 'contributors', 'name').map(item =>
      inRole(agent(item), takeText(item, 'contributorType')),
    ),
  ],
  [
    s('publisher'),
    ...objectsIn(attributes, 'publisher', 'name').map(item =>
      organisation(takeText(item, 'name'), takeText(item, 'publisherIdentifier'), {
        scheme: takeText(item, 'publisherIdentifierScheme'),
        schemeUri: takeText(item, 'schemeUri'),
        language: takeText(item, 'lang'),
      }),
    ),
  ],
  [s('funding'), ...objectsIn(attributes, 'fundingReferences', 'funderName').map(grant)],
]

const grant = (item: JsonObject): JsonObject | undefined => {
  const funder = organisation(takeText(item, 'funderName'), takeText(item, 'funderIdentifier'), {
    scheme: takeText(item, 'funderIdentifierType'),
    schemeUri: takeText(item, 'schemeUri'),
  })
  const uri = takeText(item, 'awardUri')
  return node([s('Grant')], uri !== undefined && isWebIri(uri) ? uri : undefined, [
    [s('url'), uri !== undefined && !isWebIri(uri) ? uri : undefined],
    [s('identifier'), ...takeTexts(item, 'awardNumber')],
    [s('name'), takeText(item, 'awardTitle')],
    [s('funder'), funder],
  ])
}
