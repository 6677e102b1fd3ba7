/** Everything that a DataCite record relates to: related identifiers, related items, and the container. */

import type { JsonObject } from '../../model/json-ld-document.ts'
import { agent, agentInRole } from './agents.ts'
import { OTHER_RELATION, relationProperty, takeClasses, thing } from './relations.ts'
import { type Statement, s, text } from './statements.ts'
import { objectIn, objectsIn, takeAbout, takeText } from './taking.ts'

/** The property of a relation type; a type that is not known is left in the record, so that it is named there. */
const takeRelation = (item: JsonObject): string => {
  const known = typeof item.relationType === 'string' ? relationProperty(item.relationType) : undefined
  if (known !== undefined) takeText(item, 'relationType')
  return known ?? OTHER_RELATION
}

const relatedIdentifier = (item: JsonObject): Statement[] => {
  const value = takeText(item, 'relatedIdentifier')
  if (value === undefined) return []
  const target = thing(
    takeText(item, 'relatedIdentifierType'),
    value,
    takeClasses(item, 'resourceTypeGeneral'),
  )
  return [[takeRelation(item), target]]
}

const relatedItem = (item: JsonObject): Statement[] => {
  const [identifier] = objectsIn(item, 'relatedItemIdentifier', 'relatedItemIdentifier')
  const titles = objectsIn(item, 'titles', 'title').map(each => {
    const name = text(takeText(each, 'title'), takeText(each, 'lang'))
    return { name, isMain: each.titleType === undefined || each.titleType === null }
  })
  const value = identifier && takeText(identifier, 'relatedItemIdentifier')
  const target = thing(
    identifier && takeAbout(value, identifier, 'relatedItemIdentifierType'),
    value,
    [],
    [
      [s('name'), ...titles.filter(({ isMain }) => isMain).map(({ name }) => name)],
      [s('alternateName'), ...titles.filter(({ isMain }) => !isMain).map(({ name }) => name)],
      [s('author'), ...objectsIn(item, 'creators', 'name').map(agent)],
      [s('contributor'), ...objectsIn(item, 'contributors', 'name').map(agentInRole)],
      [s('copyrightYear'), takeText(item, 'publicationYear')],
      [s('volumeNumber'), takeText(item, 'volume')],
      [s('issueNumber'), takeText(item, 'issue')],
      [s('position'), takeText(item, 'number')],
      [s('pageStart'), takeText(item, 'firstPage')],
      [s('pageEnd'), takeText(item, 'lastPage')],
      [s('provider'), takeText(item, 'publisher')],
      [s('bookEdition'), takeText(item, 'edition')],
    ],
  )
  if (target === undefined) return []
  const types = takeClasses(item, 'relatedItemType')
  return [[takeRelation(item), types.length > 0 ? { ...target, '@type': types } : target]]
}

/** DataCite derives the container from SeriesInformation and related items: a series that is no sample. */
const container = (attributes: JsonObject): Statement[] => {
  const item = objectIn(attributes, 'container')
  if (!item) return []
  const value = takeText(item, 'identifier')
  const series = thing(
    takeAbout(value, item, 'identifierType'),
    value,
    [],
    [
      [s('name'), takeText(item, 'title')],
      [s('additionalType'), takeText(item, 'type')],
      [s('volumeNumber'), takeText(item, 'volume')],
      [s('issueNumber'), takeText(item, 'issue')],
      [s('pageStart'), takeText(item, 'firstPage')],
      [s('pageEnd'), takeText(item, 'lastPage')],
    ],
  )
  return series === undefined ? [] : [[s('isPartOf'), { ...series, '@type': [s('Periodical')] }]]
}

/** Statements about what a record's attributes relate to, by the exact DataCite relation. */
export const relatedStatements = (attributes: JsonObject): Statement[] => [
  ...objectsIn(attributes, 'relatedIdentifiers', 'relatedIdentifier').flatMap(relatedIdentifier),
  ...objectsIn(attributes, 'relatedItems').flatMap(relatedItem),
  ...container(attributes),
]
