/** The frame of every HTML file that a command writes. */
import { html } from 'hono/html'
import { describe, expect, it } from 'vitest'
import { harvestHtml } from '../../src/cli/harvest-html.ts'
import { testHtml } from '../../src/cli/profile-test-html.ts'
import { reportPage } from '../../src/cli/report-page.ts'
import { htmlOf } from '../../src/cli/validate-html.ts'

const HOSTILE = '</title><script>alert(1)</script>'
const started = '2026-01-01T00:00:00Z'

describe('an HTML file of a command', () => {
  it.each([
    [
      'harvest',
      'en',
      harvestHtml({
        ...{ form: 'lodestone-harvest-report/1', startedAt: started, endedAt: started },
        ...{ interrupted: false, sources: [] },
      }),
    ],
    ['profile test', 'en', testHtml([])],
    ['validate', 'de', htmlOf([], 'de')],
  ])(
    'of %s is whole by itself: language, title, styles, and nothing that is loaded or run',
    (_, lang, page) => {
      expect(page).toMatch(new RegExp(`^<!doctype html>\n<html lang="${lang}">`))
      expect(page).toMatch(/<title>[^<]+<\/title>/)
      expect(page.match(/<h1>/g)).toHaveLength(1)
      expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
      expect(page).toContain(':focus-visible')
      expect(page).not.toMatch(/<script|<link|<img|@import|url\(|undefined|\[object/)
    },
  )

  it('shows what it is told as text', () => {
    const page = reportPage({ title: HOSTILE, lead: html`${HOSTILE}`, sections: '', note: HOSTILE })
    expect(page).not.toContain('<script')
    expect(page.match(/&lt;script&gt;/g)).toHaveLength(4)
  })
})
