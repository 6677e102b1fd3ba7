import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { demoSource } from '../serve/portal-house.ts'
import { docx } from '../verify/documents.ts'
import { openPage, type RunningPortal, startBrowser, startPortal } from './running-portal.ts'

const TEXT = 'Glass of IGSN 10.5072/DEMO-1 and IGSN:10.5072/DEMO-I.'
let portal: RunningPortal
let browser: Browser
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lodestone-verify-'))
  writeFileSync(join(folder, 'paper.docx'), docx([TEXT]))
  portal = await startPortal(
    [
      recordOf('https://repository.example/1', [
        { iri: 'https://doi.org/10.5072/demo-1', name: 'Demo sample' },
      ]),
    ],
    [demoSource],
  )
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = async (options = {}) => {
  const opened = await openPage(browser, portal.url, options)
  await opened.page.goto(`${portal.url}/verify`, { waitUntil: 'networkidle' })
  return opened
}

describe('the verifier in a browser', () => {
  it('verifies a file without leaving the page, filters by verdict, and downloads the report', async () => {
    const { page, faults } = await open()
    await page.getByLabel('File').setInputFiles(join(folder, 'paper.docx'))
    await page.getByRole('button', { name: 'Verify' }).click()
    await page.locator('#result-title').waitFor()
    expect(await page.locator('#result').textContent()).toContain('paper.docx (docx')
    expect(await page.locator('tbody tr:visible').count()).toBe(2)
    await page.locator('#filters').getByLabel('Registered').uncheck()
    expect(await page.locator('tbody tr:visible').count()).toBe(1)
    expect(await page.locator('tbody tr:visible').textContent()).toContain('Malformed')
    await page.locator('a.mark').first().click()
    expect(await page.locator('tbody tr:visible').count()).toBe(2)
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    expect(readFileSync(await (await saved).path(), 'utf8')).toContain('paper.docx,')
    expect(faults).toEqual([])
  })

  it('is usable by keyboard alone, and tells the result to who cannot see it', async () => {
    const { page, faults } = await open()
    await page.getByLabel('or text').focus()
    await page.keyboard.insertText(TEXT)
    await page.keyboard.press('Control+Enter')
    await page.locator('#result-title').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('result-title')
    expect(await page.locator('#status').textContent()).toBe('Report')
    expect(faults).toEqual([])
  })

  it('takes a file that is dropped', async () => {
    const { page } = await open()
    const data = await page.evaluateHandle(
      `(() => { const d = new DataTransfer(); d.items.add(new File(['IGSN 10.5072/DEMO-1'], 'a.txt')); return d })()`,
    )
    await page.dispatchEvent('#drop', 'drop', { dataTransfer: data })
    await page.locator('#result-title').waitFor()
    expect(await page.locator('#result').textContent()).toContain('a.txt')
  })

  it('works without scripts', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.getByLabel('or text').fill(TEXT)
    await page.getByRole('button', { name: 'Verify' }).click()
    expect(await page.locator('tbody tr').count()).toBe(2)
    expect(await page.getByLabel('or text').inputValue()).toBe(TEXT)
  })

  it('fits a phone, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults } = await open({ viewport: { width: 390, height: 844 }, colorScheme })
      await page.getByLabel('or text').fill(TEXT)
      await page.getByRole('button', { name: 'Verify' }).click()
      await page.locator('#result-title').waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      expect(faults).toEqual([])
    }
  })
})
