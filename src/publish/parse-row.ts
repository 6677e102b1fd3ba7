/** Cells of a row -> SampleRow, or the problems that keep the row from being published. */
import type { Problem } from '../model/problem.ts'
import { didYouMean } from '../registry/nearest.ts'
import { Cells } from './cells.ts'
import { FAULT_COLUMN, FREE_PROPERTY_PREFIX, PROPERTY_COLUMNS } from './columns.ts'
import { FAULTS, type Fault, isFault } from './faults.ts'
import { type Geometry, parseWkt } from './geometry.ts'
import type { TableRow } from './read-table.ts'
import { RELATION_TYPES, relationType } from './relations.ts'
import type { Contribution, Party, Property, Publication, SampleRow } from './sample-row.ts'

export type ParsedRow =
  | { readonly ok: true; readonly sample: SampleRow }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const required = (cells: Cells, column: string): string | undefined =>
  cells.text(column) ??
  cells.report(column, 'missing-value', `the cell is empty; every sample needs "${column}"`)

const geometryOf = (cells: Cells): Geometry | undefined => {
  const wkt = cells.text('wkt')
  const latitude = cells.number('latitude', -90, 90)
  const longitude = cells.number('longitude', -180, 180)
  if (wkt !== undefined) {
    if (cells.text('latitude') !== undefined || cells.text('longitude') !== undefined)
      return cells.report('wkt', 'two-places', 'give either wkt or latitude and longitude, not both')
    const geometry = parseWkt(wkt)
    const detail = `"${wkt.slice(0, 80)}" is no POINT, LINESTRING, POLYGON (one closed ring) or ENVELOPE with longitude first`
    return geometry ?? cells.report('wkt', 'not-wkt', detail)
  }
  if (latitude !== undefined && longitude !== undefined) return { kind: 'point', at: [longitude, latitude] }
  if (cells.text('latitude') !== undefined && cells.text('longitude') === undefined)
    return cells.report('longitude', 'missing-value', 'there is a latitude but no longitude')
  if (cells.text('longitude') !== undefined && cells.text('latitude') === undefined)
    return cells.report('latitude', 'missing-value', 'there is a longitude but no latitude')
  return undefined
}

const collectorsOf = (cells: Cells): Party[] => {
  const names = cells.aligned('collector')
  const orcids = cells.aligned('collector_orcid')
  if (orcids.length > names.length)
    cells.report('collector_orcid', 'not-aligned', `${orcids.length} ORCIDs for ${names.length} collectors`)
  return names.flatMap((name, i) => {
    if (name === '') return []
    const orcid = orcids[i]
    const iri = orcid ? cells.identifier('collector_orcid', 'orcid', orcid) : undefined
    return iri ? { name, iri } : { name }
  })
}

const contributionsOf = (cells: Cells): Contribution[] =>
  cells.list('contributors').flatMap(text => {
    const [name = '', orcid = '', role = ''] = text.split('|').map(part => part.trim())
    if (name === '' || role === '') {
      cells.report(
        'contributors',
        'not-a-contributor',
        `"${text}" is not name|ORCID|role; the ORCID may be empty`,
      )
      return []
    }
    const iri = orcid === '' ? undefined : cells.identifier('contributors', 'orcid', orcid)
    return { person: iri ? { name, iri } : { name }, role }
  })

const publicationsOf = (cells: Cells): Publication[] =>
  cells.list('publications').flatMap(text => {
    const [link = '', name = '', ...rest] = text.split('|').map(part => part.trim())
    const iri = cells.link('publications', link)
    const relation = name === '' ? 'IsReferencedBy' : relationType(name)
    if (!relation) {
      const advice = didYouMean(name, RELATION_TYPES) || '; IsReferencedBy is the usual one'
      cells.report('publications', 'unknown-relation', `"${name}" is no DataCite relation type${advice}`)
    }
    const title = rest.join('|')
    return iri && relation ? { iri, relation, ...(title && { title }) } : []
  })

const propertiesOf = (cells: Cells, row: TableRow): Property[] => {
  const named = PROPERTY_COLUMNS.flatMap(({ name, label, unit, numeric }): Property[] => {
    const value = numeric ? cells.number(name, -20_000, 1_000_000) : cells.text(name)
    return value === undefined ? [] : [{ label, value, ...(unit && { unit }) }]
  })
  const free = [...row.cells].flatMap(([column, value]): Property[] => {
    const label = column.startsWith(FREE_PROPERTY_PREFIX)
      ? column.slice(FREE_PROPERTY_PREFIX.length).trim()
      : ''
    return label === '' ? [] : [{ label, value }]
  })
  return [...named, ...free]
}

const periodOf = (cells: Cells): { collectedStart?: string; collectedEnd?: string } => {
  const start = cells.date('collected_start')
  const end = cells.date('collected_end')
  if (start && end) {
    // Compared as far as both are given: 1987-06 does not end before 1987-06-21 begins.
    const precision = Math.min(start.length, end.length, 10)
    if (end.slice(0, precision) < start.slice(0, precision))
      cells.report('collected_end', 'ends-before-start', `"${end}" is before collected_start "${start}"`)
  }
  return { ...(start && { collectedStart: start }), ...(end && { collectedEnd: end }) }
}

const custodianOf = (cells: Cells): Party | undefined => {
  const custodian = cells.organisation('custodian')
  const contact = cells.text('custodian_contact')
  if (!custodian || !contact) return custodian
  const usable = /^[^\s@]+@[^\s@]+$/.test(contact) || /^https?:\/\/\S+$/.test(contact)
  if (!usable)
    cells.report(
      'custodian_contact',
      'not-a-contact',
      `"${contact}" is neither an e-mail address nor a web page`,
    )
  return { ...custodian, contact }
}

const languageOf = (cells: Cells): string | undefined => {
  const language = cells.text('language')
  if (language === undefined || /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language)) return language
  return cells.report('language', 'not-a-language', `"${language}" is no language tag; write en, de, pt-BR`)
}

const faultOf = (cells: Cells): Fault | undefined => {
  const fault = cells.text(FAULT_COLUMN)
  if (fault === undefined || isFault(fault)) return fault
  return cells.report(
    FAULT_COLUMN,
    'unknown-value',
    `"${fault}" is none of: ${Object.keys(FAULTS).join(', ')}`,
  )
}

/** Values that may be absent: a key per value, left out when there is none (exactOptionalPropertyTypes). */
const present = <T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }

/**
 * Checks a row. A row with any problem is not published: a half-right description under a persistent identifier
 * is worse than a late one. The `_fault` column is read only with `withFaults`.
 */
export const parseRow = (row: TableRow, withFaults: boolean): ParsedRow => {
  const cells = new Cells(row)
  const igsn = required(cells, 'igsn')
  const identifier = igsn === undefined ? undefined : cells.sample('igsn', igsn)
  const name = required(cells, 'name')
  const collection = cells.text('collection_igsn')
  const optional = present({
    description: cells.text('description'),
    language: languageOf(cells),
    geometry: geometryOf(cells),
    elevation: cells.number('elevation', -20_000, 20_000),
    place: cells.text('place'),
    custodian: custodianOf(cells),
    owner: cells.organisation('owner'),
    funder: cells.organisation('funder'),
    collection: collection === undefined ? undefined : cells.sample('collection_igsn', collection),
    licence: cells.text('licence'),
    access: cells.text('access'),
    registered: cells.date('registered'),
    updated: cells.date('updated'),
    fault: withFaults ? faultOf(cells) : undefined,
  })
  const sample = {
    row: row.row,
    ...optional,
    ...periodOf(cells),
    alternateNames: cells.list('alternate_names'),
    objectTypes: cells.list('object_type'),
    materials: cells.list('material'),
    sampledFeatures: cells.list('sampled_feature'),
    methods: cells.list('method'),
    collectors: collectorsOf(cells),
    contributions: contributionsOf(cells),
    parents: cells.samples('parent_igsn'),
    derivedFrom: cells.samples('derived_from'),
    publications: publicationsOf(cells),
    status: cells.oneOf('status', ['registered', 'deprecated', 'destroyed'] as const) ?? 'registered',
    properties: propertiesOf(cells, row),
  }
  if (cells.problems.length > 0 || !identifier || !name) return { ok: false, problems: cells.problems }
  return { ok: true, sample: { ...sample, identifier, name } }
}
