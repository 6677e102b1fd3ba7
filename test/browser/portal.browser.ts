import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { portalInBrowser } from './running-portal.ts'

const CORE = 'https://doi.org/10.60510/demo-core'
const MATERIAL = 'https://w3id.org/isample/vocabulary/material'
const outcomes = [
  recordOf('https://repository.example/core', [
    {
      iri: CORE,
      identifier: '10.60510/DEMO-CORE',
      name: 'Demo core',
      materials: [`${MATERIAL}/rock`],
      wkt: 'POINT(10 50)',
      from: '1998-07-21',
      collectors: [{ id: 'https://orcid.org/0000-0002-1825-0097', name: 'Josiah Carberry' }],
      publications: [
        { id: 'https://doi.org/10.5555/demo-paper', title: 'A demo paper', relation: 'IsCitedBy' },
      ],
    },
  ]),
  ...Array.from({ length: 30 }, (_, index) =>
    recordOf(`https://repository.example/piece-${index}`, [
      {
        iri: `https://doi.org/10.60510/demo-piece-${index}`,
        name: `Demo piece ${index} with a_very_long_word_that_no_phone_can_hold_in_one_line_of_its_narrow_screen`,
        materials: [`${MATERIAL}/${index % 3 === 0 ? 'sediment' : 'rock'}`],
        wkt: `POINT(${-170 + index * 12} ${-60 + index * 4})`,
        from: String(1970 + index),
        parents: [CORE],
      },
    ]),
  ),
]

const paths = [
  '/',
  '/search',
  `/samples/${encodeURIComponent(CORE)}`,
  '/sparql',
  '/sources',
  '/about',
  '/search/facets/material',
]

const portal = portalInBrowser(outcomes)
const { open } = portal

const total = async (page: Page): Promise<number> =>
  Number(await page.locator('#total').getAttribute('data-total'))
const numberIn = (text: string | null): number => Number(/\d+/.exec(text ?? '')?.[0])

describe('the portal in a browser', () => {
  it('opens every page without errors and without asking any other host', async () => {
    const { page, faults } = await open()
    for (const path of paths) {
      await page.goto(portal.url() + path, { waitUntil: 'networkidle' })
      expect([path, faults]).toEqual([path, []])
    }
  })

  it('never scrolls sideways on a phone, in light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults } = await open(undefined, { viewport: { width: 390, height: 844 }, colorScheme })
      for (const path of paths) {
        await page.goto(portal.url() + path, { waitUntil: 'networkidle' })
        expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 390])
      }
      expect(faults).toEqual([])
    }
  })

  it('finds what a facet promises, from the search box to the page of a sample', async () => {
    const { page, faults } = await open()
    await page.goto(portal.url())
    await page.getByRole('searchbox', { name: 'Search samples' }).fill('demo piece')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForURL(/q=demo\+piece/)
    expect(await total(page)).toBe(30)
    const facet = page.locator('a[data-facet="material"]', {
      has: page.locator('.label', { hasText: /^Sediment$/ }),
    })
    const promised = numberIn(await facet.locator('.count').textContent())
    await expect.poll(() => facet.isVisible()).toBe(false)
    await page.getByText(/^Show \d+ more of Material/).click()
    await facet.click()
    await page.waitForURL(/material=/)
    expect([promised, await total(page)]).toEqual([10, 10])
    await page
      .getByRole('link', { name: /Demo piece 0/ })
      .first()
      .click()
    await page.waitForURL(/\/samples\//)
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('Demo piece 0')
    await expect.poll(() => page.getByRole('link', { name: 'Demo core' }).count()).toBeGreaterThan(0)
    expect(faults).toEqual([])
  })

  it('is usable by keyboard alone: skip link, tab to a facet, Enter', async () => {
    const { page } = await open()
    await page.goto(`${portal.url()}/search`, { waitUntil: 'networkidle' })
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    await page.keyboard.press('Enter')
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate('document.activeElement.dataset.facet === "material"')) break
    }
    const promised = Number(
      await page.evaluate('/\\d+/.exec(document.activeElement.querySelector(".count").textContent)[0]'),
    )
    await page.keyboard.press('Enter')
    await page.waitForURL(/material=/)
    expect(promised).toBeGreaterThan(0)
    expect(await total(page)).toBe(promised)
  })

  it('opens groups on the map by keyboard and searches in the area in view', async () => {
    const { page, faults } = await open()
    await page.goto(`${portal.url()}/search`, { waitUntil: 'networkidle' })
    await page.locator('#map .group').first().waitFor()
    await expect
      .poll(() => page.locator('#map-status').textContent())
      .toMatch(/31 samples on this part of the map/)
    await page.locator('#map').focus()
    await page.keyboard.press('+')
    const status = () => page.locator('#map-status').textContent()
    await expect.poll(status).not.toMatch(/^31 /)
    const shown = numberIn(await status())
    await page.getByRole('button', { name: 'Search in this area' }).click()
    await page.waitForURL(/bbox=/)
    expect(await total(page)).toBe(shown)
    expect(faults).toEqual([])
  })

  it('runs an example query and shows its rows; the address then leads back to the query', async () => {
    const { page, faults } = await open()
    await page.goto(`${portal.url()}/sparql`, { waitUntil: 'networkidle' })
    await page.locator('button.example').first().click()
    await page.locator('#answer tbody tr').first().waitFor()
    await expect.poll(() => page.locator('#answer-status').textContent()).toMatch(/^\d+ rows? in /)
    await expect.poll(() => page.url()).toContain('#query=')
    const again = await open()
    await again.page.goto(page.url(), { waitUntil: 'networkidle' })
    await expect.poll(() => again.page.locator('.CodeMirror').textContent()).toContain('SELECT')
    expect([faults, again.faults]).toEqual([[], []])
  })

  it('declares the prefixes that a query uses, and shows where a query is wrong', async () => {
    const { page } = await open()
    const ask = async (query: string) => {
      await page.goto('about:blank')
      await page.goto(`${portal.url()}/sparql#query=${encodeURIComponent(query)}`, {
        waitUntil: 'networkidle',
      })
      await page.getByRole('button', { name: 'Run' }).click()
      const status = () => page.locator('#answer-status').textContent()
      await expect.poll(status).not.toMatch(/^(|Running…)$/)
      return status()
    }
    expect(await ask('SELECT (COUNT(*) AS ?n) { ?s a sosa:Sample }')).toMatch(/^1 row in/)
    await expect.poll(() => page.locator('#answer td').textContent()).toBe('31')
    expect(await ask('SELECT * WHERE { ?s ?p }')).toContain('The query cannot be answered')
  })

  it('works without scripts: search, facets, map links, SPARQL form', async () => {
    const { page } = await open(undefined, { javaScriptEnabled: false })
    await page.goto(`${portal.url()}/search`)
    await page.locator('a[data-facet="material"]').first().click()
    await page.waitForURL(/material=/)
    expect(await total(page)).toBeGreaterThan(0)
    await page.goto(`${portal.url()}/search`)
    await page.locator('.clusters a').first().click()
    await expect.poll(() => page.url()).toMatch(/bbox=|\/samples\//)
    await page.goto(`${portal.url()}/sparql`)
    await expect.poll(() => page.locator('textarea#query').isVisible()).toBe(true)
  })
})
