/** DataCite XML (kernel-2.1 to kernel-4): brought into the form of the REST API, then mapped like it. */

import type { JsonObject } from '../../model/json-ld-document.ts'
import { dataciteRecord } from './datacite-record.ts'
import { childText, inList, listTexts } from './elements.ts'
import { objectsIn, takeAny, takeText } from './taking.ts'
import { TEXT } from './xml-tree.ts'

const RENAMED: ReadonlyMap<string, string> = new Map([
  ['schemeURI', 'schemeUri'],
  ['valueURI', 'valueUri'],
  ['rightsURI', 'rightsUri'],
  ['awardURI', 'awardUri'],
])

/** An element without children: its attributes, and its text under `key`. What it has besides stays in it. */
const flat = (element: JsonObject, key: string): JsonObject => {
  const result: JsonObject = {}
  const value = takeText(element, TEXT)
  if (value !== undefined) result[key] = value
  for (const name of Object.keys(element).filter(name => name.startsWith('@'))) {
    const attribute = takeText(element, name)
    const local = name.slice(1)
    if (attribute !== undefined) result[RENAMED.get(local) ?? local] = attribute
  }
  return result
}

/** Only what is there. */
const present = (
  entries: Readonly<Record<string, string | JsonObject | JsonObject[] | string[] | undefined>>,
): JsonObject => {
  const result: JsonObject = {}
  for (const [key, value] of Object.entries(entries))
    if (value !== undefined && (!Array.isArray(value) || value.length > 0)) result[key] = value
  return result
}

const agent = (element: JsonObject, nameKey: string): JsonObject => {
  const [name] = objectsIn(element, nameKey)
  return present({
    ...(name && (flat(name, 'name') as Record<string, string>)),
    contributorType: takeText(element, '@contributorType'),
    givenName: childText(element, 'givenName'),
    familyName: childText(element, 'familyName'),
    nameIdentifiers: objectsIn(element, 'nameIdentifier').map(each => flat(each, 'nameIdentifier')),
    affiliation: objectsIn(element, 'affiliation').map(each => flat(each, 'name')),
  })
}

const CORNERS = ['westBoundLongitude', 'eastBoundLongitude', 'southBoundLatitude', 'northBoundLatitude']
const POINT = ['pointLatitude', 'pointLongitude']

const numbers = (element: JsonObject, names: readonly string[]): JsonObject | string => {
  const text = takeText(element, TEXT)
  return text ?? present(Object.fromEntries(names.map(name => [name, childText(element, name)])))
}

const place = (element: JsonObject): JsonObject => {
  const [point] = objectsIn(element, 'geoLocationPoint')
  const [box] = objectsIn(element, 'geoLocationBox')
  return present({
    geoLocationPlace:
      objectsIn(element, 'geoLocationPlace')
        .flatMap(each => takeText(each, TEXT) ?? [])
        .join(', ') || undefined,
    geoLocationPoint: point && numbers(point, POINT),
    geoLocationBox: box && numbers(box, CORNERS),
    geoLocationPolygon: objectsIn(element, 'geoLocationPolygon').map(polygon =>
      present({
        polygonPoint: objectsIn(polygon, 'polygonPoint').map(each =>
          present(Object.fromEntries(POINT.map(name => [name, childText(each, name)]))),
        ),
      }),
    ),
  })
}

const relatedItem = (element: JsonObject): JsonObject => {
  const [identifier] = objectsIn(element, 'relatedItemIdentifier')
  const [number] = objectsIn(element, 'number')
  return present({
    ...(flat(element, 'comment') as Record<string, string>),
    relatedItemIdentifier: identifier && flat(identifier, 'relatedItemIdentifier'),
    ...(number && (flat(number, 'number') as Record<string, string>)),
    titles: inList(element, 'titles', 'title').map(each => flat(each, 'title')),
    creators: inList(element, 'creators', 'creator').map(each => agent(each, 'creatorName')),
    contributors: inList(element, 'contributors', 'contributor').map(each => agent(each, 'contributorName')),
    ...Object.fromEntries(
      ['publicationYear', 'volume', 'issue', 'firstPage', 'lastPage', 'publisher', 'edition'].map(name => [
        name,
        childText(element, name),
      ]),
    ),
  })
}

const funding = (element: JsonObject): JsonObject => {
  const [identifier] = objectsIn(element, 'funderIdentifier')
  const [award] = objectsIn(element, 'awardNumber')
  return present({
    funderName: childText(element, 'funderName'),
    ...(identifier && (flat(identifier, 'funderIdentifier') as Record<string, string>)),
    ...(award && (flat(award, 'awardNumber') as Record<string, string>)),
    awardTitle: childText(element, 'awardTitle'),
  })
}

const LISTS: readonly (readonly [string, string])[] = [
  ['titles', 'title'],
  ['subjects', 'subject'],
  ['dates', 'date'],
  ['alternateIdentifiers', 'alternateIdentifier'],
  ['relatedIdentifiers', 'relatedIdentifier'],
  ['rightsList', 'rights'],
  ['descriptions', 'description'],
]

/**
 * JSON-LD of a `resource` element of DataCite's kernel; undefined when it has no DOI. The tree is taken apart; `around`
 * is what else belongs to the record.
 */
export const dataciteXml = (
  resource: JsonObject,
  ...around: readonly JsonObject[]
): JsonObject | undefined => {
  const [identifier] = objectsIn(resource, 'identifier')
  const [type] = objectsIn(resource, 'resourceType')
  const [publisher] = objectsIn(resource, 'publisher')
  if (identifier) takeText(identifier, '@identifierType')
  const attributes = present({
    doi: identifier && takeText(identifier, TEXT),
    types: type && flat(type, 'resourceType'),
    publisher: publisher && flat(publisher, 'name'),
    ...Object.fromEntries(
      LISTS.map(([list, item]) => [list, inList(resource, list, item).map(each => flat(each, item))]),
    ),
    ...Object.fromEntries(
      ['publicationYear', 'language', 'version'].map(name => [name, childText(resource, name)]),
    ),
    sizes: listTexts(resource, 'sizes', 'size'),
    formats: listTexts(resource, 'formats', 'format'),
    creators: inList(resource, 'creators', 'creator').map(each => agent(each, 'creatorName')),
    contributors: inList(resource, 'contributors', 'contributor').map(each => agent(each, 'contributorName')),
    geoLocations: inList(resource, 'geoLocations', 'geoLocation').map(place),
    relatedItems: inList(resource, 'relatedItems', 'relatedItem').map(relatedItem),
    fundingReferences: inList(resource, 'fundingReferences', 'fundingReference').map(funding),
  })
  return dataciteRecord(attributes, resource, ...around)
}

/** JSON-LD of the OAI-PMH format oai_datacite, which wraps the resource: `payload/resource`. */
export const oaiDatacite = (wrapper: JsonObject): JsonObject | undefined => {
  const [resource] = inList(wrapper, 'payload', 'resource')
  if (!resource) return undefined
  takeAny(wrapper, 'payload')
  return dataciteXml(resource, wrapper)
}
