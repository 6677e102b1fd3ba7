import { spawnSync } from 'node:child_process'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { sparqlEditorPage } from '../../src/serve/views/sparql-page.ts'
import { openPortal } from './portal-house.ts'

interface Term {
  readonly type: string
  readonly value: string
  readonly datatype?: string
}
interface Place {
  readonly slot: string
  readonly word: string
  readonly classes?: readonly string[]
}
interface Assets {
  readonly snippetsOf: (endpoint: string, query: string) => readonly { key: string; text: string }[]
  readonly placeIn: (text: string, cursor: number, prefixes: Record<string, string>) => Place
  readonly geometryOf: (wkt: string) => { type: string; coordinates: unknown } | undefined
  readonly readNTriples: (text: string) => readonly { subject: Term; predicate: Term; object: Term }[]
  readonly fragmentOf: (
    state: { query: string; view?: string },
    prefixes: Record<string, string>,
    complete: (query: string) => string,
  ) => Promise<string>
  readonly readFragment: (fragment: string) => Promise<{ query?: string; view?: string }>
}

let page: Assets
beforeAll(async () => {
  const names = ['snippets', 'tokens', 'wkt', 'ntriples', 'share']
  const modules = names.map(name => import(new URL(`../../assets/sparql-${name}.js`, import.meta.url).href))
  page = Object.assign({}, ...(await Promise.all(modules))) as Assets
})

const ENDPOINT = 'http://localhost:3030/sparql'
const programFor = (key: string, query: string): string =>
  page.snippetsOf(ENDPOINT, query).find(snippet => snippet.key === key)?.text ?? ''
const queries = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map(text => text.replaceAll(/[\0\r]/g, ' '))
  .map(text => `SELECT * { ?s ?p '''it's "${text}\` \${x} $HOME \\n )" ''' }`)

describe('the query page', () => {
  it('says of each example what it is about, and what it gave when that is known', async () => {
    const example = {
      id: '01-rocks',
      title: 'Which rocks?',
      description: 'All <of> them.',
      keywords: ['material', 'Basalt'],
      query: 'ASK {}',
    }
    const known = { ...example, id: '02-rocks', rows: 1234, milliseconds: 56.7 }
    const html = String(await sparqlEditorPage([example, known], {}, 30))
    expect(html).toContain('data-words="which rocks? all &lt;of&gt; them. material basalt"')
    expect(html).toContain('1,234 rows in 57 ms')
    expect(html.match(/class="figures"/g)).toHaveLength(1)
    expect(html).toContain('<h3>Samples</h3>')
  })

  it('sends the query by itself where there are no scripts, in a format that can be chosen', async () => {
    const { text } = await openPortal([])
    const html = await text('/sparql')
    expect(html).toMatch(/<form[^>]* action="\/sparql" method="post"/)
    expect(html).toMatch(/<textarea[^>]* name="query"/)
    expect(html).toMatch(/<noscript>.*<select[^>]* name="format">.*value="csv".*<\/noscript>/s)
  })

  it('has every module that its modules import', async () => {
    const { text, get } = await openPortal([])
    const wanted = new Set(['sparql.js'])
    for (const name of wanted) {
      const response = await get(`/assets/${name}`)
      expect([name, response.status]).toEqual([name, 200])
      for (const [, other = ''] of (await response.text()).matchAll(/(?:from |import\()'\.\/([^']+)'/g)) {
        if (!other.startsWith('vendor/')) wanted.add(other)
      }
    }
    const preloaded = [...(await text('/sparql')).matchAll(/rel="modulepreload" href="\/assets\/([^"]+)"/g)]
    const early = [...wanted].filter(name => !['sparql.js', 'sparql-map.js', 'sparql-wkt.js'].includes(name))
    expect(preloaded.map(([, name]) => name).sort()).toEqual(early.sort())
  })
})

describe('the query as a program', () => {
  it('reaches curl through a shell as it is, whatever stands in it', () => {
    const show = 'curl() { for each; do printf "%s\\0" "$each"; done; }'
    fc.assert(
      fc.property(queries, query => {
        const ran = spawnSync('sh', ['-c', `${show}\n${programFor('curl', query)}`])
        expect(ran.stdout.toString().split('\0')).toContain(`query=${query}`)
      }),
      { numRuns: 20 },
    )
  })

  it('is the same text again in JavaScript', () => {
    fc.assert(
      fc.property(queries, query => {
        const [, literal = ''] =
          /const query = (`.*`)\n\nconst response/s.exec(programFor('javascript', query)) ?? []
        expect(runInNewContext(literal)).toBe(query)
      }),
    )
  })

  it('stands in Python and R strings that end where it ends', () => {
    expect(programFor('python', 'ASK { ?s ?p "x" }')).toContain('query = """ASK { ?s ?p "x" }"""\n')
    expect(programFor('python', 'ASK { ?s ?p "\\n" }')).toContain('query = "ASK { ?s ?p \\"\\\\n\\" }"\n')
    expect(programFor('python', 'ASK {} #\\\u{1f5ff}')).toContain('"ASK {} #\\\\\\U0001f5ff"')
    expect(programFor('r', 'ASK { ?s ?p ")" }')).toContain('query <- r"-(ASK { ?s ?p ")" })-"\n')
  })

  it('asks for a graph where the query gives one, and is not misled by words in strings and comments', () => {
    const accept = (query: string) => /Accept: ([\w/]+)/.exec(programFor('curl', query))?.[1]
    expect(accept('# CONSTRUCT\nSELECT ?construct { ?s <http://a.example/DESCRIBE> "ASK" }')).toBe('text/csv')
    expect(accept('PREFIX select: <http://a.example/>\nCONSTRUCT WHERE { ?s select:x ?o }')).toBe(
      'text/turtle',
    )
  })
})

describe('completion', () => {
  const prefixes = { sosa: 'http://sosa.example/', schema: 'http://schema.example/' }
  const placeAt = (marked: string) => page.placeIn(marked.replace('|', ''), marked.indexOf('|'), prefixes)

  it.each([
    ['SELECT * { ?s a sosa:Sam| }', 'class', []],
    ['SELECT * { ?s a sosa:Sample ; sch| }', 'predicate', ['http://sosa.example/Sample']],
    ['SELECT * { ?s sch| . ?s a sosa:Sample }', 'predicate', ['http://sosa.example/Sample']],
    [
      'SELECT * { ?s a sosa:Sample FILTER NOT EXISTS { ?s sch| } }',
      'predicate',
      ['http://sosa.example/Sample'],
    ],
    ['SELECT * { ?s a sosa:Sample ; schema:x/sch| }', 'predicate', []],
    [
      'SELECT * { ?s a sosa:Sample ; schema:x [ a sosa:Other ; sch| ] }',
      'predicate',
      ['http://sosa.example/Other'],
    ],
    ['SELECT * { ?s schema:x "a. b"@en, "1"^^sosa:t, ba| }', 'object', []],
    ['SELECT * { ?s schema:x 12.5 . FILTER(STRS|', 'expression', []],
    ['SELECT * { VALUES ?s { sosa:a } ?s| }', 'variable', []],
    ['SELECT * { ?s schema:x "sch|', 'none', []],
    ['# sch|', 'none', []],
    ['PREFIX so|', 'prefix', []],
    ['SELECT * {} ORDER B|', 'outside', []],
  ])('knows what %s may become', (marked, slot, classes) => {
    const found = placeAt(marked)
    expect([found.slot, found.classes ?? []]).toEqual([slot, classes])
  })
})

describe('answers on the page', () => {
  it('reads N-Triples, and says so when a line is none rather than leave it out', () => {
    const [first] = page.readNTriples('_:b <u:p> "a \\"b\\"\\u00e9\\n"@en .\n')
    expect(first?.object).toEqual({ type: 'literal', value: 'a "b"é\n', 'xml:lang': 'en' })
    expect(() => page.readNTriples('<u:s> <u:p> "half')).toThrow('this is no statement')
  })

  it('draws the WKT that it can place, and nothing of another reference system', () => {
    const { geometryOf } = page
    expect(geometryOf('POINT(10 50)')).toEqual({ type: 'Point', coordinates: [10, 50] })
    expect(geometryOf('<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point (10 50.5)')?.coordinates).toEqual(
      [10, 50.5],
    )
    expect(geometryOf('MULTIPOINT((1 2),(3 4))')?.coordinates).toEqual(
      geometryOf('MULTIPOINT(1 2, 3 4)')?.coordinates,
    )
    expect(geometryOf('POLYGON((0 0, 1 0, 1 1, 0 0))')?.coordinates).toHaveLength(1)
    for (const text of ['POINT EMPTY', 'POINT(1)', 'POINT(10 95)', 'POINT((', '<u:crs> POINT(1 2)', 'x'])
      expect([text, geometryOf(text)]).toEqual([text, undefined])
  })

  it('shares any query in a link and gets it back, long ones packed and known prefixes left out', async () => {
    const prefixes = { sosa: 'http://sosa.example/' }
    const declaration = 'PREFIX sosa: <http://sosa.example/>\n'
    const complete = (query: string) =>
      query.includes('sosa:') && !query.includes('PREFIX sosa:') ? declaration + query : query
    const there = (query: string, view?: string) =>
      page.fragmentOf({ query, ...(view !== undefined && { view }) }, prefixes, complete)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 3000 }), async query => {
        expect((await page.readFragment(`#${await there(query)}`)).query ?? '').toBe(query)
      }),
      { numRuns: 50 },
    )
    expect(await there(`${declaration}ASK { ?s a sosa:Sample }`)).not.toContain('PREFIX')
    expect((await there(`ASK { ${'?s ?p ?o . '.repeat(500)} }`)).length).toBeLessThan(300)
    expect(await page.readFragment(`#${await there('ASK {}', 'map')}`)).toMatchObject({
      query: 'ASK {}',
      view: 'map',
    })
  })
})
