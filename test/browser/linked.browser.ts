import { describe, expect, it } from 'vitest'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { portalInBrowser } from './running-portal.ts'

const CORE = 'https://doi.org/10.60510/demo-core'
const PAPER = 'https://doi.org/10.5555/demo-paper'
const PERSON = { id: 'https://orcid.org/0000-0002-1825-0097', name: 'Josiah Carberry' }
const HOUSE = { id: 'https://house.example/', name: 'Demo core house' }
const NAMESAKE = { id: 'http://localhost:3030/.well-known/genid/name', name: 'Demo namesake' }
const of = (kind: string, id: string): string => `/${kind}/${encodeURIComponent(id)}`
const outcomes = [
  recordOf('https://repository.example/core', [
    {
      iri: CORE,
      identifier: '10.60510/DEMO-CORE',
      name: 'Demo core',
      wkt: 'POINT(10 50)',
      from: '1998-07-21',
      collectors: [PERSON, NAMESAKE],
      custodians: [HOUSE],
      publications: [{ id: PAPER, title: 'A demo paper', relation: 'IsCitedBy' }],
    },
  ]),
  recordOf('https://other.example/core', [
    { iri: CORE, name: 'Another name of the core', wkt: 'POINT(10 50.4)', from: '2003' },
  ]),
  ...Array.from({ length: 20 }, (_, index) =>
    recordOf(`https://repository.example/piece-${index}`, [
      {
        iri: `https://doi.org/10.60510/demo-piece-${index}`,
        name: `Demo piece ${index}`,
        parents: [CORE],
        collectors: [PERSON],
      },
    ]),
  ),
]
const paths = [
  of('samples', CORE),
  of('people', PERSON.id),
  of('people', NAMESAKE.id),
  of('organisations', HOUSE.id),
  of('publications', PAPER),
  '/search/facets/person',
  of('samples', 'https://doi.org/10.60510/demo-piece-1O'),
]

const portal = portalInBrowser(outcomes)
const { open } = portal

/** What a 404 says on the console by itself. */
const own = (faults: readonly string[]): string[] => faults.filter(each => !each.includes('status of 404'))

describe('pages of samples and what they are linked to, in a browser', () => {
  it('leads from the list of people to a person, to a sample of theirs and to its paper', async () => {
    const { page, faults } = await open('/search/facets/person')
    await page.getByRole('link', { name: /Josiah Carberry/ }).click()
    await page.waitForURL(/\/people\//)
    await expect
      .poll(() => page.getByRole('heading', { level: 1 }).textContent())
      .toContain('Josiah Carberry')
    await expect.poll(() => page.getByRole('heading', { name: '21 samples' }).count()).toBe(1)
    await expect.poll(() => page.locator('svg.world .clusters a').count()).toBe(1)
    await page.getByRole('link', { name: 'A demo paper' }).click()
    await page.waitForURL(/\/publications\//)
    await expect.poll(() => page.locator('.links.entity li').textContent()).toContain('is cited by this')
    await page.locator('.links.entity a').click()
    await page.waitForURL(/\/samples\//)
    expect(faults).toEqual([])
  })

  it('never takes a name for an identifier', async () => {
    const { page } = await open(of('people', PERSON.id))
    const namesake = page.locator('aside li', { hasText: 'Demo namesake' })
    await expect.poll(() => namesake.textContent()).toContain('named without identifier')
    await page.goto(portal.url() + of('people', NAMESAKE.id))
    await page.getByRole('link', { name: 'Samples in which this name occurs' }).click()
    await expect.poll(() => page.locator('#total').getAttribute('data-total')).toBe('1')
  })

  it('cites by keyboard: each button says what it copies, and that it has', async () => {
    const { page, faults } = await open(of('samples', CORE), {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const pasted = () => page.evaluate('navigator.clipboard.readText()')
    await page.getByRole('button', { name: 'Copy the citation' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await pasted()).toMatch(/Carberry.*Demo core.*https:\/\/doi\.org\/10\.60510\/demo-core/)
    await page.getByRole('button', { name: 'Copy BibTeX' }).focus()
    await page.keyboard.press('Space')
    await expect.poll(pasted).toMatch(/^@/)
    await page.getByRole('button', { name: 'Copy the address to share' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(pasted).toMatch(/\/id\/10\.60510\/demo-core$/)
    await page.goto(portal.url() + new URL(String(await pasted())).pathname)
    expect(page.url()).toBe(portal.url() + of('samples', CORE))
    expect(faults).toEqual([])
  })

  it('is walked through by keyboard in the picture of its links, with the focus in sight', async () => {
    const { page } = await open(of('samples', CORE))
    await page.locator('.link-graph a').first().focus()
    const names = new Set<string>()
    for (;;) {
      const name = await page.evaluate(
        'document.activeElement.closest(".link-graph") ? document.activeElement.getAttribute("aria-label") : null',
      )
      if (typeof name !== 'string') break
      names.add(name)
      await page.keyboard.press('Tab')
    }
    expect(names.size).toBe(await page.locator('.link-graph a').count())
    const paper = page.getByRole('link', { name: 'is cited by: A demo paper' })
    const width = () =>
      page.evaluate(
        `getComputedStyle(document.querySelector('[aria-label="is cited by: A demo paper"] rect')).strokeWidth`,
      )
    const before = await width()
    await paper.focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    expect(await width()).not.toBe(before)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/publications\//)
  })

  it('says who holds it, what is near, where sources disagree, and folds a long family', async () => {
    const { page } = await open(of('samples', CORE), { javaScriptEnabled: false })
    await expect
      .poll(() => page.locator('.details', { hasText: 'Held by' }).first().textContent())
      .toContain('Demo core house')
    await expect.poll(() => page.getByText('sources disagree').count()).toBeGreaterThan(1)
    await expect
      .poll(() => page.getByRole('link', { name: 'Demo piece 0', exact: true }).first().isVisible())
      .toBe(true)
    await expect.poll(() => page.locator('.family a:visible').count()).toBe(15)
    await page.getByText('5 more').click()
    await expect.poll(() => page.locator('.family a:visible').count()).toBe(20)
    await page.getByRole('link', { name: 'Samples nearby' }).click()
    await expect.poll(() => page.locator('#total').getAttribute('data-total')).toBe('1')
  })

  it('offers every form of download from the head of a search', async () => {
    const { page, faults } = await open('/search?q=piece')
    await page.getByRole('link', { name: 'Download all of them' }).focus()
    await page.keyboard.press('Enter')
    const menu = page.locator('#download a')
    await expect.poll(() => menu.count()).toBeGreaterThan(5)
    await menu.first().waitFor({ state: 'visible' })
    const saved = page.waitForEvent('download')
    await menu.first().click()
    expect((await saved).suggestedFilename()).toMatch(/\.csv$/)
    expect(faults).toEqual([])
  })

  it('suggests what was meant for a sample that is not here', async () => {
    const { page } = await open(of('samples', '10.60510/demo-piece-1O'))
    await page.getByRole('link', { name: 'Demo piece 10', exact: true }).click()
    await expect.poll(() => page.url()).toContain('demo-piece-10')
  })

  it('never scrolls sideways on a phone, in light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const path of paths) {
        const { page, faults } = await open(path, { viewport: { width: 390, height: 844 }, colorScheme })
        expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 390])
        expect(own(faults)).toEqual([])
        await page.context().close()
      }
  })
})
