/** Who states a link: told so that no record and no source can take the room of the others. */
import { inverseType, relationType } from '../links/relations.ts'
import { FACETS } from './facet-table.ts'

/** A record that makes a statement. */
export interface Asserter {
  readonly record: string
  readonly source: string
  /** When the record was fetched: xsd:dateTime. */
  readonly at: string
}

/** Asserters told of one link, and of all links of an answer. */
const MAX_OF_LINK = 100
const MAX_OF_ALL = 50_000

/** Characters told of a title: records may call things by whole books. */
const MAX_TITLE = 500

/** SQL of a title, short enough to be one of ten thousand; null for none. */
export const titleOf = (text: string): string =>
  `CASE WHEN length(${text}) > ${MAX_TITLE} THEN left(${text}, ${MAX_TITLE - 1}) || '…' ELSE ${text} END`

/**
 * SQL of a table `heard` of some statements of `stated` (record, source, at, and the columns of `key`). Of every link each
 * source is heard once before any is heard twice; of all links each is stated once before any is stated twice.
 */
export const hearing = (key: readonly string[]): string => {
  const link = key.join(', ')
  return `said AS (SELECT *, row_number() OVER (PARTITION BY ${link}, source ORDER BY record) AS nth FROM stated),
    heard AS (SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY ${link} ORDER BY nth, source) AS turn FROM said)
      WHERE turn <= ${MAX_OF_LINK} ORDER BY turn, ${link} LIMIT ${MAX_OF_ALL})`
}

/** SQL that joins what the catalogue knows of a column of `b` as sample `s` and as publication `t`, by any of its identifiers. */
export const knownAs = (column: string): string =>
  `LEFT JOIN sample s ON s.iri = ${column}
   LEFT JOIN same other ON other.facet = ${FACETS.publication.code} AND other.value = ${column}
   LEFT JOIN term t ON t.facet = ${FACETS.publication.code} AND t.value = coalesce(other.chosen, ${column})`

/** A relation as it is stated, and the DataCite relation types it stands for in both directions, where there are any. */
export interface NamedRelation {
  /** IRI of the property as stated. */
  readonly relation: string
  /** The DataCite relation type that the property stands for, read from the subject of the statement to its object. */
  readonly type?: string
  /** The same read the other way; absent for types without an inverse. */
  readonly inverse?: string
}

/** The relation with its names. */
export const namedRelation = (relation: string): NamedRelation => {
  const type = relationType(relation)
  const inverse = type === undefined ? undefined : inverseType(type)
  return { relation, ...(type !== undefined && { type }), ...(inverse !== undefined && { inverse }) }
}
