import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNQuads } from '../../src/harvest/n-quads-document.ts'
import type { Page } from '../../src/model/page.ts'
import { canonicalForm } from '../../src/rdf/canonical.ts'
import { contextLibrary } from '../../src/rdf/contexts.ts'
import { jsonLdToQuads } from '../../src/rdf/json-ld.ts'
import { parseQuads } from '../../src/rdf/n-quads.ts'
import { rdf, xsd } from '../../src/rdf/namespaces.ts'

const ADDRESS = 'https://demo.example/1'
const GRAPH = `<${ADDRESS}>`

const page = (body: string | Uint8Array, mediaType = 'application/n-quads'): Page => ({
  url: ADDRESS,
  finalUrl: ADDRESS,
  status: 200,
  mediaType,
  fetchedAt: '2026-01-01T00:00:00Z',
  body: typeof body === 'string' ? Buffer.from(body) : body,
  bodyDigest: '',
  links: [],
})

/** The triples of the page's document, as the lab makes them, in canonical form. */
const triplesOf = async (body: string): Promise<string> => {
  const document = readNQuads(page(body))?.documents[0]
  if (!document) throw new Error('the page has no document')
  const read = jsonLdToQuads(document.json, { base: ADDRESS, contexts: contextLibrary([]), subject: ADDRESS })
  if (!read.ok) throw new Error(read.problem.detail)
  return canonicalForm(read.value)
}

const inDefaultGraph = (body: string): Promise<string> =>
  canonicalForm(parseQuads(body.replaceAll(` ${GRAPH} .`, ' .')))

describe('a page of quads', () => {
  it('is a document that says the same', async () => {
    const body = [
      `<urn:s> <${rdf('type').value}> <urn:Type> ${GRAPH} .`,
      `<urn:s> <${rdf('type').value}> "no type" ${GRAPH} .`,
      `<urn:s> <urn:name> "Demo \\"sample\\"\\n" ${GRAPH} .`,
      `<urn:s> <urn:name> "Démo"@fr-CA ${GRAPH} .`,
      `<urn:s> <urn:mass> "1.50"^^<${xsd('decimal').value}> ${GRAPH} .`,
      `<urn:s> <urn:by> _:p ${GRAPH} .`,
      `_:p <urn:knows> _:q ${GRAPH} .`,
      `_:q <urn:knows> _:p ${GRAPH} .`,
    ].join('\n')
    expect(readNQuads(page(body))).toMatchObject({
      documents: [{ pageUrl: ADDRESS, index: 0, repairs: [] }],
      problems: [],
    })
    expect(await triplesOf(body)).toBe(await inDefaultGraph(body))
  })

  it('says the same whatever its quads are', async () => {
    const node = fc.constantFrom('<urn:a>', '<urn:b>', '_:x', '_:y')
    const predicate = fc.constantFrom('<urn:p>', '<urn:__proto__>', `<${rdf('type').value}>`)
    const text = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '@', '\\\\', '\\"', '\\n', '{') })
    const tail = fc.constantFrom('', '@en', `^^<${xsd('date').value}>`, '^^<urn:t>')
    const object = fc.oneof(
      node,
      fc.tuple(text, tail).map(([value, end]) => `"${value}"${end}`),
    )
    const quad = fc.tuple(node, predicate, object).map(all => `${all.join(' ')} ${GRAPH} .\n`)
    await fc.assert(
      fc.asyncProperty(fc.array(quad, { minLength: 1, maxLength: 12 }), async quads => {
        expect(await triplesOf(quads.join(''))).toBe(await inDefaultGraph(quads.join('')))
      }),
      { numRuns: 100 },
    )
  })

  it('loses what is no quad, which is logged, and nothing else', async () => {
    const good = `<urn:s> <urn:p> <urn:o> ${GRAPH} .\n`
    const read = readNQuads(page(`${good}<urn:s> <urn:p> <urn: o> .\nnonsense\n`))
    expect(read?.documents[0]?.json).toEqual([{ '@id': 'urn:s', 'urn:p': [{ '@id': 'urn:o' }] }])
    expect(read?.documents[0]?.repairs).toMatchObject([{ rule: 'invalid-quad-dropped' }])
    expect(read?.documents[0]?.repairs[0]?.detail).toContain('<urn: o>')
    expect(read?.documents[0]?.repairs[0]?.detail).toContain('and 1 more lines')
  })

  it.each(['', '# nothing', 'nonsense', '<urn:s> .'])('with no quad (%s) is a problem', body => {
    expect(readNQuads(page(body))).toMatchObject({
      documents: [],
      problems: [{ stage: 'hall', code: 'no-quads' }],
    })
  })
})

it('other pages are left to others', () => {
  for (const type of ['', 'text/html', 'application/ld+json', 'text/plain'])
    expect(readNQuads(page('<urn:s> <urn:p> <urn:o> .', type))).toBeUndefined()
})
