/** Documents made for tests, byte by byte. */
import { deflateSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'

const latin = (text: string): Uint8Array => Uint8Array.from(text, character => character.charCodeAt(0) & 255)

const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

/** A stream object, deflated when wanted. */
const streamObject = (content: string, flate: boolean): Uint8Array => {
  const bytes = flate ? new Uint8Array(deflateSync(content)) : latin(content)
  const filter = flate ? '/Filter/FlateDecode' : ''
  return joined([latin(`<</Length ${bytes.length}${filter}>>\nstream\n`), bytes, latin('\nendstream')])
}

const pageContent = (lines: readonly string[]): string =>
  lines.length === 0
    ? '0 0 m 9 9 l S'
    : `BT /F1 12 Tf 72 720 Td ${lines.map(line => `(${line}) Tj 0 -14 Td`).join(' ')} ET`

/** How a PDF is made. */
export interface PdfOptions {
  readonly flate?: boolean
  /** Target of a link on every page. */
  readonly link?: string
  /** Written into the trailer, e.g. an Encrypt entry. */
  readonly trailer?: string
}

/** A PDF with these lines on its pages; a page without lines is a drawing. */
export const pdf = (
  pages: readonly (readonly string[])[],
  { flate = false, link, trailer = '' }: PdfOptions = {},
): Uint8Array => {
  const annotation =
    link === undefined ? '' : `/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(${link})>>>>]`
  const objects: Uint8Array[] = [
    latin('<</Type/Catalog/Pages 2 0 R>>'),
    latin(`<</Type/Pages/Kids[${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')}]/Count ${pages.length}>>`),
    latin('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'),
    ...pages.flatMap((lines, i) => [
      latin(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents ${5 + 2 * i} 0 R/Resources<</Font<</F1 3 0 R>>>>${annotation}>>`,
      ),
      streamObject(pageContent(lines), flate),
    ]),
  ]
  const parts = [latin('%PDF-1.4\n')]
  const offsets: number[] = []
  let size = parts[0]?.length ?? 0
  for (const [i, object] of objects.entries()) {
    offsets.push(size)
    const whole = joined([latin(`${i + 1} 0 obj\n`), object, latin('\nendobj\n')])
    parts.push(whole)
    size += whole.length
  }
  const table = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    latin(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${size}\n%%EOF`,
    ),
  )
  return joined(parts)
}

/** A PDF that asks for a password (standard security handler, revision 2, with keys that fit no password). */
export const encryptedPdf = (): Uint8Array => {
  const key = '00'.repeat(32)
  return pdf([['secret']], {
    trailer: `/Encrypt<</Filter/Standard/V 1/R 2/O<${key}>/U<${key}>/P -44>>/ID[<00><00>]`,
  })
}

const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const part = (root: string, inner: string): Uint8Array =>
  strToU8(`<?xml version="1.0" encoding="UTF-8"?><w:${root} xmlns:w="urn:w">${inner}</w:${root}>`)

/** A Word document; `body` is WordprocessingML. */
export const docxOf = (body: string, more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': part('document', `<w:body>${body}</w:body>`),
    ...more,
  })

/** A Word document of paragraphs, with a footnote and a link whose text is another than its target. */
export const docx = (paragraphs: readonly string[], { footnote = '', link = '' } = {}): Uint8Array =>
  docxOf(paragraphs.map(paragraph).join(''), {
    'word/footnotes.xml': part('footnotes', paragraph(footnote)),
    'word/_rels/document.xml.rels': strToU8(
      link === ''
        ? '<Relationships/>'
        : `<Relationships><Relationship Id="r1" Type="hyperlink" Target="${link}" TargetMode="External"/></Relationships>`,
    ),
  })

/** A workbook of one sheet; texts are shared strings, as Excel writes them. */
export const xlsx = (rows: readonly (readonly string[])[]): Uint8Array => {
  const strings = [...new Set(rows.flat())]
  const cell = (text: string, row: number, column: number): string =>
    text === ''
      ? ''
      : `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="s"><v>${strings.indexOf(text)}</v></c>`
  return zipSync({
    'xl/workbook.xml': strToU8('<workbook/>'),
    'xl/sharedStrings.xml': strToU8(`<sst>${strings.map(text => `<si><t>${text}</t></si>`).join('')}</sst>`),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet><sheetData>${rows.map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => cell(text, row, column)).join('')}</row>`).join('')}</sheetData></worksheet>`,
    ),
  })
}

/** An OpenDocument text. */
export const odt = (paragraphs: readonly string[]): Uint8Array =>
  zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.text'),
    'content.xml': strToU8(
      `<office:document-content><office:text>${paragraphs.map(text => `<text:p>${text}</text:p>`).join('')}</office:text></office:document-content>`,
    ),
  })

/** A zip file that says it is a Word document and unpacks to a thousand times its size. */
export const zipBomb = (): Uint8Array => docxOf(`<w:p><w:r><w:t>${'A'.repeat(30_000_000)}</w:t></w:r></w:p>`)

/** A zip file whose directory names one uncompressed part of a megabyte a hundred times and more, and says that it is empty. */
export const overlappingZip = (): Uint8Array => {
  const megabyte = new Uint8Array(1_000_000)
  const zip = Buffer.from(
    zipSync({
      'word/document.xml': [strToU8('<a/>'), { level: 0 }],
      'word/header0000.xml': [megabyte, { level: 0 }],
    }),
  )
  const end = zip.length - 22
  const entry = zip.subarray(zip.lastIndexOf('PK\x01\x02'), end)
  entry.writeUInt32LE(0, 24)
  const entries = Array.from({ length: 200 }, (_, i) => {
    const copy = Buffer.from(entry)
    copy.write(`word/header${String(i).padStart(4, '0')}.xml`, 46)
    return copy
  })
  const closing = Buffer.from(zip.subarray(end))
  closing.writeUInt16LE(entries.length, 8)
  closing.writeUInt16LE(entries.length, 10)
  closing.writeUInt32LE(end - entry.length, 16)
  return joined([zip.subarray(0, end - entry.length), ...entries, closing])
}
