import { describe, expect, it } from 'vitest'
import { type HtmlLoading, loadHtmlDocument } from '../../src/harvest/html-document.ts'

const URL_OF_PAGE = 'https://demo.example/sample/1'
const script = (json: string, attributes = ''): string =>
  `<script type="application/ld+json"${attributes}>${json}</script>`

const load = (html: string, options: Partial<HtmlLoading> = {}) => {
  const loaded = loadHtmlDocument(html, { url: URL_OF_PAGE, ...options })
  return loaded.ok ? loaded.value : loaded.problem.code
}

describe('an HTML page loaded as JSON-LD', () => {
  const two = `${script('{"a":1}', ' id="first"')}${script('[{"b":2},{"c":3}]', ' id="se cond"')}`

  it('is its first script, or all of them as one array', () => {
    expect(load(two)).toEqual({ document: { a: 1 }, base: URL_OF_PAGE })
    expect(load(two, { extractAllScripts: true })).toMatchObject({ document: [{ a: 1 }, { b: 2 }, { c: 3 }] })
    expect(load('<p>', { extractAllScripts: true })).toMatchObject({ document: [] })
  })

  it('is the script that the fragment names', () => {
    expect(load(two, { url: `${URL_OF_PAGE}#se%20cond` })).toEqual({
      ...{ document: [{ b: 2 }, { c: 3 }], base: URL_OF_PAGE },
    })
    for (const html of [
      two,
      '<pre id="third" type="application/ld+json">{}</pre>',
      '<script id="third">{}</script>',
    ])
      expect(load(html, { url: `${URL_OF_PAGE}#third` })).toBe('loading-document-failed')
    expect(load('<p>')).toBe('loading-document-failed')
  })

  it('is read to the letter: character references are content, comments are no JSON', () => {
    expect(load(script('{"a":"&lt;&amp;"}'))).toMatchObject({ document: { a: '&lt;&amp;' } })
    for (const content of ['<!-- {"a":1} -->', '{"a":1} -->', '<!--\n{"a":1}', '<!-- -->', '{"a":1,}', ''])
      expect(load(script(content))).toBe('invalid-script-element')
    expect(load(two + script('x'), { extractAllScripts: true })).toBe('invalid-script-element')
  })

  it('has the base address that its base element gives it', () => {
    expect(load(`<base href="/b/">${two}`)).toMatchObject({ base: 'https://demo.example/b/' })
    expect(load(`<base href="b">${two}`, { base: 'https://demo.example/x/y' })).toMatchObject({
      base: 'https://demo.example/x/b',
    })
    expect(load(two, { base: 'https://demo.example/x' })).toMatchObject({ base: 'https://demo.example/x' })
  })
})
