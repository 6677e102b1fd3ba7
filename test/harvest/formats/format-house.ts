/** Records in formats of their own, read and carried through lab and crosswalk. */

import { createHash } from 'node:crypto'
import { type ReadRecord, readFormat } from '../../../src/harvest/formats/read-format.ts'
import type { Iri } from '../../../src/model/iri.ts'
import type { JsonValue } from '../../../src/model/json-ld-document.ts'
import type { Page } from '../../../src/model/page.ts'
import { transformBatch } from '../../../src/transform/batch.ts'
import { lab, sourceWith, type Transformed } from '../../transform/open-test-lab.ts'

export const RECORD = 'https://api.repository.example/records/1'
export const DATACITE_JSON = 'application/vnd.datacite.datacite+json'

export const pageOf = (text: string, mediaType = 'application/xml'): Page => {
  const body = Buffer.from(text)
  return {
    url: RECORD,
    finalUrl: RECORD,
    status: 200,
    mediaType,
    fetchedAt: '2026-01-01T00:00:00Z',
    body,
    bodyDigest: createHash('sha256').update(body).digest('hex'),
    links: [],
  }
}

export const readText = (text: string, mediaType?: string): ReadRecord => {
  const read = readFormat(pageOf(text, mediaType))
  if (!read) throw new Error('the format is not known')
  return read
}

export const readDataciteJson = (attributes: unknown): ReadRecord =>
  readText(JSON.stringify({ id: 'x', type: 'dois', attributes }), DATACITE_JSON)

/** Record graph and kernel of what was read. */
export const crossed = async ({ documents }: ReadRecord): Promise<Transformed> => {
  const [result] = await transformBatch([{ url: RECORD as Iri, source: sourceWith(), documents }], lab)
  if (!result) throw new Error('one input, one result')
  return result
}

/** Every scalar of a JSON value as text. */
export const leaves = (value: JsonValue): string[] => {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap(leaves)
  return typeof value === 'object' ? Object.values(value).flatMap(leaves) : [String(value)]
}
