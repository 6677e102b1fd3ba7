/**
 * A DataCite record (the attributes of the REST API, which follow Metadata Schema 4) as JSON-LD: schema.org, Dublin Core
 * and the relation types of DataCite as properties, none left out. What has no property becomes a PropertyValue.
 */

import type { JsonObject } from '../../model/json-ld-document.ts'
import { agentStatements } from './agents.ts'
import { relatedStatements } from './datacite-related.ts'
import {
  dateStatements,
  descriptionStatements,
  extentStatements,
  identifierStatements,
  rightsStatements,
  subjectStatements,
  titleStatements,
} from './datacite-texts.ts'
import { placeStatements } from './places.ts'
import { iriOf, takeClasses } from './relations.ts'
import { isWebIri, linkOrText, node, pair, type Statement, s } from './statements.ts'
import { leavesLeft, objectIn, takeAny, takeText } from './taking.ts'

/**
 * Not about the thing that is described: what DataCite counts, computes from other records, or keeps for itself. They
 * change daily without any change of the record. `xml` repeats the record.
 */
const NOT_METADATA = [
  'citationCount',
  'citations',
  'citationsOverTime',
  'downloadCount',
  'downloads',
  'downloadsOverTime',
  'metadataVersion',
  'partCount',
  'partOfCount',
  'prefix',
  'referenceCount',
  'suffix',
  'versionCount',
  'versionOfCount',
  'viewCount',
  'views',
  'viewsOverTime',
  'xml',
]

// A record with more values that nobody knows is something else.
const MAX_LEFT = 2000

/** Everything that was not taken, as PropertyValues named by path; what is too much for that is counted as lost. */
export const leftStatements = (...trees: readonly JsonObject[]): Statement[] => {
  const left = trees.flatMap(tree => [...leavesLeft(tree)])
  return [
    [s('additionalProperty'), ...left.slice(0, MAX_LEFT).map(([path, value]) => pair(path, value))],
    // No IRI, so no property: it only shows in the record's coverage.
    ['beyondLimit', ...left.slice(MAX_LEFT).map(([, value]) => value)],
  ]
}

const kindStatements = (attributes: JsonObject): { classes: string[]; statements: Statement[] } => {
  const types = objectIn(attributes, 'types') ?? {}
  const general = types.resourceTypeGeneral
  const classes = takeClasses(types, 'resourceTypeGeneral')
  const exact = takeText(types, 'resourceType')
  return {
    classes,
    statements: [[s('additionalType'), exact === general ? undefined : linkOrText(exact)]],
  }
}

/** Findable DOIs are registered; drafts and registered-only ones are not delivered as records. */
const stateStatements = (attributes: JsonObject): Statement[] => [
  [s('creativeWorkStatus'), attributes.state === 'findable' ? 'registered' : undefined],
  [s('dateModified'), takeText(attributes, 'updated')],
  [s('sdDatePublished'), takeText(attributes, 'registered')],
]

/**
 * JSON-LD of a record's attributes, which are taken apart; undefined when they have no DOI. `around` is what else
 * belongs to the record and was not taken.
 */
export const dataciteRecord = (
  attributes: JsonObject,
  ...around: readonly JsonObject[]
): JsonObject | undefined => {
  for (const key of NOT_METADATA) takeAny(attributes, key)
  const doi = takeText(attributes, 'doi')
  const id = doi === undefined ? undefined : iriOf('DOI', doi)
  if (id === undefined) return undefined
  const landing = takeText(attributes, 'url')
  const { classes, statements } = kindStatements(attributes)
  return node(classes, id, [
    ...identifierStatements(attributes, doi),
    ...titleStatements(attributes),
    ...statements,
    [s('url'), landing !== undefined && isWebIri(landing) ? { '@id': landing } : landing],
    ...descriptionStatements(attributes),
    ...agentStatements(attributes),
    ...dateStatements(attributes),
    ...subjectStatements(attributes),
    ...placeStatements(attributes),
    ...relatedStatements(attributes),
    ...rightsStatements(attributes),
    ...extentStatements(attributes),
    ...stateStatements(attributes),
    ...leftStatements(attributes, ...around),
  ])
}
