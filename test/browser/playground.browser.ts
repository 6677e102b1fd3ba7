import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { portalInBrowser } from './running-portal.ts'

const SAMPLE = 'https://doi.org/10.5072/demo-1'
const TURTLE = `@prefix sosa: <http://www.w3.org/ns/sosa/> .
@prefix schema: <https://schema.org/> .
<https://demo.example/1> a sosa:Sample ;
  schema:name "a_very_long_name_that_no_phone_can_hold_in_one_line_of_its_narrow_screen_at_all" ;
  schema:elevation "high" .`

const portal = portalInBrowser([
  recordOf('https://repository.example/1', [{ iri: SAMPLE, name: 'Demo sample' }]),
])
const open = (options = {}, path = '/profiles/playground') => portal.open(path, options)
const verdict = async (page: Page): Promise<string | null> => {
  await page.locator('#result-title').waitFor()
  return page.locator('#result-title').textContent()
}

describe('the playground in a browser', () => {
  it('checks a document without leaving the page, and shows results beside their lines', async () => {
    const { page, faults } = await open()
    await page.getByLabel('Document', { exact: true }).fill(TURTLE)
    await page.getByLabel('Geological samples').check()
    await page.getByRole('button', { name: 'Check' }).click()
    expect(await verdict(page)).toBe('Does not conform')
    await expect.poll(() => page.locator('#line-5').getAttribute('class')).toBe('warning')
    await expect.poll(() => page.locator('#line-5').textContent()).toContain('elevation should be a decimal')
    await page.locator('a.to-line[href="#line-5"]').first().click()
    await expect.poll(() => page.locator('#line-5').getAttribute('class')).toContain('current')
    await expect.poll(() => page.url()).toContain('#state=')
    expect(faults).toEqual([])
  })

  it('leads back to the same check by its link, which tells the server nothing', async () => {
    const first = await open()
    await first.page.getByLabel('Document', { exact: true }).fill(TURTLE)
    await first.page.getByLabel('Soil samples').check()
    await first.page.getByRole('button', { name: 'Check' }).click()
    await verdict(first.page)
    const link = await first.page.getByRole('link', { name: 'Link to this check' }).getAttribute('href')
    const second = await open({}, link ?? '')
    expect(await verdict(second.page)).toBe('Does not conform')
    await expect.poll(() => second.page.getByLabel('Document', { exact: true }).inputValue()).toBe(TURTLE)
    await expect.poll(() => second.page.getByLabel('Soil samples').isChecked()).toBe(true)
    expect([first.faults, second.faults]).toEqual([[], []])
  })

  it('says so when a link is damaged', async () => {
    const { page, faults } = await open({}, '/profiles/playground#state=xyz')
    await expect.poll(() => page.locator('#result').textContent()).toContain('The link is damaged')
    expect(faults).toEqual([])
  })

  it('is usable by keyboard alone: type, Ctrl+Enter, hear the verdict, save the report', async () => {
    const { page } = await open()
    await page.getByLabel('Document', { exact: true }).focus()
    await page.keyboard.insertText('<urn:a> <urn:b>\n oops .')
    await page.keyboard.press('Control+Enter')
    expect(await verdict(page)).toBe('It could not be checked')
    expect(await page.evaluate('document.activeElement.id')).toBe('result-title')
    await page.getByLabel('Document', { exact: true }).fill(TURTLE)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Conforms', exact: true }).waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Turtle' }).press('Enter')
    expect((await saved).suggestedFilename()).toBe('validation-report.ttl')
  })

  it('checks pasted shapes and a harvested sample', async () => {
    const { page, faults } = await open({}, `/profiles/playground?sample=${encodeURIComponent(SAMPLE)}`)
    await page.getByText('Shapes of your own', { exact: true }).click()
    await page
      .getByLabel('Shapes (Turtle)')
      .fill(
        '@prefix sh: <http://www.w3.org/ns/shacl#> . [] a sh:NodeShape ; sh:targetNode <urn:nothing> ; sh:class <urn:c> .',
      )
    await page.getByRole('button', { name: 'Check' }).click()
    await verdict(page)
    await expect
      .poll(() => page.locator('#result').textContent())
      .toMatch(/could not be checked|As it was harvested/)
    expect(faults).toEqual([])
  })

  it('works without scripts', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.getByLabel('Document', { exact: true }).fill(TURTLE)
    await page.getByRole('button', { name: 'Check' }).click()
    expect(await verdict(page)).toBe('Conforms')
    await expect.poll(() => page.getByLabel('Document', { exact: true }).inputValue()).toBe(TURTLE)
  })

  it('fits a phone, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults } = await open({ viewport: { width: 390, height: 844 }, colorScheme })
      await page.getByLabel('Document', { exact: true }).fill(TURTLE)
      await page.getByRole('button', { name: 'Check' }).click()
      await verdict(page)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      expect(faults).toEqual([])
    }
  })
})
