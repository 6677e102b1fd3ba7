/** The hall's door: whatever a page is (HTML, JSON-LD, a record of DataCite or IGSN, quads), its JSON-LD documents. */
import { type Extracted, extractDocuments } from '../harvest/extract.ts'
import { readFormat } from '../harvest/formats/read-format.ts'
import { readNQuads } from '../harvest/n-quads-document.ts'
import type { Page } from '../model/page.ts'
import type { Source } from '../model/source.ts'
import { repairsOff } from '../registry/repairs.ts'

/** Everything that `extractDocuments` tells, for pages of other formats as well; heeds the repairs that the source switched off. */
export const readPage = (page: Page, source: Source): Extracted => {
  const record = readFormat(page) ?? readNQuads(page)
  if (record) return { ...record, alternates: [], linksets: [], negotiable: false }
  const found = extractDocuments(page, { off: repairsOff(source.repairs) })
  const { base } = found
  if (base === undefined) return found
  return { ...found, documents: found.documents.map(document => ({ ...document, base })) }
}
