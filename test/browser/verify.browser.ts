import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { docx } from '../verify/documents.ts'
import { portalInBrowser } from './running-portal.ts'

const TEXT = 'Glass of IGSN 10.5072/DEMO-1 and IGSN:10.5072/DEMO-I.'
const portal = portalInBrowser([
  recordOf('https://repository.example/1', [{ iri: 'https://doi.org/10.5072/demo-1', name: 'Demo sample' }]),
])
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lodestone-verify-'))
  writeFileSync(join(folder, 'paper.docx'), docx([TEXT]))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = (options = {}) => portal.open('/verify', options)
/** What is said of it once it is verified, or why it could not be. */
const result = async (page: Page): Promise<string> => {
  await page.locator('#result-title').waitFor()
  return (await page.locator('#result').textContent()) ?? ''
}

describe('the verifier in a browser', () => {
  it('verifies a file without leaving the page, filters by verdict, and downloads the report', async () => {
    const { page, faults } = await open()
    await page.getByLabel('File').setInputFiles(join(folder, 'paper.docx'))
    await page.getByRole('button', { name: 'Verify' }).click()
    expect(await result(page)).toContain('paper.docx (docx')
    await expect.poll(() => page.locator('tbody tr:visible').count()).toBe(2)
    await page.locator('#filters').getByLabel('Registered').uncheck()
    await expect.poll(() => page.locator('tbody tr:visible').count()).toBe(1)
    await expect.poll(() => page.locator('tbody tr:visible').textContent()).toContain('Malformed')
    await page.locator('a.mark').first().click()
    await expect.poll(() => page.locator('tbody tr:visible').count()).toBe(2)
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
    await expect.poll(() => page.locator('#status').textContent()).toBe('Report')
    expect(faults).toEqual([])
  })

  it('takes a file that is dropped', async () => {
    const { page } = await open()
    const data = await page.evaluateHandle(
      `(() => { const d = new DataTransfer(); d.items.add(new File(['IGSN 10.5072/DEMO-1'], 'a.txt')); return d })()`,
    )
    await page.dispatchEvent('#drop', 'drop', { dataTransfer: data })
    expect(await result(page)).toContain('a.txt')
  })

  it('works without scripts', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.getByLabel('or text').fill(TEXT)
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2)
    await expect.poll(() => page.getByLabel('or text').inputValue()).toBe(TEXT)
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
