import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileInput } from '../../../src/harvest/feeds/files-input.ts'
import { graphOfLine, recordsInNQuads } from '../../../src/harvest/feeds/files-n-quads.ts'
import { addressUnder } from '../../../src/harvest/feeds/files-name.ts'
import type { Fetcher } from '../../../src/harvest/fetcher.ts'
import { parseQuads } from '../../../src/rdf/n-quads.ts'
import { type FakeAgent, startFakeAgent } from '../../support/fake-agent.ts'
import { demoSource } from '../demo-source.ts'
import { quickFetcher, type Reading, type ReadingOptions, readAll } from './feed-house.ts'
import { paxRecord, tarArchive, tarEntry } from './tar-archive.ts'

const BASE = 'https://demo.example/samples'
let agent: FakeAgent
let fetcher: Fetcher
let folder: string

beforeEach(async () => {
  agent = await startFakeAgent()
  fetcher = quickFetcher()
  folder = mkdtempSync(join(tmpdir(), 'lodestone-files-feed-'))
})

afterEach(async () => {
  await fetcher.close()
  await agent.close()
  rmSync(folder, { recursive: true })
})

const write = (path: string, content: string | Uint8Array): string => {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

const read = (url: string, options: ReadingOptions & { base?: string } = {}): Promise<Reading> => {
  const { base, ...rest } = options
  return readAll({ kind: 'files', url, ...(base !== undefined && { base }) }, fetcher, rest)
}

const texts = ({ pages }: Reading): string[] => pages.map(({ body }) => Buffer.from(body).toString())
const json = (reading: Reading): unknown[] => texts(reading).map(text => JSON.parse(text) as unknown)

const sample = (id: number | string): Record<string, unknown> => ({
  '@context': 'https://schema.org/',
  '@type': 'Product',
  '@id': `https://doi.org/10.60510/demo${id}`,
  url: `https://demo.example/${id}`,
  name: `Demo ${id}`,
})

describe('a folder', () => {
  it('is read with all below it, in the order of its paths, with the times of its files', async () => {
    write('b/2.jsonld', JSON.stringify(sample(2)))
    const first = write('a.json', JSON.stringify(sample(1)))
    write('b/3.html', `<script type="application/ld+json">${JSON.stringify(sample(3))}</script>`)
    write('c.jsonl', `${JSON.stringify(sample(4))}\n${JSON.stringify(sample(5))}\n`)
    utimesSync(first, 1_767_225_600, 1_767_225_600)
    const { pages, entries, problems, end } = await read(folder)
    expect(problems).toEqual([])
    expect(pages.map(({ url, mediaType }) => [url, mediaType])).toEqual([
      ['https://demo.example/1', 'application/ld+json'],
      ['https://demo.example/2', 'application/ld+json'],
      ['https://demo.example/3', 'text/html'],
      ['https://demo.example/4', 'application/ld+json'],
      ['https://demo.example/5', 'application/ld+json'],
    ])
    expect(entries[0]).toEqual({
      source: 'demo',
      url: 'https://demo.example/1',
      lastModified: '2026-01-01T00:00:00.000Z',
      listedIn: folder,
    })
    expect(end).toEqual({ complete: true })
  })

  it('may be a file URL', async () => {
    write('a b.json', JSON.stringify(sample(1)))
    expect((await read(pathToFileURL(folder).href)).urls).toHaveLength(1)
    expect((await read('file://other.example/data')).codes).toEqual(['not-a-file'])
  })

  it('names records without an address of their own by the base and their path', async () => {
    write('deep/päth #1.xml', '<sample/>')
    write('x.json', '{"@id": "urn:x", "name": "Demo"}')
    const { urls, codes } = await read(folder, { base: `${BASE}/` })
    expect([urls, codes]).toEqual([[`${BASE}/deep/p%C3%A4th%20%231.xml`, `${BASE}/x.json`], []])
    const without = await read(folder)
    expect([without.urls, without.codes]).toEqual([[], ['record-without-name', 'record-without-name']])
    expect(without.end).toEqual({ complete: false })
  })

  it('is not left by links, and hidden files are none', async () => {
    write('in/1.json', JSON.stringify(sample(1)))
    write('in/.hidden.json', JSON.stringify(sample(2)))
    write('out/3.json', JSON.stringify(sample(3)))
    symlinkSync(join(folder, 'out'), join(folder, 'in', 'link'))
    symlinkSync(join(folder, 'in'), join(folder, 'in', 'loop'))
    expect((await read(join(folder, 'in'))).urls).toEqual(['https://demo.example/1'])
  })

  it('without any record says which files are there', async () => {
    write('a.csv', 'x')
    write('b.ttl', 'x')
    const { problems, end } = await read(folder)
    expect(problems).toMatchObject([{ code: 'no-records-found' }])
    expect(problems[0]?.detail).toContain('1 .csv, 1 .ttl')
    expect(end).toEqual({ complete: false })
  })

  it('that is not there is a problem', async () => {
    const { codes, end } = await read(join(folder, 'missing'))
    expect([codes, end]).toEqual([['files-missing'], { complete: false }])
  })

  it('goes on after a stop where it was, also when files before that place are gone or new', async () => {
    for (let i = 0; i < 3; i++)
      write(
        `${i}.jsonl`,
        Array.from({ length: 400 }, (_, n) => JSON.stringify(sample(`${i}-${n}`))).join('\n'),
      )
    const { checkpoints, urls } = await read(folder, { stopAfter: 1 })
    expect(urls).toHaveLength(500)
    rmSync(join(folder, '0.jsonl'))
    const rest = await read(folder, { position: { resume: checkpoints[0] ?? '' } })
    expect(new Set([...urls, ...rest.urls]).size).toBe(1200)
    expect(rest.urls).toHaveLength(700)
    expect(rest.end).toEqual({ complete: true })
  })

  it('reads a file that changed since the checkpoint from its beginning', async () => {
    const lines = (count: number): string =>
      Array.from({ length: count }, (_, n) => JSON.stringify(sample(n))).join('\n')
    write('0.jsonl', lines(600))
    const { checkpoints } = await read(folder, { stopAfter: 1 })
    write('0.jsonl', lines(601))
    expect((await read(folder, { position: { resume: checkpoints[0] ?? '' } })).urls).toHaveLength(601)
  })
})

describe('lines of JSON', () => {
  it('are documents, or documents with their address', async () => {
    const file = write(
      'a.jsonl',
      `${JSON.stringify(sample(1))}\r\n\n{"url": "${BASE}/2", "document": {"name": "Demo"}}`,
    )
    const reading = await read(file)
    expect(reading.urls).toEqual(['https://demo.example/1', `${BASE}/2`])
    expect(json(reading)).toEqual([sample(1), { name: 'Demo' }])
  })

  it('that are no JSON, or too long, cost themselves only', async () => {
    const file = write(
      'a.jsonl.gz',
      gzipSync(`nonsense\n{"name": "${'x'.repeat(5000)}"}\n{"a": }\n${JSON.stringify(sample(1))}`),
    )
    const { urls, codes, end } = await read(file, {
      base: BASE,
      source: demoSource({ politeness: { maxPageBytes: 1000 } }),
    })
    // A missing value is repaired later on, by the hall.
    expect(urls).toEqual([`${BASE}/a.jsonl.gz/3`, 'https://demo.example/1'])
    expect([codes, end]).toEqual([['invalid-line', 'record-too-large'], { complete: false }])
  })
})

describe('N-Quads', () => {
  const quad = (graph: string, n: number): string => `<urn:s> <urn:p> "${n} \\" <urn:no> ." <${graph}> .`

  it('are one record for each graph, wherever its lines stand', async () => {
    const [one, two] = [`${BASE}/1`, `${BASE}/2`]
    const file = write('a.nq', ['# comment', quad(one, 1), quad(two, 2), '', quad(one, 3)].join('\n'))
    const reading = await read(file)
    expect(reading.pages.map(({ url, mediaType }) => [url, mediaType])).toEqual([
      [one, 'application/n-quads'],
      [two, 'application/n-quads'],
    ])
    expect(texts(reading)).toEqual([`${quad(one, 1)}\n${quad(one, 3)}\n`, `${quad(two, 2)}\n`])
    expect(reading.end).toEqual({ complete: true })
  })

  it('whose graphs have other names take that of the page they describe', async () => {
    const graph = 'urn:gleaner:demo:1'
    const lines = [
      `<https://doi.org/10.60510/demo1> <http://schema.org/url> "https://demo.example/1" <${graph}> .`,
      `<https://doi.org/10.60510/demo1> <http://schema.org/creator> _:a <${graph}> .`,
      `_:a <http://schema.org/url> "https://demo.example/person" <${graph}> .`,
      `_:b <http://schema.org/name> "no address" <urn:other> .`,
    ]
    const { urls, codes } = await read(write('a.nq', lines.reverse().join('\n')), { base: BASE })
    expect([urls, codes]).toEqual([['https://demo.example/1'], ['record-without-name']])
  })

  it('without graphs are one record, named by the base', async () => {
    expect((await read(write('a.nq', '<urn:s> <urn:p> <urn:o> .\n'), { base: BASE })).urls).toEqual([
      `${BASE}/a.nq`,
    ])
  })

  it('that are no quads are told, and the others read', async () => {
    const lines = [quad(`${BASE}/1`, 1), ...Array.from({ length: 9 }, () => 'nonsense'), '<a> <b> "open .']
    const { urls, codes, problems } = await read(write('a.nq', lines.join('\n')))
    expect(urls).toHaveLength(1)
    expect(codes).toHaveLength(6)
    expect(problems.at(-1)?.detail).toContain('5 more lines')
  })

  it('of a graph that is too large are left out altogether', async () => {
    const lines = Array.from({ length: 100 }, (_, n) => quad(`${BASE}/large`, n))
    const file = write('a.nq', [...lines, quad(`${BASE}/1`, 1)].join('\n'))
    const { urls, codes } = await read(file, { source: demoSource({ politeness: { maxPageBytes: 1000 } }) })
    expect([urls, codes]).toEqual([[`${BASE}/1`], ['record-too-large']])
  })

  it('beyond what fits into memory are dealt out to temporary files, and give the same records', async () => {
    const graphs = Array.from({ length: 300 }, (_, n) => `${BASE}/${n}`)
    const lines = [...graphs, ...graphs, ...graphs].map((graph, n) => quad(graph, n))
    const large = `${quad(`${BASE}/large`, 0)}\n`.repeat(40)
    const file = write(
      'a.nq.gz',
      gzipSync(
        `${large}${lines.join('\n')}\n${quad(`${BASE}/large`, 1)}\n${quad(`${BASE}/long`, 0).replace('0', '0'.repeat(900))}`,
      ),
    )
    const records = async (maxMemory: number): Promise<Map<string, string>> => {
      const found = new Map<string, string>()
      const input = fileInput(file, { path: 'a.nq.gz', size: 1000 })
      for await (const one of recordsInNQuads(input, { maxRecord: 2000, maxMemory }))
        if (one.kind === 'record') found.set(one.name ?? '', Buffer.from(one.body).toString())
        else found.set(one.kind, JSON.stringify(one))
      return found
    }
    const inMemory = await records(1_000_000)
    expect([inMemory.size, inMemory.has('problem'), inMemory.has(`${BASE}/large`)]).toEqual([
      302,
      true,
      false,
    ])
    const before = readdirSync(tmpdir()).filter(name => name.startsWith('lodestone-quads-'))
    for (const maxMemory of [100, 5000]) expect(await records(maxMemory)).toEqual(inMemory)
    expect(readdirSync(tmpdir()).filter(name => name.startsWith('lodestone-quads-'))).toEqual(before)
  })

  it('name the same graph as a parser finds, whatever is in their literals', () => {
    const iri = fc.constantFrom('<urn:a>', '<http://demo.example/#?&b>', '_:b1')
    const text = fc.string({
      unit: fc.constantFrom('a', '\\\\', '\\"', ' ', '<', '>', '.', '@', '^', '#', 'é', '_:'),
    })
    const tail = fc.constantFrom('', '@en-GB', '^^<urn:t>')
    const literal = fc.tuple(text, tail).map(([value, end]) => `"${value}"${end}`)
    const space = fc.constantFrom(' ', '\t', '  ')
    const comment = fc.constantFrom('', ' # <urn:x> .')
    const line = fc.tuple(iri, fc.oneof(iri, literal), fc.option(iri, { nil: '' }), space, comment)
    fc.assert(
      fc.property(line, ([subject, object, graph, gap, end]) => {
        const written = [subject, '<urn:p>', object, graph, '.'].filter(Boolean).join(gap) + end
        const [parsed] = parseQuads(written)
        const expected =
          parsed?.graph.termType === 'BlankNode' ? `_:${parsed.graph.value}` : parsed?.graph.value
        expect(graphOfLine(written)).toBe(expected)
      }),
    )
  })
})

describe('an archive', () => {
  const one = JSON.stringify(sample(1))

  it('is read from its files, with their paths and times', async () => {
    const long = `${'deep/'.repeat(40)}2.json`
    const archive = tarArchive([
      { path: 'folder/', type: '5' },
      { path: './1.json', content: one, mtime: 1_767_225_600 },
      { path: './.hidden.json', content: one },
      { path: '__MACOSX/1.json', content: one },
      { path: '1.png', content: 'x' },
      {
        path: './PaxHeaders/2',
        type: 'x',
        content: paxRecord('path', long) + paxRecord('mtime', '1767225601.5'),
      },
      { path: 'short.json', content: '{"name": "Demo"}' },
      { path: '././@LongLink', type: 'L', content: `${long}.html\0` },
      { path: 'short', content: '<p>Demo' },
      { path: '4.json', prefix: 'before', content: '{}' },
      { path: 'all.jsonl', content: `${JSON.stringify(sample(5))}\n${JSON.stringify(sample(6))}` },
      { path: 'link.json', type: '2' },
    ])
    for (const [name, content] of [
      ['a.tar', archive],
      ['a.tar.gz', gzipSync(archive)],
      ['a.tgz', gzipSync(archive)],
    ] as const) {
      const { entries, codes, end } = await read(write(name, content), { base: BASE })
      expect([codes, end]).toEqual([[], { complete: true }])
      expect(entries.map(({ url, lastModified }) => [url, lastModified])).toEqual([
        ['https://demo.example/1', '2026-01-01T00:00:00.000Z'],
        [`${BASE}/${long}`, '2026-01-01T00:00:01.500Z'],
        [`${BASE}/${long}.html`, '2026-01-01T00:00:00.000Z'],
        [`${BASE}/before/4.json`, '2026-01-01T00:00:00.000Z'],
        ['https://demo.example/5', '2026-01-01T00:00:00.000Z'],
        ['https://demo.example/6', '2026-01-01T00:00:00.000Z'],
      ])
    }
  })

  it('with paths that lead elsewhere has names only: nothing is written, all addresses stay below the base', async () => {
    const paths = ['../../etc/evil.json', '/etc/evil.json', 'C:\\..\\evil.json', 'a/%2e%2e/evil.json']
    const { urls } = await read(write('a.tar', tarArchive(paths.map(path => ({ path, content: '{}' })))), {
      base: BASE,
    })
    expect(urls).toEqual([
      `${BASE}/etc/evil.json`,
      `${BASE}/etc/evil.json`,
      `${BASE}/C%3A/evil.json`,
      `${BASE}/a/%252e%252e/evil.json`,
    ])
  })

  it('whatever a path is, has an address below the base for it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), path => {
        expect(new URL(addressUnder(BASE, path)).href.startsWith(`${BASE}/`)).toBe(true)
      }),
    )
  })

  it.each([
    [
      'is cut off in a file',
      Buffer.concat([
        tarEntry({ path: '1.json', content: one }),
        tarEntry({ path: '2.json', content: one }).subarray(0, 600),
      ]),
      'archive-truncated',
    ],
    [
      'is cut off in a header',
      Buffer.concat([tarEntry({ path: '1.json', content: one }), Buffer.alloc(100, 65)]),
      'archive-truncated',
    ],
    [
      'promises more than it has',
      Buffer.concat([
        tarEntry({ path: '1.json', content: one }),
        tarEntry({ path: '2.json', size: 0o77777777777 }),
      ]),
      'archive-truncated',
    ],
    [
      'has a damaged header',
      Buffer.concat([
        tarEntry({ path: '1.json', content: one }),
        Buffer.concat([Buffer.from('X'), tarEntry({ path: '2.json', content: one }).subarray(1)]),
      ]),
      'not-an-archive',
    ],
    [
      'has rubbish between its files',
      Buffer.concat([tarEntry({ path: '1.json', content: one }), Buffer.alloc(512, 65)]),
      'not-an-archive',
    ],
  ])('that %s is read up to there', async (_, bytes, code) => {
    const { urls, codes, end } = await read(write('a.tar', bytes))
    expect([urls, codes, end]).toEqual([['https://demo.example/1'], [code], { complete: false }])
  })

  it('that is none, is damaged, or holds archives is a problem', async () => {
    expect((await read(write('a.tar', 'x'.repeat(2000)))).codes).toEqual(['not-an-archive'])
    expect(
      (
        await read(
          write('b.tar.gz', gzipSync(tarArchive([{ path: '1.json', content: one }])).subarray(0, 40)),
        )
      ).codes,
    ).toEqual(['file-unreadable'])
    const nested = tarArchive([{ path: 'inner.tar.gz', content: 'x' }])
    expect((await read(write('c.tar', nested))).codes).toEqual(['nested-archive'])
  })

  it('that unfolds without end is dropped while it does', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024))
    const { codes } = await read(write('a.jsonl.gz', bomb))
    expect(codes).toEqual(['file-unfolds'])
  })
})

describe('one document with all records', () => {
  const context = { '@vocab': 'https://schema.org/' }

  it('is taken apart by its graph, each record with the context and what supports it', async () => {
    const graph = [
      { '@id': 'https://demo.example/1', creator: { '@id': '_:p' }, name: 'Demo 1' },
      { '@id': '_:p', '@type': 'Person', affiliation: { '@id': 'https://demo.example/org' } },
      { '@id': 'https://demo.example/2', isPartOf: { '@id': 'https://demo.example/1' } },
      { '@id': 'https://demo.example/org', '@type': 'Organization', member: { '@id': '_:p' } },
    ]
    // The context may stand behind: a member's place means nothing in JSON.
    const reading = await read(write('all.jsonld', JSON.stringify({ '@graph': graph, '@context': context })))
    expect(reading.codes).toEqual([])
    expect(reading.urls).toEqual(['https://demo.example/1', 'https://demo.example/2'])
    expect(json(reading)).toEqual([
      { '@context': context, '@graph': [graph[0], graph[1], graph[3]] },
      { '@context': context, ...graph[2] },
    ])
  })

  it('may be a list of documents, a DataFeed or an ItemList', async () => {
    const documents = [sample(1), sample(2)]
    for (const body of [
      documents,
      {
        '@context': 'https://schema.org/',
        dataFeedElement: documents.map(item => ({ '@type': 'DataFeedItem', item })),
      },
      { itemListElement: documents.map(item => ({ '@type': 'ListItem', item })) },
      { '@graph': [{ '@type': 'DataFeed', dataFeedElement: documents }] },
    ]) {
      const { urls, codes } = await read(write('all.json', JSON.stringify(body)))
      expect([urls, codes]).toEqual([['https://demo.example/1', 'https://demo.example/2'], []])
    }
  })

  it('may list addresses, which are pages to visit', async () => {
    const list = {
      itemListElement: [
        `${BASE}/1`,
        { '@type': 'ListItem', url: `${BASE}/2` },
        { '@type': 'ListItem', item: `${BASE}/3` },
        7,
      ],
    }
    const { items, codes } = await read(write('all.json', JSON.stringify(list)))
    expect(items).toEqual(
      [1, 2, 3].map(n => ({
        kind: 'entry',
        entry: { source: 'demo', url: `${BASE}/${n}`, listedIn: join(folder, 'all.json') },
      })),
    )
    expect(codes).toEqual(['invalid-json'])
  })

  it('that has one record only is that record, as it is', async () => {
    const text = `\uFEFF{ "@id": "https://demo.example/1", "name": "Demo", }`
    const reading = await read(write('one.json', text))
    expect([reading.urls, texts(reading)]).toEqual([['https://demo.example/1'], [text]])
  })

  it('is read in UTF-16 as well', async () => {
    const bytes = Buffer.from(`\uFEFF${JSON.stringify([sample('ö')])}`, 'utf16le')
    expect((await read(write('all.json', bytes))).urls).toEqual(['https://demo.example/%C3%B6'])
  })

  it('that is cut off is read up to there', async () => {
    const text = JSON.stringify([sample(1), sample(2), sample(3)])
    const { urls, codes, end } = await read(write('all.json', text.slice(0, -20)))
    expect([urls.length, codes, end]).toEqual([2, ['invalid-json'], { complete: false }])
  })

  it('with an element that is too large or no JSON reads the others', async () => {
    const text = `[{"@id": "https://demo.example/0", "name": "${'x'.repeat(2000)}"}, {a}, ${JSON.stringify(sample(1))}]`
    const source = demoSource({ politeness: { maxPageBytes: 1000 } })
    const { urls, codes } = await read(write('all.json', text), { source })
    expect([urls, codes]).toEqual([['https://demo.example/1'], ['record-too-large', 'invalid-json']])
  })

  it('whatever is in it, gives each element as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 5 }),
        async values => {
          const documents = values.map((value, i) => ({
            ...value,
            '@id': undefined,
            url: `${BASE}/${i}`,
            '@graph': undefined,
          }))
          const plain = JSON.parse(JSON.stringify(documents)) as Record<string, unknown>[]
          for (const one of plain)
            for (const key of ['item', 'dataFeedElement', 'itemListElement', '@context', '@type', 'type'])
              delete one[key]
          const reading = await read(write('all.json', JSON.stringify(plain, null, 1)))
          expect(json(reading)).toEqual(plain)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('files at an http address', () => {
  it('are downloaded and read, and nothing of them stays', async () => {
    agent.on('/dump.tar.gz', {
      body: gzipSync(tarArchive([{ path: '1.json', content: JSON.stringify(sample(1)) }])),
    })
    const { urls, entries, codes } = await read(`${agent.origin}/dump.tar.gz`)
    expect([urls, codes]).toEqual([['https://demo.example/1'], []])
    expect(entries[0]?.listedIn).toBe(`${agent.origin}/dump.tar.gz`)
  })

  it('are known by their media type when the address says nothing', async () => {
    agent.on('/export?all', {
      headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
      body: JSON.stringify(sample(1)),
    })
    expect((await read(`${agent.origin}/export?all`)).urls).toEqual(['https://demo.example/1'])
  })

  it('that are not there are a problem of the gate', async () => {
    const { problems, end } = await read(`${agent.origin}/missing.nq`)
    expect(problems).toMatchObject([{ stage: 'gate', code: 'gone' }])
    expect(end).toEqual({ complete: false })
  })
})
