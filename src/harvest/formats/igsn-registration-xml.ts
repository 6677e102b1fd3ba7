/** IGSN registration XML 1.0 and 1.1 (IGSN metadata kernel, `sample`): identifier, registrant, relations, log. */

import type { JsonObject } from '../../model/json-ld-document.ts'
import { igsnvoc } from '../../rdf/namespaces.ts'
import { leftStatements } from './datacite-record.ts'
import { childText, inList, takeOwn } from './elements.ts'
import { OTHER_RELATION, relationProperty, thing } from './relations.ts'
import { identifierPair, node, type Statement, s } from './statements.ts'
import { objectsIn, takeText } from './taking.ts'

const v = (local: string): string => igsnvoc(local).value

/** A related identifier of the IGSN schemas, by the exact relation; unknown relations stay named in the record. */
export const relatedStatement = (element: JsonObject, typeKey: string): Statement => {
  const relation = element['@relationType']
  const known = typeof relation === 'string' ? relationProperty(relation) : undefined
  if (known !== undefined) takeText(element, '@relationType')
  const kind = takeText(element, typeKey)
  const value = takeOwn(element)
  return [known ?? OTHER_RELATION, value === undefined ? undefined : thing(kind, value, [])]
}

/** One event in the life of a registration. */
export const logEntry = (event: string | undefined, time: string | undefined, comment: string | undefined) =>
  node([], undefined, [
    [v('event'), event],
    [v('timestamp'), time],
    [v('comment'), comment],
  ])

/** JSON-LD of a `sample` element; undefined when it has no number. The tree is taken apart. */
export const igsnRegistrationXml = (sample: JsonObject): JsonObject | undefined => {
  const [number] = objectsIn(sample, 'sampleNumber')
  if (number) takeText(number, '@identifierType')
  const igsn = takeOwn(number)
  if (igsn === undefined) return undefined
  const registrants = objectsIn(sample, 'registrant').map(registrant => {
    const [identifier] = objectsIn(registrant, 'nameIdentifier')
    const value = takeOwn(identifier)
    return node([], undefined, [
      [s('name'), childText(registrant, 'registrantName')],
      [
        s('identifier'),
        identifier && value !== undefined
          ? identifierPair(takeText(identifier, '@nameIdentifierScheme'), value)
          : undefined,
      ],
    ])
  })
  const related = inList(sample, 'relatedResourceIdentifiers', 'relatedIdentifier')
  return node([], undefined, [
    [v('igsn'), igsn],
    [v('registrant'), ...registrants],
    ...related.map(element => relatedStatement(element, '@relatedIdentifierType')),
    [
      v('log'),
      ...inList(sample, 'log', 'logElement').map(element =>
        logEntry(
          takeText(element, '@event'),
          takeText(element, '@timeStamp'),
          takeText(element, '@comment') ?? takeOwn(element),
        ),
      ),
    ],
    ...leftStatements(sample),
  ])
}
