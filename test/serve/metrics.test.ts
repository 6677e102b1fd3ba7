import { describe, expect, it } from 'vitest'
import { OPEN_METRICS, PROMETHEUS, writeMetrics } from '../../src/serve/operation/exposition.ts'
import { counter, histogram, reading } from '../../src/serve/operation/metric.ts'
import { asOperator, failing, openHouse, twoRows } from './operation-house.ts'

describe('/metrics', () => {
  const scrape = async (house: ReturnType<typeof openHouse>, headers: Record<string, string> = {}) =>
    (await house.get('/metrics', { from: '127.0.0.1', ...headers })).text()

  it('tells queries by form, outcome and format, the limits, and the state of the parts', async () => {
    const house = openHouse({
      reply: text => (text.includes('long') ? failing('deadline') : twoRows()),
      settings: { queryErrorsPerMinute: 1 },
    })
    await house.ask('SELECT * {}')
    await house.ask('ASK { } # long')
    await house.ask('ASK {}')
    const text = await scrape(house)
    for (const expected of [
      'lodestone_queries_total{form="SELECT",outcome="done",format="tsv"} 1',
      'lodestone_queries_total{form="ASK",outcome="deadline",format="none"} 1',
      'lodestone_queries_limited_total{limit="too-many-errors"} 1',
      'lodestone_query_duration_seconds_count{form="SELECT"} 1',
      'lodestone_query_answer_bytes_total{format="tsv"} 15',
      'lodestone_queries_active{state="running"} 0',
      'lodestone_http_requests_total{route="/sparql",method="GET",status="429"} 1',
      'lodestone_archive_generation 9',
      'lodestone_graph_lag 2',
      'lodestone_catalogue_samples 2',
    ])
      expect(text).toContain(`${expected}\n`)
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
  })

  it('has no label that a client writes: paths, methods, formats, names and agents', async () => {
    const house = openHouse({ reply: twoRows })
    const evil = 'evil"} 1\nlodestone_forged 1'
    for (let n = 0; n < 5; n++) await house.get(`/${encodeURIComponent(evil)}${n}`, { method: `EVIL${n}` })
    await house.get(`/sparql/queries/${encodeURIComponent(evil)}`)
    await house.ask('SELECT * {}', { accept: 'text/evil, */*;q=0.1', 'user-agent': 'evil' })
    const text = await scrape(house)
    expect(text.toLowerCase()).not.toContain('evil')
    expect(text).not.toContain('forged')
    expect(text).toContain('lodestone_http_requests_total{route="none",method="other",status="404"} 5\n')
    expect(text).toContain('route="/sparql/queries/:id"')
  })

  it('is for the operator, and for programs on this machine that no proxy stands before', async () => {
    const { get } = openHouse()
    const status = async (headers: Record<string, string>) => (await get('/metrics', headers)).status
    expect(await status({ from: '192.0.2.1' })).toBe(401)
    expect(await status({ from: '192.0.2.1', ...asOperator })).toBe(200)
    expect(await status({ from: '127.0.0.1' })).toBe(200)
    expect(await status({ from: '127.0.0.1', 'x-forwarded-for': '127.0.0.1' })).toBe(401)
  })

  it('of a public server wants the token on this machine, too: a proxy may leave no mark', async () => {
    const base = 'https://graph.example'
    const open = openHouse({ settings: { base } })
    expect((await open.get('/metrics', { from: '127.0.0.1' })).status).toBe(401)
    const trusting = openHouse({ settings: { base, trustProxy: 1 } })
    expect((await trusting.get('/metrics', { from: '127.0.0.1' })).status).toBe(200)
  })

  it('is OpenMetrics for who asks for it', async () => {
    const house = openHouse()
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1'
    const answer = await house.get('/metrics', { from: '127.0.0.1', accept })
    expect(answer.headers.get('content-type')).toBe(OPEN_METRICS)
    expect((await answer.text()).endsWith('\n# EOF\n')).toBe(true)
    expect((await house.get('/metrics', { from: '127.0.0.1' })).headers.get('content-type')).toBe(PROMETHEUS)
  })
})

describe('the text formats of metrics', () => {
  it('escape what labels and help hold', () => {
    const family = counter('demo', 'a "b" \\ c\nd')
    family.add({ name: 'x"} 1\ny\\' })
    expect(writeMetrics([family], PROMETHEUS)).toBe(
      '# HELP demo_total a "b" \\\\ c\\nd\n# TYPE demo_total counter\ndemo_total{name="x\\"} 1\\ny\\\\"} 1\n',
    )
    expect(writeMetrics([family], OPEN_METRICS)).toBe(
      '# HELP demo a \\"b\\" \\\\ c\\nd\n# TYPE demo counter\ndemo_total{name="x\\"} 1\\ny\\\\"} 1\n# EOF\n',
    )
  })

  it('count observations of a histogram up to each bound', () => {
    const family = histogram('demo', 'h', [0.5, 1])
    for (const value of [0.5, 0.7, 3]) family.observe({}, value)
    expect(writeMetrics([family], OPEN_METRICS).split('\n').slice(2, -2)).toEqual([
      'demo_bucket{le="0.5"} 1',
      'demo_bucket{le="1.0"} 2',
      'demo_bucket{le="+Inf"} 3',
      'demo_sum 4.2',
      'demo_count 3',
    ])
  })

  it('sum up what has too many labels, and leave out what is not known', () => {
    const family = counter('demo', 'h')
    for (let n = 0; n < 5000; n++) family.add({ name: String(n) })
    const samples = family.collect()
    expect(samples.length).toBeLessThanOrEqual(1001)
    expect(samples.find(({ labels }) => labels.name === 'other')?.value).toBe(4000)
    expect(writeMetrics([reading('gauge', 'demo', 'h', () => undefined)], PROMETHEUS)).toBe('\n')
  })
})
