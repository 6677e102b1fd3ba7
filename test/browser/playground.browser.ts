import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { checkerFor } from '../../src/cli/validate-checker.ts'
import { readConfig } from '../../src/config.ts'
import { type RunningServer, startServer } from '../../src/serve/server.ts'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { demoSource } from '../serve/portal-house.ts'
import { openPage, startBrowser } from './running-portal.ts'

const SAMPLE = 'https://doi.org/10.5072/demo-1'
const TURTLE = `@prefix sosa: <http://www.w3.org/ns/sosa/> .
@prefix schema: <https://schema.org/> .
<https://demo.example/1> a sosa:Sample ;
  schema:name "a_very_long_name_that_no_phone_can_hold_in_one_line_of_its_narrow_screen_at_all" ;
  schema:elevation "high" .`

let folder: string
let server: RunningServer
let browser: Browser
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestone-playground-'))
  const archive = await openArchive(folder)
  if (!archive.ok) throw new Error(archive.problem.detail)
  await archive.value.write([
    recordOf('https://repository.example/1', [{ iri: SAMPLE, name: 'Demo sample' }]),
  ])
  await archive.value.close()
  const config = readConfig({ data: folder, port: 0, graphReplicas: 1 }, {})
  if (!config.ok) throw new Error(config.problem.detail)
  const checker = checkerFor(config.value)
  const started = await startServer({ config: config.value, sources: [demoSource], checker })
  if (!started.ok) throw new Error(started.problem.detail)
  server = started.value
  await server.caughtUp()
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

const open = async (options = {}, path = '/profiles/playground') => {
  const opened = await openPage(browser, server.url, options)
  await opened.page.goto(server.url + path, { waitUntil: 'networkidle' })
  return opened
}
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
    expect(await page.locator('#line-5').getAttribute('class')).toBe('warning')
    expect(await page.locator('#line-5').textContent()).toContain('elevation should be a decimal')
    await page.locator('a.to-line[href="#line-5"]').first().click()
    expect(await page.locator('#line-5').getAttribute('class')).toContain('current')
    expect(page.url()).toContain('#state=')
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
    expect(await second.page.getByLabel('Document', { exact: true }).inputValue()).toBe(TURTLE)
    expect(await second.page.getByLabel('Soil samples').isChecked()).toBe(true)
    expect([first.faults, second.faults]).toEqual([[], []])
  })

  it('says so when a link is damaged', async () => {
    const { page, faults } = await open({}, '/profiles/playground#state=xyz')
    expect(await page.locator('#result').textContent()).toContain('The link is damaged')
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
    expect(await page.locator('#result').textContent()).toMatch(/could not be checked|As it was harvested/)
    expect(faults).toEqual([])
  })

  it('works without scripts', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.getByLabel('Document', { exact: true }).fill(TURTLE)
    await page.getByRole('button', { name: 'Check' }).click()
    expect(await verdict(page)).toBe('Conforms')
    expect(await page.getByLabel('Document', { exact: true }).inputValue()).toBe(TURTLE)
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
