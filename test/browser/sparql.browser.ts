import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { portalInBrowser } from './running-portal.ts'

const MATERIAL = 'https://w3id.org/isample/vocabulary/material'
const outcomes = Array.from({ length: 40 }, (_, index) =>
  recordOf(`https://repository.example/piece-${index}`, [
    {
      iri: `https://doi.org/10.60510/demo-piece-${index}`,
      name: `Demo piece ${index}`,
      materials: [`${MATERIAL}/${index % 3 === 0 ? 'sediment' : 'rock'}`],
      wkt:
        index === 0
          ? 'POLYGON((5 45, 25 45, 25 60, 5 60, 5 45))'
          : `POINT(${-160 + index * 8} ${-50 + index * 2})`,
      from: String(1970 + index),
      ...(index > 0 && { parents: ['https://doi.org/10.60510/demo-piece-0'] }),
    },
  ]),
)

const portal = portalInBrowser(outcomes)

const open = async (query?: string, options = {}) => {
  const { page, faults } = await portal.open(undefined, options)
  await page.goto(`${portal.url()}/sparql${query === undefined ? '' : `#query=${encodeURIComponent(query)}`}`)
  await page.locator('form[data-ready]').waitFor()
  return { page, faults }
}
const run = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const status = page.locator('#answer-status')
  await expect.poll(() => status.textContent()).not.toMatch(/^$|^Running|^Receiving/)
  return (await status.textContent()) ?? ''
}
const view = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })
const type = async (page: Page, text: string): Promise<void> => {
  await page.locator('#editor .CodeMirror').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(text)
}
const hints = (page: Page) => page.locator('.CodeMirror-hints li')
const code = (page: Page) => page.locator('#editor .CodeMirror-code')

const PLACES = `SELECT ?sample ?name ?where {
  ?sample a sosa:Sample ; schema:name ?name ; geo:hasGeometry/geo:asWKT ?where
} ORDER BY ?name`
const MANY = 'SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s'

describe('the query page in a browser', () => {
  it('finds an example by a word of its description and shows its rows at one click', async () => {
    const { page, faults } = await open()
    const examples = page.locator('button.example:visible')
    const all = await examples.count()
    await page.getByRole('searchbox', { name: 'Search examples' }).fill('decade')
    await expect.poll(() => examples.count()).toBe(1)
    expect(all).toBeGreaterThan(1)
    await examples.first().click()
    await page.locator('#answer tbody tr').first().waitFor()
    await expect.poll(() => page.locator('#answer tbody tr').count()).toBe(4)
    await expect
      .poll(() => page.locator('#answer-status').textContent())
      .toMatch(/^4 rows in .*generation 40 limit 30 s/)
    expect(faults).toEqual([])
  })

  it('sorts and filters all rows, and draws many of them a page at a time', async () => {
    const { page, faults } = await open(MANY)
    await run(page)
    const rows = page.locator('#answer tbody tr')
    await expect.poll(() => rows.count()).toBe(100)
    const told = page.locator('.over-table [role="status"]')
    await expect.poll(() => told.textContent()).toMatch(/^[\d,]+ rows: 1 to 100 on this page$/)
    await page.getByRole('button', { name: 'Next page' }).click()
    await expect.poll(() => told.textContent()).toContain('101 to 200')
    await page.getByRole('searchbox', { name: 'Filter rows' }).fill('schema.org/name demo-piece-7')
    await expect.poll(() => told.textContent()).toMatch(/^1 row of /)
    await expect.poll(() => rows.first().textContent()).toContain('schema:name')
    await page.getByRole('searchbox', { name: 'Filter rows' }).fill('schema.org/name demo-piece')
    await expect.poll(() => told.textContent()).toMatch(/^40 rows/)
    await page.locator('#answer th button', { hasText: /^o/ }).click()
    await page.locator('th[aria-sort="ascending"] button').click()
    // Numbers within texts are counted: 9 comes before 39.
    await expect.poll(() => rows.first().textContent()).toContain('Demo piece 39')
    await expect.poll(() => page.locator('th[aria-sort="descending"]').count()).toBe(1)
    expect(faults).toEqual([])
  })

  it('leads from an identifier in the table to its page here', async () => {
    const { page } = await open(PLACES)
    await run(page)
    await page.locator('#answer tbody a').first().click()
    await page.waitForURL(/\/samples\//)
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('Demo piece 0')
  })

  it('puts WKT on a map, and shows the row of a shape that is chosen by keyboard', async () => {
    const { page, faults } = await open(PLACES)
    await run(page)
    await view(page, 'Map').click()
    const shape = page.locator('.answer-map path[aria-label="Demo piece 3"]')
    await shape.waitFor()
    await expect.poll(() => page.locator('.answer-map path[role="button"]').count()).toBe(40)
    await shape.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.chosen').textContent()).toContain('POINT(-136 -44)')
    await expect.poll(() => page.url()).toContain('view=map')
    expect(faults).toEqual([])
  })

  it('draws a label and a number as bars', async () => {
    const { page, faults } = await open(
      'SELECT ?material (COUNT(?s) AS ?samples) { ?s schema:material ?material } GROUP BY ?material ORDER BY DESC(?samples)',
    )
    await run(page)
    await view(page, 'Chart').click()
    await expect.poll(() => page.locator('.chart rect').count()).toBe(2)
    await expect.poll(() => page.locator('.chart .value').allTextContents()).toEqual(['26', '14'])
    await expect.poll(() => page.getByRole('img', { name: /^samples by material, 2 values/ }).count()).toBe(1)
    expect(faults).toEqual([])
  })

  it('shows a constructed graph as Turtle, as a table and as nodes that arrow keys lead through', async () => {
    const { page, faults } = await open(
      'CONSTRUCT { ?s a sosa:Sample ; dcterms:isPartOf ?parent } WHERE { ?s a sosa:Sample ; dcterms:isPartOf ?parent } LIMIT 20',
    )
    expect(await run(page)).toMatch(/^40 statements/)
    await expect
      .poll(() => page.locator('#answer pre').textContent())
      .toMatch(/^@prefix dcterms: <.*>.*a sosa:Sample ;\n {4}dcterms:isPartOf /s)
    await view(page, 'Turtle').focus()
    await page.keyboard.press('ArrowRight')
    await page.locator('#answer tbody tr').first().waitFor()
    await page.keyboard.press('ArrowRight')
    await page.locator('svg.graph .node').first().waitFor()
    await expect.poll(() => page.locator('svg.graph .node').count()).toBe(21)
    await expect.poll(() => page.locator('svg.graph .node[tabindex="0"]').count()).toBe(1)
    await page.locator('svg.graph .node[tabindex="0"]').focus()
    const before = await page.evaluate('document.activeElement.getAttribute("aria-label")')
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const after = await page.evaluate('document.activeElement.getAttribute("aria-label")')
    expect([before, after].every(label => /demo-piece-\d+.*links?$/.test(String(label)))).toBe(true)
    await expect.poll(() => page.locator('.chosen h3').textContent()).toContain('demo-piece-')
    expect(faults).toEqual([])
  })

  it('answers yes or no', async () => {
    const { page } = await open('ASK { ?s a sosa:Sample }')
    expect(await run(page)).toMatch(/^Yes in /)
  })

  it('marks an error where the engine found it', async () => {
    const { page } = await open('SELECT *\nWHERE {\n  ?s ?p\n}')
    expect(await run(page)).toContain('The query cannot be answered')
    await expect.poll(() => page.locator('#editor .wrong-note').count()).toBe(1)
    await expect.poll(() => page.locator('#editor .wrong').textContent()).toBe('}')
    await type(page, ' ')
    await expect.poll(() => page.locator('#editor .wrong-note').count()).toBe(0)
  })

  it('completes classes, then properties of that class, and declares their prefixes', async () => {
    const { page, faults } = await open('SELECT * WHERE {\n  ?s')
    await type(page, ' a sampl')
    await hints(page).filter({ hasText: 'sosa:Sample' }).first().waitFor()
    await expect.poll(() => hints(page).first().textContent()).toMatch(/^sosa:Sample.*40$/)
    await page.keyboard.press('Enter')
    await page.keyboard.type(' ; mate')
    await hints(page).filter({ hasText: 'schema:material' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => code(page).textContent()).toContain('schema:material')
    await expect
      .poll(() => code(page).textContent())
      .toMatch(/PREFIX schema:.*PREFIX sosa:|PREFIX sosa:.*PREFIX schema:/s)
    expect(faults).toEqual([])
  })

  it('offers only properties that things of the class have', async () => {
    const { page } = await open('SELECT * WHERE {\n  ?g a geo:Geometry ;')
    await type(page, ' as')
    await hints(page).filter({ hasText: 'geo:asWKT' }).waitFor()
    await expect.poll(() => hints(page).filter({ hasText: 'schema:' }).count()).toBe(0)
  })

  it('keeps the query and the view in a link, and the last queries in this browser', async () => {
    const { page } = await open(PLACES)
    await run(page)
    await view(page, 'Map').click()
    await expect.poll(() => page.url()).toContain('view=map')
    expect(page.url()).not.toContain('PREFIX')
    const again = await page.context().newPage()
    await again.goto(page.url())
    await again.locator('form[data-ready]').waitFor()
    await expect.poll(() => code(again).textContent()).toContain('geo:hasGeometry/geo:asWKT ?where')
    await expect.poll(() => code(again).textContent()).toContain('PREFIX geo:')
    await run(again)
    await again.locator('.answer-map path').first().waitFor()
    await again.getByText('Your last queries (1)').click()
    await again.getByRole('button', { name: 'Forget them' }).click()
    await expect.poll(() => again.locator('#history').isVisible()).toBe(false)
  })

  it('gives the answer as files with names, and the query as programs', async () => {
    const { page, faults } = await open()
    await page.locator('button.example').first().click()
    const link = page.getByRole('link', { name: 'CSV', exact: true })
    await link.waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toBe('samples-per-material.csv')
    expect(await readFile(await download.path(), 'utf8')).toMatch(/^material,label,samples\r?\n/)
    await page.getByText('Use this query in a program').click()
    await expect
      .poll(() => page.locator('#code-text').textContent())
      .toContain(`curl --fail-with-body '${portal.url()}/sparql'`)
    await page.getByRole('tab', { name: 'curl' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.locator('#code-text').textContent()).toContain('import requests')
    expect(faults).toEqual([])
  })

  it('stops a query when it is told to, and explains what the server could not do', async () => {
    const { page } = await open('ASK {}')
    let release = (): void => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    await page.route('**/sparql', async route => {
      await held
      await route.abort().catch(() => undefined)
    })
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect.poll(() => page.locator('#answer-status').textContent()).toBe('Stopped.')
    release()
    await page.unroute('**/sparql')
    const problem = { title: 'Too many queries', detail: 'the budget of 60 s is used up' }
    await page.route('**/sparql', route =>
      route.fulfill({
        status: 429,
        headers: { 'retry-after': '12', 'content-type': 'application/problem+json' },
        body: JSON.stringify(problem),
      }),
    )
    expect(await run(page)).toMatch(/Too many queries.*budget of 60 s.*Try again in 12 seconds/)
  })

  it('fits a phone in light and dark, whatever view is chosen', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults } = await open(PLACES, { viewport: { width: 390, height: 844 }, colorScheme })
      await run(page)
      for (const name of ['Map', 'Response', 'Table']) {
        await view(page, name).click()
        expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 390])
      }
      expect(faults).toEqual([])
    }
  })

  it('works without scripts: the form brings the answer', async () => {
    const { page } = await portal.open(undefined, { javaScriptEnabled: false })
    await page.goto(`${portal.url()}/sparql`)
    await page.locator('#query').fill('ASK {}')
    await page.locator('#format').selectOption('json')
    const [response] = await Promise.all([page.waitForResponse('**/sparql'), page.locator('#run').click()])
    expect(response.status()).toBe(200)
    expect(response.headers()['content-type']).toContain('application/sparql-results+json')
  })
})
