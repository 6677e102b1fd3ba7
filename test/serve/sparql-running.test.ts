import { describe, expect, it } from 'vitest'
import { asOperator, failing, openHouse, TOKEN, twoRows } from './operation-house.ts'

const QUERY = 'SELECT * WHERE { ?s ?p ?o }'
const NAME = 'demo-name-0123456789'
const json = async (response: Response | Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await response).json()) as Record<string, unknown>

describe('a running query', () => {
  it('can be looked at under the name that its client chose, while it runs and after', async () => {
    const { ask, get, come, arrived } = openHouse()
    const asked = ask(QUERY, { 'lodestone-query-id': NAME })
    await arrived(1)
    expect(await json(get(`/sparql/queries/${NAME}`))).toMatchObject({
      id: NAME,
      state: 'running',
      form: 'SELECT',
      generation: 7,
      deadline: expect.stringMatching(/Z$/),
    })
    come[0]?.answer(twoRows())
    expect((await asked).headers.get('lodestone-query-id')).toBe(NAME)
    const after = await json(get(`/sparql/queries/${NAME}`))
    expect(after).toMatchObject({ state: 'done', rows: 2, bytes: 15, generation: 8 })
    expect(after).not.toHaveProperty('client')
    expect(after).not.toHaveProperty('text')
  })

  it('is cancelled by DELETE: the engine is told, and who asked gets a visible failure', async () => {
    const { ask, get, come, arrived } = openHouse()
    const asked = ask(QUERY, { 'lodestone-query-id': NAME })
    await arrived(1)
    const cancelled = await get(`/sparql/queries/${NAME}`, { method: 'DELETE' })
    expect([cancelled.status, await json(cancelled)]).toMatchObject([202, { state: 'cancelled' }])
    expect(come[0]?.options.signal?.aborted).toBe(true)
    const failure = await asked
    expect([failure.status, await json(failure)]).toMatchObject([
      409,
      { type: 'urn:problem:lodestone:query-cancelled' },
    ])
    const again = await get(`/sparql/queries/${NAME}`, { method: 'DELETE' })
    expect([again.status, await json(again)]).toMatchObject([200, { state: 'cancelled' }])
  })

  it('is cancelled while it waits for others of the same client, and never reaches the engine', async () => {
    const { ask, get, come, arrived } = openHouse({ settings: { queryConcurrency: 1 } })
    const first = ask(QUERY)
    await arrived(1)
    const second = ask('ASK {}', { 'lodestone-query-id': NAME })
    expect(await json(get(`/sparql/queries/${NAME}`))).toMatchObject({ state: 'waiting' })
    await get(`/sparql/queries/${NAME}`, { method: 'DELETE' })
    expect((await second).status).toBe(409)
    come[0]?.answer(twoRows())
    expect((await first).status).toBe(200)
    expect(come).toHaveLength(1)
  })

  it('gets a name that nobody can guess when the client chose none', async () => {
    const { ask, get } = openHouse({ reply: twoRows })
    const names = await Promise.all(
      [1, 2, 3].map(async () => (await ask(QUERY)).headers.get('lodestone-query-id') ?? ''),
    )
    expect(new Set(names).size).toBe(3)
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect((await get(`/sparql/queries/${names[0]}`)).headers.get('access-control-allow-origin')).toBe('*')
  })

  it.each(['short', 'with blanks 0123456789', '../../0123456789abcdef', 'x'.repeat(65), 'é'.repeat(16)])(
    'is not run under the name %j',
    async name => {
      const { ask, come } = openHouse()
      const refused = await ask(QUERY, { 'lodestone-query-id': name })
      expect([refused.status, await json(refused)]).toMatchObject([
        400,
        { type: 'urn:problem:lodestone:bad-query-id' },
      ])
      expect(refused.headers.get('lodestone-query-id')).toBeNull()
      expect(refused.headers.get('access-control-allow-origin')).toBe('*')
      expect(come).toHaveLength(0)
    },
  )

  it('does not get the name of another one, which stays as it is', async () => {
    const { ask, get, come, arrived } = openHouse()
    const first = ask(QUERY, { 'lodestone-query-id': NAME })
    await arrived(1)
    expect((await ask('ASK {}', { 'lodestone-query-id': NAME, from: '192.0.2.2' })).status).toBe(409)
    expect(await json(get(`/sparql/queries/${NAME}`))).toMatchObject({ state: 'running', form: 'SELECT' })
    come[0]?.answer(failing('deadline'))
    expect((await first).status).toBe(504)
    expect(await json(get(`/sparql/queries/${NAME}`))).toMatchObject({ state: 'failed', outcome: 'deadline' })
  })

  it('of an unknown name is a problem, and only GET and DELETE are possible', async () => {
    const { get } = openHouse()
    for (const method of ['GET', 'DELETE'])
      expect((await get('/sparql/queries/nope', { method })).status).toBe(404)
    expect(await json(get('/sparql/queries/nope'))).toMatchObject({ title: 'No such query' })
    const refused = await get('/sparql/queries/nope', { method: 'PUT' })
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, DELETE, OPTIONS'])
  })
})

describe('the limits of a client', () => {
  const expensive = () => {
    let now = 0
    const house = openHouse({
      settings: { queryBudgetSeconds: 1, queryErrorsPerMinute: 2 },
      ticks: () => now,
      reply: text => {
        now += text.includes('slow') ? 1500 : 0
        return text.includes('wrong') ? failing('query-syntax') : twoRows()
      },
    })
    return { ...house, pass: (ms: number) => (now += ms) }
  }

  it('are told with every answer; what is too much is 429 until Retry-After is over', async () => {
    const { ask, pass } = expensive()
    const first = await ask('ASK { } # slow')
    expect(first.status).toBe(200)
    expect(first.headers.get('ratelimit-policy')).toContain('"query-seconds";q=1;w=60')
    expect(first.headers.get('ratelimit')).toContain('"query-seconds";r=0')
    const refused = await ask(QUERY)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '29'])
    expect(refused.headers.get('lodestone-query-id')).toBeNull()
    expect((await ask(QUERY, { from: '192.0.2.2' })).status).toBe(200)
    pass(28_400)
    expect((await ask(QUERY)).status).toBe(429)
    pass(600)
    expect((await ask(QUERY)).status).toBe(200)
  })

  it('cannot be escaped by writing another address into X-Forwarded-For', async () => {
    const { ask } = expensive()
    await ask('ASK { } # slow', { 'x-forwarded-for': '203.0.113.1' })
    for (const pretended of ['203.0.113.2', '127.0.0.1'])
      expect((await ask(QUERY, { 'x-forwarded-for': pretended })).status).toBe(429)
  })

  it('count failed queries, whatever they are', async () => {
    const { ask } = expensive()
    for (let n = 0; n < 2; n++) expect((await ask('wrong')).status).toBe(400)
    const refused = await ask(QUERY)
    expect([refused.status, (await json(refused)).type]).toEqual([
      429,
      'urn:problem:lodestone:too-many-errors',
    ])
  })

  it('let a client that has the answer know so for nothing', async () => {
    const { ask } = expensive()
    const generation7 = (await ask('SELECT * {}')).headers.get('etag')?.replace('"8.', '"7.') ?? ''
    await ask('ASK { } # slow')
    expect((await ask('SELECT * {}', { 'if-none-match': generation7 })).status).toBe(304)
    expect((await ask('SELECT * {}')).status).toBe(429)
  })

  it('do not hold on this machine, unless the settings say so', async () => {
    for (const [queryLimitsOnLoopback, status] of [
      [false, 200],
      [true, 429],
    ] as const) {
      let now = 0
      const reply = () => {
        now += 100_000
        return twoRows()
      }
      const house = openHouse({
        settings: { queryLimitsOnLoopback, queryBudgetSeconds: 1 },
        ticks: () => now,
        reply,
      })
      await house.ask(QUERY, { from: '127.0.0.1' })
      expect((await house.ask(QUERY, { from: '127.0.0.1' })).status).toBe(status)
      expect((await house.ask(QUERY, { from: '::1' })).headers.has('ratelimit')).toBe(queryLimitsOnLoopback)
    }
  })

  it('are not kept when a proxy hides the clients, and the operator is told', async () => {
    const { ask, operation } = openHouse({ reply: twoRows })
    expect(operation.notes()).toEqual([])
    const answer = await ask(QUERY, { from: '127.0.0.1', 'x-forwarded-for': '203.0.113.1' })
    expect([answer.status, answer.headers.has('ratelimit')]).toEqual([200, false])
    expect(operation.notes()).toEqual([expect.stringContaining('trustProxy')])
  })
})

describe('the lists for operators', () => {
  it('are shown to nobody without the token, and need one to be set', async () => {
    const { get } = openHouse()
    for (const path of ['/sparql/queries', '/sparql/slow']) {
      const wrong = ['', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${btoa(TOKEN)}`, 'Bearer']
      for (const authorization of wrong) {
        const refused = await get(path, { from: '127.0.0.1', ...(authorization && { authorization }) })
        expect(refused.status).toBe(401)
        expect(refused.headers.get('www-authenticate')).toContain('Bearer')
      }
    }
    const unset = openHouse({ settings: { operatorToken: undefined } })
    const refused = await unset.get('/sparql/slow', { authorization: 'Bearer undefined' })
    expect([refused.status, (await json(refused)).detail]).toEqual([
      403,
      expect.stringContaining('LODESTONE_OPERATOR_TOKEN'),
    ])
  })

  it('show all queries, the newest first, with a pseudonym in place of the address', async () => {
    const { ask, get, arrived } = openHouse()
    ask(QUERY, { 'lodestone-query-id': NAME })
    await arrived(1)
    const all = await (await get('/sparql/queries', asOperator)).text()
    expect(JSON.parse(all)).toMatchObject({ running: 1, waiting: 0, queries: [{ id: NAME, text: QUERY }] })
    expect(all).not.toContain('192.0.2.1')
  })

  it('show the slow queries to browsers as a table in which nothing runs', async () => {
    const { ask, get } = openHouse({ reply: twoRows })
    const hostile = 'SELECT * { ?s ?p "</pre><script>alert(1)</script>" }'
    await ask(hostile)
    await ask(hostile)
    expect(await json(get('/sparql/slow', asOperator))).toMatchObject({
      queries: [{ text: hostile, times: 2 }],
    })
    const page = await get('/sparql/slow', {
      authorization: `Basic ${btoa(`operator:${TOKEN}`)}`,
      accept: 'text/html,*/*;q=0.8',
    })
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await page.text()
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toContain('<script')
  })
})
