/** From the id in a path to the sample or records it names. */
import type { Archive } from '../../archive/archive.ts'
import type { Catalogue, Dated } from '../../catalogue/catalogue.ts'
import type { SampleItem } from '../../catalogue/item.ts'
import type { Candidate } from '../../catalogue/resolve.ts'
import type { StoredRecord } from '../../model/record.ts'
import { canonicalise } from '../../pid/identifiers.ts'
import { problemResponse } from '../errors.ts'
import { notFound } from './api-answer.ts'
import { meantBelow } from './sub-paths.ts'

/** HTTP 300 with the candidates (RFC 9110 section 15.4.1). */
export const ambiguous = (text: string, candidates: readonly Candidate[]): Response =>
  problemResponse({
    status: 300,
    code: 'ambiguous',
    title: 'Several things have this identifier',
    detail: `"${text.slice(0, 200)}" fits ${candidates.length} entries; ask for one of the candidates by its id`,
    candidates,
  })

/** The sample that an IRI or identifier in any spelling names; else the answer that says why there is none. */
export const sampleNamed = async (
  catalogue: Catalogue,
  text: string,
): Promise<Dated<SampleItem> | Response> => {
  const direct = await catalogue.sample(text)
  if (direct) return direct
  const candidates = (await catalogue.resolve(text)).filter(({ kind }) => kind === 'sample')
  if (candidates.length > 1) return ambiguous(text, candidates)
  const sample = candidates[0] && (await catalogue.sample(candidates[0].id))
  const advice = `; try /id/ with any form of its identifier, or /api/samples?q=${meantBelow('samples', text)}`
  return sample ?? notFound('sample', text, advice)
}

/** Records of a sample, among them those that validation kept out of the catalogue. */
export interface NamedRecords {
  readonly id: string
  readonly records: readonly StoredRecord[]
}

/** The records that describe the sample with this identifier; HTTP 404 when there are none. */
export const recordsNamed = async (
  {
    catalogue,
    archive,
  }: { readonly catalogue: Catalogue; readonly archive: Pick<Archive, 'recordsOfSample'> },
  text: string,
): Promise<NamedRecords | Response> => {
  const candidates = (await catalogue.resolve(text)).filter(({ kind }) => kind === 'sample')
  if (candidates.length > 1) return ambiguous(text, candidates)
  const id = candidates[0]?.id ?? canonicalise(text) ?? text
  const records = await archive.recordsOfSample(id)
  return records.length > 0 ? { id, records } : notFound('sample', text)
}
