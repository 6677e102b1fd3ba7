/** IGSN description XML 1.0 to 1.3 (`resource` of schema.igsn.org/description): what the sample is, where, when, by whom. */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { datacite, geo, igsnvoc, sosa } from '../../rdf/namespaces.ts'
import { inRole } from './agents.ts'
import { leftStatements } from './datacite-record.ts'
import { childText, childTexts, inList, listTexts, localTerm, takeOwn } from './elements.ts'
import { logEntry, relatedStatement } from './igsn-registration-xml.ts'
import { thing } from './relations.ts'
import { identifierPair, linkOrText, node, type Statement, s } from './statements.ts'
import { objectsIn, takeText } from './taking.ts'

const v = (local: string): string => igsnvoc(local).value

const identified = (element: JsonObject): JsonObject[] =>
  objectsIn(element, 'identifier').flatMap(identifier => {
    const value = takeOwn(identifier)
    return value === undefined ? [] : [identifierPair(localTerm(takeText(identifier, '@type')), value)]
  })

/** Registrant, collector or contributor: a name, an identifier, an affiliation with the same. */
const agent = (element: JsonObject): JsonObject | undefined =>
  node([], undefined, [
    [s('name'), childText(element, 'name') ?? takeOwn(element)],
    [s('identifier'), ...identified(element)],
    [
      s('affiliation'),
      ...objectsIn(element, 'affiliation').map(each =>
        node([s('Organization')], undefined, [
          [s('name'), childText(each, 'name') ?? takeOwn(each)],
          [s('identifier'), ...identified(each)],
        ]),
      ),
    ],
  ])

/** Well-known text, with its numbers in the order of longitude and latitude as all agents write it. */
const WELL_KNOWN_TEXT = /^\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*(?:ZM?|M)?\s*\(/i
const GEOGRAPHIC = /(?:^|\/|:)4326$|CRS84$/

/** Takes a geometry that is well-known text on WGS 84; others stay where they are. */
export const takeGeometry = (element: JsonObject, crsKey: string): JsonValue | undefined => {
  const [text, crs] = [element['#text'], element[crsKey]]
  if (typeof text !== 'string' || !WELL_KNOWN_TEXT.test(text)) return undefined
  if (typeof crs === 'string' && !GEOGRAPHIC.test(crs)) return undefined
  takeText(element, crsKey)
  takeText(element, '@type')
  return takeOwn(element)
}

const place = (element: JsonObject): JsonObject | undefined => {
  const toponyms = objectsIn(element, 'toponym')
  return node([s('Place')], undefined, [
    [s('name'), ...toponyms.map(each => childText(each, 'name') ?? takeOwn(each))],
    [s('identifier'), ...toponyms.flatMap(identified)],
    [
      geo('asWKT').value,
      ...objectsIn(element, 'geometry').map(each =>
        takeGeometry(each, each['@srid'] === undefined ? '@sridType' : '@srid'),
      ),
    ],
  ])
}

const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/collection$/i, sosa('SampleCollection').value],
  [/sample$|specimen$/i, sosa('Sample').value],
]

/** Takes the type of the resource as a class, and the IGSN as the identifier that makes it a sample in any case. */
const kindOf = (resource: JsonObject): string[] => {
  const type = resource['@type']
  const known = CLASSES.find(([pattern]) => typeof type === 'string' && pattern.test(type))
  if (!known) return []
  takeText(resource, '@type')
  return [known[1]]
}

const whatStatements = (resource: JsonObject): Statement[] => {
  const types = objectsIn(resource, 'resourceTypes')
  const materials = objectsIn(resource, 'materials')
  const methods = objectsIn(resource, 'collectionMethods')
  const terms = (containers: JsonObject[], name: string): (JsonValue | undefined)[] => {
    const other = `alternate${name[0]?.toUpperCase()}${name.slice(1)}`
    return containers
      .flatMap(each => [...childTexts(each, name), ...listTexts(each, `${other}s`, other)])
      .map(linkOrText)
  }
  return [
    [s('additionalType'), ...terms(types, 'resourceType')],
    [s('material'), ...terms(materials, 'material')],
    [sosa('usedProcedure').value, ...terms(methods, 'collectionMethod')],
  ]
}

const code = (resource: JsonObject, name: string): string[] =>
  objectsIn(resource, name).flatMap(element => {
    takeText(element, '@type')
    return takeOwn(element) ?? []
  })

const timeOf = (resource: JsonObject): (string | undefined)[] =>
  objectsIn(resource, 'collectionTime').flatMap(element => {
    const [period] = objectsIn(element, 'timePeriod')
    const [start, end] = [period && childText(period, 'start'), period && childText(period, 'end')]
    return [takeOwn(element), childText(element, 'timeInstant'), interval(start, end)]
  })

/** `start/end`, either of them open (ISO 8601). */
export const interval = (start: string | undefined, end: string | undefined): string | undefined =>
  start === undefined && end === undefined ? undefined : start === end ? start : `${start ?? ''}/${end ?? ''}`

/** JSON-LD of a `resource` element; undefined when it has no identifier. The tree is taken apart. */
export const igsnDescriptionXml = (resource: JsonObject): JsonObject | undefined => {
  const [igsn] = [...code(resource, 'identifier'), ...code(resource, 'resourceIdentifier')]
  if (igsn === undefined) return undefined
  const contributors = inList(resource, 'contributors', 'contributor')
  const collectors = [...objectsIn(resource, 'collector'), ...inList(resource, 'collectors', 'collector')]
  const alternates = inList(resource, 'alternateIdentifiers', 'alternateIdentifier').map(element => {
    const value = takeOwn(element)
    return value && identifierPair(localTerm(takeText(element, '@type')), value)
  })
  return node(kindOf(resource), undefined, [
    [v('igsn'), igsn],
    [s('name'), childText(resource, 'name')],
    [s('description'), childText(resource, 'description')],
    [s('identifier'), ...alternates],
    [v('parentIdentifier'), ...code(resource, 'parentIdentifier')],
    [v('collectionIdentifier'), ...code(resource, 'collectionIdentifier')],
    ...inList(resource, 'relatedIdentifiers', 'relatedIdentifier').map(each =>
      relatedStatement(each, '@type'),
    ),
    [v('registrant'), ...objectsIn(resource, 'registrant').map(agent)],
    [v('collector'), ...collectors.map(agent)],
    [s('contributor'), ...contributors.map(each => inRole(agent(each), takeText(each, '@type')))],
    [s('spatialCoverage'), ...inList(resource, 'geoLocations', 'geoLocation').map(place)],
    ...whatStatements(resource),
    [s('temporalCoverage'), ...timeOf(resource)],
    [v('sampleAccess'), childText(resource, 'sampleAccess')],
    [
      datacite('HasMetadata').value,
      ...listTexts(resource, 'supplementalMetadata', 'record').map(each => thing('URL', each, [])),
    ],
    [
      v('log'),
      ...objectsIn(resource, 'logElement').map(each =>
        logEntry(takeText(each, '@event'), takeText(each, '@timeStamp'), takeOwn(each)),
      ),
    ],
    ...leftStatements(resource),
  ])
}
