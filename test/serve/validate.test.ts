import { Parser } from 'n3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PREFIXES, schema, sh } from '../../src/rdf/namespaces.ts'
import { openWorkbench, PAGE, SAMPLE } from './validate-house.ts'

const TURTLE = { 'content-type': 'text/turtle' }
const NAMELESS = `@prefix sosa: <${PREFIXES.sosa}> . @prefix schema: <${PREFIXES.schema}> .
<https://demo.example/1> a sosa:Sample ;
  schema:elevation "high" .`
const SHAPES = `@prefix sh: <${PREFIXES.sh}> . @prefix schema: <${PREFIXES.schema}> . @prefix sosa: <${PREFIXES.sosa}> .
<urn:s> a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:property [ sh:path schema:elevation ; sh:nodeKind sh:IRI ] .`
/** Millions of combinations that match nothing: no deadline of the engine ends this. */
const ENDLESS = `@prefix sh: <${PREFIXES.sh}> .
[] a sh:NodeShape ; sh:targetNode <urn:s0> ; sh:sparql [ sh:message "endless" ; sh:select """SELECT $this WHERE {
  ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . FILTER(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j), STR(?m)) = "none") }""" ] .`
const MANY = Array.from({ length: 200 }, (_, i) => `<urn:s${i}> <urn:p> <urn:o${i}> .`).join('\n')

interface Answer {
  readonly conforms: boolean
  readonly results: Record<string, unknown>[]
  readonly lines: (number | null)[]
  readonly validated: string
  readonly warnings: { code: string }[]
  readonly nothingChecked?: boolean
  readonly explanation?: { results: { fix: string }[] }[]
  readonly problems: { code: string; line?: number; of: string }[]
  readonly type: string
  readonly detail: string
}
const json = async (response: Response): Promise<Answer> => (await response.json()) as Answer
const form = (fields: Record<string, string>): FormData => {
  const data = new FormData()
  for (const [key, value] of Object.entries(fields)) data.append(key, value)
  return data
}

describe('POST /api/validate', () => {
  let house: Awaited<ReturnType<typeof openWorkbench>>
  beforeAll(async () => {
    house = await openWorkbench()
  })
  afterAll(() => house.close())

  it('answers conforms and results, terms as in SPARQL results JSON', async () => {
    const answer = await json(await house.post('/api/validate', NAMELESS, TURTLE))
    expect(answer.conforms).toBe(false)
    expect(answer.validated).toBe('as-is')
    expect(answer.results).toContainEqual({
      focusNode: { type: 'uri', value: 'https://demo.example/1' },
      path: schema('elevation').value,
      value: { type: 'literal', value: 'high' },
      component: sh('DatatypeConstraintComponent').value,
      severity: sh('Warning').value,
      message: expect.stringContaining('elevation'),
      sourceShape: expect.stringMatching(/#Elevation$/),
      profile: 'kernel',
    })
    const place = answer.results.findIndex(({ value }) => value !== undefined)
    expect(answer.lines[place]).toBe(3)
  })

  it('takes a page the whole way of a harvest, and says so', async () => {
    const response = await house.post('/api/validate?profile=geology&explain=true', PAGE, {
      'content-type': 'text/html',
    })
    const answer = await json(response)
    expect(answer).toMatchObject({ conforms: false, validated: 'kernel' })
    const material = answer.results.findIndex(
      ({ profile, path }) => profile === 'geology' && String(path).includes('material'),
    )
    expect(answer.lines[material]).toBe(9)
    expect(answer.explanation?.flatMap(({ results }) => results.map(({ fix }) => fix)).join()).toContain(
      'add ',
    )
  })

  it('speaks German when asked', async () => {
    const answer = await json(await house.post('/api/validate?language=de', NAMELESS, TURTLE))
    expect(answer.results.map(({ message }) => message)).toContain('Das Material fehlt')
  })

  it.each([
    ['text/turtle', 'text/turtle'],
    ['application/n-triples', 'application/n-triples'],
  ])('gives the report as %s', async (accept, mediaType) => {
    const response = await house.post('/api/validate', NAMELESS, { ...TURTLE, accept })
    expect(response.headers.get('content-type')).toContain(mediaType)
    const quads = new Parser({ format: accept }).parse(await response.text())
    expect(quads.filter(({ object }) => object.equals(sh('ValidationReport')))).toHaveLength(1)
    expect(quads.find(({ predicate }) => predicate.equals(sh('conforms')))?.object.value).toBe('false')
  })

  it('gives the report as JSON-LD, one tree', async () => {
    const response = await house.post('/api/validate', NAMELESS, { ...TURTLE, accept: 'application/ld+json' })
    const { '@graph': graph } = (await response.json()) as { '@graph': { 'sh:result': unknown[] }[] }
    expect(graph).toHaveLength(1)
    expect(graph[0]?.['sh:result'].length).toBeGreaterThan(3)
  })

  it('takes shapes with the document, as a form or as JSON, in place of profiles', async () => {
    const asForm = await json(
      await house.post('/api/validate', form({ document: NAMELESS, shapes: SHAPES, format: 'turtle' })),
    )
    const asJson = await json(
      await house.post(
        '/api/validate',
        JSON.stringify({ document: NAMELESS, mediaType: 'text/turtle', shapes: SHAPES }),
        { 'content-type': 'application/json' },
      ),
    )
    for (const answer of [asForm, asJson])
      expect(answer).toMatchObject({
        conforms: false,
        results: [{ value: { type: 'literal', value: 'high' }, profile: 'shapes' }],
      })
  })

  it('checks profiles and shapes together when both are asked for', async () => {
    const fields = form({ document: NAMELESS, shapes: SHAPES, format: 'turtle', profile: 'kernel' })
    const { results } = await json(await house.post('/api/validate', fields))
    expect(new Set(results.map(({ profile }) => profile))).toEqual(new Set(['kernel', 'shapes']))
  })

  it('does not call it conforming when no shape found anything to check', async () => {
    const fields = form({ document: '<urn:a> a <urn:B> .', shapes: SHAPES, format: 'turtle' })
    const answer = await json(await house.post('/api/validate', fields))
    expect(answer).toMatchObject({ conforms: false, nothingChecked: true, results: [] })
    expect(answer.warnings.map(({ code }) => code)).toContain('nothing-targeted')
  })

  it('checks a harvested sample by any spelling of its identifier', async () => {
    const answer = await json(await house.post('/api/validate', form({ sample: 'igsn:10.5072/DEMO-1' })))
    expect(answer.validated).toBe('kernel')
    expect(answer.results.map(({ focusNode }) => focusNode)).toContainEqual({ type: 'uri', value: SAMPLE })
  })

  it.each([
    ['a profile that is not there', '?profile=geologie', TURTLE, NAMELESS, 400, 'did you mean "geology"'],
    ['a parameter that is not there', '?profil=geology', TURTLE, NAMELESS, 400, 'did you mean "profile"'],
    ['a document that is no Turtle', '', TURTLE, '<urn:a> <urn:b>\n oops .', 422, 'line 2'],
    ['another media type', '', { 'content-type': 'image/png' }, 'x', 415, 'image/png'],
    ['a packed body', '', { ...TURTLE, 'content-encoding': 'gzip' }, NAMELESS, 415, '"gzip"'],
    ['nothing', '', TURTLE, '', 400, 'the body is empty'],
    ['too much', '', TURTLE, 'x'.repeat(1_000_001), 413, '1000000 bytes'],
    ['a page without JSON-LD', '', { 'content-type': 'text/html' }, '<p>none', 422, 'JSON-LD'],
    ['another language', '?language=fr', TURTLE, NAMELESS, 400, 'en, de'],
    ['an address that is none', '?url=here', TURTLE, NAMELESS, 400, 'here'],
  ] as const)('refuses %s', async (_, query, headers, body, status, says) => {
    const response = await house.post(`/api/validate${query}`, body, { ...headers })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect((await json(response)).detail).toContain(says)
  })

  it('lists what is wrong with shapes, with lines', async () => {
    const shapes = `@prefix sh: <${PREFIXES.sh}> .\n<urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ;\n sh:minCuont 1 ;\n sh:node <urn:none> .`
    const response = await house.post('/api/validate', form({ document: NAMELESS, shapes, format: 'turtle' }))
    expect(response.status).toBe(422)
    expect((await json(response)).problems).toMatchObject([
      { code: 'unknown-shape-term', of: 'shapes', line: 3 },
      { code: 'undefined-shape', of: 'shapes', line: 2 },
    ])
  })

  it('keeps the report as a file when the page asks for it', async () => {
    const response = await house.post(
      '/api/validate',
      form({ document: NAMELESS, format: 'turtle', report: 'turtle' }),
    )
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="validation-report.ttl"')
  })

  it('can be asked by pages of other origins', async () => {
    const preflight = await house.app.request('/api/validate', {
      method: 'OPTIONS',
      headers: { origin: 'https://portal.example', 'access-control-request-method': 'POST' },
    })
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
    expect((await house.app.request('/api/validate')).status).toBe(405)
  })

  it('does what the examples of its description promise', async () => {
    const openApi = (await (await house.app.request('/openapi.json')).json()) as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { example?: unknown }> } } }>
    }
    const { content } = openApi.paths['/api/validate']?.post.requestBody ?? { content: {} }
    const examples = Object.entries(content).filter(([, { example }]) => example !== undefined)
    expect(examples.length).toBeGreaterThan(4)
    for (const [type, { example }] of examples) {
      const body = typeof example === 'string' ? example : JSON.stringify(example)
      const response = await house.post('/api/validate', body, { 'content-type': type })
      expect([type, response.status]).toEqual([type, 200])
      expect((await json(response)).results.length).toBeGreaterThan(0)
    }
  })
})

describe('the playground without scripts', () => {
  let house: Awaited<ReturnType<typeof openWorkbench>>
  beforeAll(async () => {
    house = await openWorkbench()
  })
  afterAll(() => house.close())
  const page = async (fields: Record<string, string>) =>
    (await house.post('/profiles/playground', form(fields))).text()

  it('offers every profile and says nothing before it is asked', async () => {
    const text = await (await house.app.request('/profiles/playground?profile=soil')).text()
    for (const id of ['kernel', 'geology', 'soil']) expect(text).toContain(`name="profile" value="${id}"`)
    expect(text).toMatch(/value="soil" checked/)
    expect(text).not.toContain('result-title')
  })

  it('shows results beside the lines that they speak of, with what was sent', async () => {
    const text = await page({ document: NAMELESS, format: 'turtle', profile: 'geology' })
    expect(text).toContain('Does not conform')
    expect(text).toMatch(
      /<li id="line-3" class="warning"[^>]*><code> {2}schema:elevation[\s\S]*elevation should be a decimal/,
    )
    expect(text).toContain('write it as xsd:decimal')
    expect(text).toContain('formaction="/api/validate"')
    expect(text).toMatch(/value="geology" checked/)
  })

  it('shows a harvested page as text, never as markup', async () => {
    const text = await page({ sample: SAMPLE, profile: 'kernel' })
    expect(text).toContain('As it was harvested from https://repository.example/1')
    expect(text).toContain('&lt;b&gt;markup&lt;/b&gt;')
    expect(text).not.toContain('<b>markup')
  })

  it.each([
    [{ document: '</textarea><script>alert(1)</script>', format: 'turtle' }, 'It could not be checked'],
    [
      { document: NAMELESS, format: 'turtle', shapes: '</textarea><script>alert(1)</script>' },
      'Shapes, line',
    ],
    [{ sample: '<script>alert(1)</script>' }, 'no sample'],
    [{ document: '' }, 'the body is empty'],
  ])('says what is wrong with %j', async (fields, says) => {
    const text = await page(fields as Record<string, string>)
    expect(text).toContain(says)
    expect(text).not.toContain('<script>alert')
  })
})

describe('checks that do not end', () => {
  it('are ended at their deadline, two at once and no more; then the next one is served', async () => {
    const house = await openWorkbench({ deadlineMs: 1500 })
    const endless = () => house.post('/api/validate', form({ document: MANY, shapes: ENDLESS, format: 'nt' }))
    const answers = await Promise.all([endless(), endless(), endless()])
    expect(answers.map(({ status }) => status).sort()).toEqual([503, 504, 504])
    const refused = answers.find(({ status }) => status === 503)
    expect(refused?.headers.get('retry-after')).toBe('5')
    expect((await house.post('/api/validate', NAMELESS, TURTLE)).status).toBe(200)
    await house.close()
  }, 90_000)

  it('do not take the server with them when they need too much memory', async () => {
    const house = await openWorkbench({ memoryMb: 16 })
    const response = await house.post('/api/validate', NAMELESS, TURTLE)
    expect(response.status).toBe(500)
    expect((await json(response)).type).toContain('check-crashed')
    await house.close()
  }, 60_000)
})
