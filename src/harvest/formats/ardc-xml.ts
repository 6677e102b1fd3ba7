/** IGSN XML of CSIRO (igsn.csiro.au/schemas/3.0) and ARDC (ardc-igsn-desc): `resources` with `resource` elements. */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { geo, igsnvoc, sosa } from '../../rdf/namespaces.ts'
import { inRole } from './agents.ts'
import { leftStatements } from './datacite-record.ts'
import { childText, childTexts, inList, listTexts, localTerm, takeOwn } from './elements.ts'
import { interval, takeGeometry } from './igsn-description-xml.ts'
import { logEntry } from './igsn-registration-xml.ts'
import { OTHER_RELATION, relationProperty, thing } from './relations.ts'
import { identifierPair, isWebIri, linkOrText, node, type Statement, s } from './statements.ts'
import { objectsIn, takeText } from './taking.ts'

const v = (local: string): string => igsnvoc(local).value

const person = (element: JsonObject, what: string): JsonObject | undefined => {
  const [identifier] = objectsIn(element, `${what}Identifier`)
  const value = takeOwn(identifier)
  const scheme = identifier && localTerm(takeText(identifier, `@${what}IdentifierType`))
  return node([], undefined, [
    [s('name'), childText(element, `${what}Name`) ?? takeOwn(element)],
    [s('identifier'), value === undefined ? undefined : identifierPair(scheme, value)],
  ])
}

const termOf = (element: JsonObject, uriKey: string): JsonValue | undefined => {
  const uri = takeText(element, uriKey)
  const name = takeOwn(element)
  if (uri !== undefined && isWebIri(uri)) return node([s('DefinedTerm')], uri, [[s('name'), name]])
  return node([s('DefinedTerm')], undefined, [
    [s('name'), name],
    [s('url'), uri],
  ])
}

/** Curators with the role, and the institutions that have the sample. */
const curationStatements = (resource: JsonObject): Statement[] =>
  inList(resource, 'curationDetails', 'curation').flatMap((curation): Statement[] => [
    [
      s('contributor'),
      ...objectsIn(curation, 'curator').map(each => inRole(person(each, 'curator'), 'curator')),
    ],
    [
      s('holdingArchive'),
      ...objectsIn(curation, 'curatingInstitution').map(each => {
        const uri = takeText(each, '@institutionURI')
        return node([s('Organization')], uri !== undefined && isWebIri(uri) ? uri : undefined, [
          [s('name'), takeOwn(each)],
          [s('url'), uri !== undefined && !isWebIri(uri) ? uri : undefined],
        ])
      }),
    ],
  ])

const place = (location: JsonObject): JsonObject | undefined => {
  const localities = objectsIn(location, 'locality')
  return node([s('Place')], undefined, [
    [s('name'), ...localities.map(takeOwn)],
    [s('sameAs'), ...localities.map(each => linkOrText(takeText(each, '@localityURI')))],
    [geo('asWKT').value, ...objectsIn(location, 'geometry').map(each => takeGeometry(each, '@srid'))],
  ])
}

const related = (element: JsonObject): Statement => {
  const relation = element['@relationType']
  const known = typeof relation === 'string' ? relationProperty(relation) : undefined
  if (known !== undefined) takeText(element, '@relationType')
  const [identifier] = objectsIn(element, 'relatedResourceIdentifier')
  // CSIRO writes the identifier into the element itself, ARDC into a child.
  const holder = identifier ?? element
  const title = childText(element, 'relatedResourceTitle')
  const target = thing(
    takeText(holder, '@relatedResourceIdentifierType'),
    takeOwn(holder),
    [],
    [[s('name'), title]],
  )
  return [known ?? OTHER_RELATION, target]
}

const dateStatements = (resource: JsonObject): Statement[] =>
  objectsIn(resource, 'date').map((date): Statement => {
    const [period] = objectsIn(date, 'timePeriod')
    return [
      s('temporalCoverage'),
      childText(date, 'timeInstant') ?? takeOwn(date),
      period && interval(childText(period, 'start'), childText(period, 'end')),
    ]
  })

/** What the sample is, is made of, was taken from and how: terms by their IRI, or by name. */
const kindStatements = (resource: JsonObject): Statement[] => [
  [s('additionalType'), ...listTexts(resource, 'resourceTypes', 'resourceType').map(linkOrText)],
  [s('material'), ...listTexts(resource, 'materialTypes', 'materialType').map(linkOrText)],
  [
    s('keywords'),
    ...inList(resource, 'classifications', 'classification').map(each => termOf(each, '@classificationURI')),
  ],
  [
    sosa('isSampleOf').value,
    ...inList(resource, 'sampledFeatures', 'sampledFeature').map(each => termOf(each, '@sampledFeatureURI')),
  ],
  [sosa('usedProcedure').value, ...objectsIn(resource, 'method').map(each => termOf(each, '@methodURI'))],
]

/** JSON-LD of one `resource`; undefined when it has no identifier. The tree is taken apart. */
export const ardcXml = (resource: JsonObject): JsonObject | undefined => {
  const igsn = childText(resource, 'resourceIdentifier')
  if (igsn === undefined) return undefined
  const kind = takeText(resource, '@registeredObjectType')
  const isCollection = /collection$/i.test(kind ?? '')
  const alternates = inList(resource, 'alternateIdentifiers', 'alternateIdentifier').flatMap(each => {
    const value = takeOwn(each)
    return value === undefined ? [] : [identifierPair(takeText(each, '@alternateIdentifierType'), value)]
  })
  const types = [
    ...(kind !== undefined && isWebIri(kind) ? [kind] : []),
    ...(isCollection ? [sosa('SampleCollection').value] : []),
  ]
  return node(types, undefined, [
    [v('igsn'), igsn],
    [s('name'), childText(resource, 'resourceTitle')],
    [s('url'), ...childTexts(resource, 'landingPage').map(linkOrText)],
    [s('identifier'), ...alternates],
    [s('description'), childText(resource, 'comments')],
    ...kindStatements(resource),
    [s('spatialCoverage'), ...objectsIn(resource, 'location').map(place)],
    ...dateStatements(resource),
    [v('cruiseFieldPrgrm'), childText(resource, 'campaign')],
    ...curationStatements(resource),
    [
      s('contributor'),
      ...inList(resource, 'contributors', 'contributor').map(each =>
        inRole(person(each, 'contributor'), takeText(each, '@contributorType')),
      ),
    ],
    ...inList(resource, 'relatedResources', 'relatedResource').map(related),
    [
      v('log'),
      ...objectsIn(resource, 'logDate').map(each =>
        logEntry(takeText(each, '@eventType'), takeOwn(each), undefined),
      ),
    ],
    ...leftStatements(resource),
  ])
}
