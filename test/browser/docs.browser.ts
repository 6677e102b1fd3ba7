import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { demoSource } from '../serve/portal-house.ts'
import { openPage, type RunningPortal, startBrowser, startPortal } from './running-portal.ts'

let portal: RunningPortal
let browser: Browser
beforeAll(async () => {
  const sample = { iri: 'https://doi.org/10.60510/demo-core', name: 'Demo core' }
  portal = await startPortal([recordOf('https://repository.example/core', [sample])], [demoSource])
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
})

describe('the page of the API in a browser', () => {
  it('unfolds an operation by keyboard, shows a program, and leads to an answer', async () => {
    const { page, faults } = await openPage(browser, portal.url)
    await page.goto(`${portal.url}/docs`, { waitUntil: 'networkidle' })
    const operation = page.locator('details.operation', { has: page.locator('#searchSamples') })
    expect(await operation.getByRole('table').isVisible()).toBe(false)
    await operation.locator('summary').first().focus()
    await page.keyboard.press('Enter')
    expect(await operation.getByRole('table', { name: 'Parameters' }).isVisible()).toBe(true)
    await operation.getByText('Python', { exact: true }).click()
    expect(await operation.locator('pre[aria-label="Python"]').isVisible()).toBe(true)
    // One language at a time.
    await operation.getByText('R', { exact: true }).click()
    expect(await operation.locator('pre[aria-label="Python"]').isVisible()).toBe(false)
    expect(faults).toEqual([])
    await operation.getByRole('link', { name: /^Try it/ }).click()
    await page.waitForURL(/\/api\/samples\?/)
    expect(await page.locator('body').textContent()).toContain('"total"')
  })

  it('opens the operation that an address names', async () => {
    const { page } = await openPage(browser, portal.url)
    await page.goto(`${portal.url}/docs#getSampleLinks`, { waitUntil: 'networkidle' })
    expect(await page.locator('#getSampleLinks').isVisible()).toBe(true)
  })

  it('never scrolls sideways on a phone, with everything unfolded, in light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults } = await openPage(browser, portal.url, {
        viewport: { width: 390, height: 844 },
        colorScheme,
      })
      await page.goto(`${portal.url}/docs`, { waitUntil: 'networkidle' })
      await page.evaluate(
        'for (const each of document.querySelectorAll("details.operation")) each.open = true',
      )
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      expect(faults).toEqual([])
    }
  })
})
