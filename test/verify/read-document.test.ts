import fc from 'fast-check'
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/verify/limits.ts'
import { readMentions } from '../../src/verify/reading.ts'
import { docx, docxOf, encryptedPdf, odt, overlappingZip, pdf, xlsx, zipBomb } from './documents.ts'

const IGSN = '10.58052/IEABC0001'

const read = async (bytes: Uint8Array | string, name = 'document', limits = LIMITS) =>
  readMentions({ name, bytes: typeof bytes === 'string' ? strToU8(bytes) : bytes, mediaType: '' }, limits)

const mentioned = async (bytes: Uint8Array | string, name?: string) => {
  const result = await read(bytes, name)
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`)
  return result.value.mentions.map(({ identifier, place }) => ({ iri: identifier?.canonical, ...place }))
}

const refused = async (bytes: Uint8Array | string, name?: string, limits = LIMITS) => {
  const result = await read(bytes, name, limits)
  return result.ok ? undefined : result.problem
}

const iri = 'https://doi.org/10.58052/ieabc0001'

describe('reading documents', () => {
  it('counts the lines of plain text, Markdown, HTML and LaTeX', async () => {
    expect(await mentioned(`first\nsecond ${IGSN}.\n`)).toEqual([{ iri, line: 2 }])
    expect(await mentioned(`<p>\n<a href="https://doi.org/${IGSN}">it</a>`)).toEqual([{ iri, line: 2 }])
  })

  it('reads UTF-16, UTF-8 with a byte order mark, and Latin-1', async () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(`Gestein ${IGSN}`, 'utf16le')])
    const latin = new Uint8Array(Buffer.from(`Über ${IGSN} café`, 'latin1'))
    expect(await mentioned(utf16)).toEqual([{ iri, line: 1 }])
    expect(await mentioned(`\ufeffÜber ${IGSN}`)).toEqual([{ iri, line: 1 }])
    expect(await mentioned(latin)).toEqual([{ iri, line: 1 }])
  })

  it('gives offsets into a CSV text as it was sent, with rows and columns, quoted cells included', async () => {
    const table = `name,note,IGSN\r\n"a, ""b""\nc",x,${IGSN}\r\n`
    expect(await mentioned(table, 'table.csv')).toEqual([{ iri, row: 2, column: 3 }])
    const result = await read(table, 'table.csv')
    const [mention] = result.ok ? result.value.mentions : []
    expect(table.slice(mention?.start, mention?.end)).toBe(IGSN)
  })

  it('reads paragraphs, footnotes and links of Word documents, a link that is spelt out once', async () => {
    const other = 'https://doi.org/10.58052/ieabc0002'
    expect(
      await mentioned(docx(['intro', `glass ${IGSN}`], { footnote: `see ${IGSN}`, link: other })),
    ).toEqual([
      { iri, paragraph: 2 },
      { iri, part: 'footnotes', paragraph: 1 },
      { iri: other, part: 'links' },
    ])
    expect(await mentioned(docx([IGSN], { link: iri }))).toEqual([{ iri, paragraph: 1 }])
  })

  it('joins the runs that Word cuts identifiers into, and keeps table cells apart', async () => {
    const cut = '<w:p><w:r><w:t>10.58052/IE</w:t></w:r><w:r><w:t>ABC0001</w:t></w:r></w:p>'
    const cells = `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>${IGSN}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`
    expect((await mentioned(docxOf(cut + cells))).map(each => each.iri)).toEqual([iri, iri])
  })

  it('reads the cells of workbooks by sheet, row and column, and OpenDocument texts', async () => {
    expect(
      await mentioned(
        xlsx([
          ['name', '', 'IGSN'],
          ['a', '', IGSN],
        ]),
      ),
    ).toEqual([{ iri, part: 'sheet 1', row: 2, column: 3 }])
    expect(await mentioned(odt(['one', `two ${IGSN}`]))).toEqual([{ iri, paragraph: 2 }])
  })

  it.each([false, true])('reads PDF pages and their links, deflated: %s', async flate => {
    const file = pdf([['intro'], [`sample ${IGSN}`]], { flate, link: 'https://doi.org/10.58052/IEABC0009' })
    expect(await mentioned(file)).toEqual([
      { iri, page: 2 },
      { iri: 'https://doi.org/10.58052/ieabc0009', part: 'links' },
    ])
  })

  it('says which pages of a PDF have no text, and refuses one that has none at all', async () => {
    const some = await read(pdf([['text'], []]))
    expect(some.ok && some.value.notes).toEqual(['page 2 without text: pictures of text are not read'])
    expect(await refused(pdf([[], []]))).toMatchObject({
      code: 'no-text-layer',
      detail: expect.stringContaining('has no text layer'),
    })
  })

  it('says of encrypted, broken and strange files what to do', async () => {
    expect(await refused(encryptedPdf())).toMatchObject({ code: 'encrypted' })
    expect(await refused('%PDF-1.7 and then nothing')).toMatchObject({ code: 'damaged' })
    expect(await refused(docx(['x']).slice(0, 200), 'x.docx')).toMatchObject({ code: 'damaged' })
    expect(await refused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]))).toMatchObject({
      code: 'unsupported-document',
    })
    expect(
      await refused(Uint8Array.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', c => c.charCodeAt(0))),
    ).toMatchObject({ code: 'unsupported-document' })
  })

  it('refuses zip bombs before it unpacks them, and XML nested without end', async () => {
    expect(await refused(zipBomb())).toMatchObject({ code: 'zip-bomb' })
    expect(await refused(overlappingZip(), 'x.docx')).toMatchObject({ code: 'zip-bomb' })
    expect(await refused(docxOf('<w:p>'.repeat(1000)))).toMatchObject({
      code: 'damaged',
      detail: expect.stringContaining('nested'),
    })
  })

  it('reports so many identifiers and no more', async () => {
    const text = Array.from({ length: 30 }, (_, i) => `10.58052/IEABC${String(i).padStart(4, '0')}`).join(' ')
    const result = await read(text, 'document', { ...LIMITS, findings: 10 })
    expect(result.ok && [result.value.mentions.length, result.value.truncated]).toEqual([10, true])
  })

  it('guesses the DOI of the document from its first page, not from its references', async () => {
    const first = await read(`A paper\nhttps://doi.org/10.1234/paper\n${IGSN}\nReferences\ndoi:10.1234/other`)
    expect(first.ok && first.value.ownDoi).toBe('https://doi.org/10.1234/paper')
    const none = await read(`A paper\n${IGSN}\nReferences\ndoi:10.1234/other`)
    expect(none.ok && none.value.ownDoi).toBe(undefined)
  })

  it('answers whatever bytes it is given', async () => {
    const beginnings = [
      strToU8('%PDF-1.4\n'),
      strToU8('PK\x03\x04'),
      docx(['x']),
      pdf([['x']]),
      new Uint8Array(),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...beginnings),
        fc.uint8Array({ maxLength: 300 }),
        fc.nat(400),
        async (start, noise, at) => {
          const bytes = new Uint8Array(Buffer.concat([start.slice(0, at), noise, start.slice(at)]))
          const result = await read(bytes)
          expect(typeof result.ok).toBe('boolean')
        },
      ),
      { numRuns: 60 },
    )
  })
})
