import { describe, expect, it } from 'vitest'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { portalInBrowser } from './running-portal.ts'

const sample = { iri: 'https://doi.org/10.60510/demo-core', name: 'Demo core' }
const { open } = portalInBrowser([recordOf('https://repository.example/core', [sample])])

describe('the page of the API in a browser', () => {
  it('unfolds an operation by keyboard, shows a program, and leads to an answer', async () => {
    const { page, faults } = await open('/docs')
    const operation = page.locator('details.operation', { has: page.locator('#searchSamples') })
    await expect.poll(() => operation.getByRole('table').isVisible()).toBe(false)
    await operation.locator('summary').first().focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => operation.getByRole('table', { name: 'Parameters' }).isVisible()).toBe(true)
    await operation.getByText('Python', { exact: true }).click()
    await expect.poll(() => operation.locator('pre[aria-label="Python"]').isVisible()).toBe(true)
    // One language at a time.
    await operation.getByText('R', { exact: true }).click()
    await expect.poll(() => operation.locator('pre[aria-label="Python"]').isVisible()).toBe(false)
    expect(faults).toEqual([])
    await operation.getByRole('link', { name: /^Try it/ }).click()
    await page.waitForURL(/\/api\/samples\?/)
    await expect.poll(() => page.locator('body').textContent()).toContain('"total"')
  })

  it('opens the operation that an address names', async () => {
    const { page } = await open('/docs#getSampleLinks')
    await expect.poll(() => page.locator('#getSampleLinks').isVisible()).toBe(true)
  })

  it('never scrolls sideways on a phone, with everything unfolded, in light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, faults } = await open('/docs', {
        viewport: { width: 390, height: 844 },
        colorScheme,
      })
      await page.evaluate(
        'for (const each of document.querySelectorAll("details.operation")) each.open = true',
      )
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      expect(faults).toEqual([])
    }
  })
})
