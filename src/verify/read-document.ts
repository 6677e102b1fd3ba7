/** The bytes of a document of any kind that is read -> its text. What it is, its content says; names and types only help. */
import { unzipSync } from 'fflate'
import { ok, type Result } from '../model/problem.ts'
import { csvMarks } from './csv-marks.ts'
import { decodeText, isBinary } from './decode.ts'
import type { DocumentText } from './document-text.ts'
import { readDocx } from './docx.ts'
import { LIMITS, type Limits } from './limits.ts'
import { readOdt } from './odt.ts'
import { readPdf } from './pdf.ts'
import { unreadable } from './problem.ts'
import { readXlsx } from './xlsx.ts'
import { TooDeep } from './xml-events.ts'

/** A document as it was sent. */
export interface GivenDocument {
  /** Its file name, or what it is called in messages. */
  readonly name: string
  readonly bytes: Uint8Array
  /** Content-Type, parameters and all; may be empty. */
  readonly mediaType: string
}

const startsWith = (bytes: Uint8Array, signature: string): boolean =>
  [...signature].every((character, i) => bytes[i] === character.charCodeAt(0))

/** PDF readers accept the header within the first 1,024 bytes. */
const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-')

const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

/** Names of the parts of a zip file, without unpacking any; empty when it is damaged. */
const partNames = (bytes: Uint8Array): Set<string> => {
  const names = new Set<string>()
  try {
    unzipSync(bytes, { filter: ({ name }) => !names.add(name) })
  } catch {
    // The reader that is chosen by the names says what is wrong.
  }
  return names
}

const readZip = (name: string, bytes: Uint8Array, limits: Limits): Result<DocumentText> => {
  const parts = partNames(bytes)
  if (parts.has('word/document.xml') || /\.docx$/i.test(name)) return readDocx(name, bytes, limits)
  if (parts.has('xl/workbook.xml') || /\.xlsx$/i.test(name)) return readXlsx(name, bytes, limits)
  if (parts.has('content.xml')) return readOdt(name, bytes, limits)
  return unreadable(
    'unsupported-document',
    name,
    'this zip file is no .docx, .xlsx or .odt document; send the files in it one by one',
  )
}

const readPlain = ({ name, bytes, mediaType }: GivenDocument, limits: Limits): Result<DocumentText> => {
  if (isBinary(bytes))
    return unreadable(
      'unsupported-document',
      name,
      'this is neither text, CSV, .docx, .xlsx, .odt nor PDF; save it as one of these',
    )
  const { text, charset } = decodeText(bytes, /charset="?([\w-]+)/i.exec(mediaType)?.[1])
  if (text.length > limits.characters)
    return unreadable(
      'too-large',
      name,
      `it has ${text.length} characters; at most ${limits.characters} are read`,
    )
  const isTable = /^text\/(?:csv|tab-separated-values)/i.test(mediaType) || /\.(?:csv|tsv)$/i.test(name)
  const notes = charset === 'windows-1252' ? ['read as Windows-1252 (Latin-1), because it is not UTF-8'] : []
  return ok(
    isTable
      ? { kind: 'csv', text, marks: csvMarks(text, limits.cells), notes }
      : { kind: 'text', text, marks: [], notes },
  )
}

/**
 * The text of a document: plain text (also Markdown, HTML, LaTeX, BibTeX, RIS, JSON, XML as they are written), CSV, .docx,
 * .xlsx, .odt, PDF. Problems: `unsupported-document`, `damaged`, `encrypted`, `no-text-layer`, `zip-bomb`, `too-large`.
 */
export const readDocument = async (
  given: GivenDocument,
  limits: Limits = LIMITS,
): Promise<Result<DocumentText>> => {
  const { name, bytes } = given
  if (isPdf(bytes)) return readPdf(name, bytes, limits)
  if (startsWith(bytes, OLE))
    return unreadable(
      'unsupported-document',
      name,
      'this is an old Office file, or an encrypted new one; save it as .docx or .xlsx without a password',
    )
  if (!startsWith(bytes, 'PK\x03\x04')) return readPlain(given, limits)
  try {
    return readZip(name, bytes, limits)
  } catch (error) {
    if (error instanceof TooDeep) return unreadable('damaged', name, `${error.message}; no real document is`)
    throw error
  }
}
