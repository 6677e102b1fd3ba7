import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { html, scriptJson } from '../../src/publish/html.ts'
import { landingPage } from '../../src/publish/landing-page.ts'
import type { SampleRow } from '../../src/publish/sample-row.ts'
import { signpostingLinks } from '../../src/publish/signposting.ts'
import { STYLES, type StyleName } from '../../src/publish/styles.ts'
import { around, FULL, sampleOf } from './sample-table.ts'

interface Read {
  readonly tags: string[]
  readonly attributes: string[]
  readonly scripts: string[]
}

/** What a browser would see: elements, attribute names, and the text of scripts. */
const read = (page: string): Read => {
  const found: Read = { tags: [], attributes: [], scripts: [] }
  let inScript = false
  const parser = new Parser({
    onopentag(name, attributes) {
      found.tags.push(name)
      found.attributes.push(...Object.keys(attributes))
      inScript = name === 'script'
      if (inScript) found.scripts.push('')
    },
    ontext(text) {
      if (inScript) found.scripts.push((found.scripts.pop() ?? '') + text)
    },
    onclosetag() {
      inScript = false
    },
  })
  parser.end(page)
  return found
}

const render = (sample: SampleRow, style: StyleName): { page: string; jsonLd: unknown } => {
  const surroundings = around(sample)
  const jsonLd = STYLES[style].toJsonLd(sample, surroundings)
  const links = signpostingLinks(sample, surroundings, { type: STYLES[style].type, jsonLdUrl: undefined })
  return { page: landingPage(sample, surroundings, { jsonLd, jsonLdHref: undefined, links }), jsonLd }
}

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '</script>',
        '</script ',
        '<!--',
        '-->',
        '<script>',
        '"',
        "'",
        '>',
        '<img src=x onerror=alert(1)>',
        '&lt;',
        '\u2028',
        '\\',
        ']]>',
      ),
    )
    .map(parts => parts.join('')),
)

describe('a landing page', () => {
  it.each(Object.keys(STYLES) as StyleName[])(
    'in style %s keeps any text inside its element and script',
    async style => {
      const sample = await sampleOf(FULL)
      const plain = read(render(sample, style).page)
      fc.assert(
        fc.property(hostile, text => {
          const changed: SampleRow = {
            ...sample,
            name: `a${text}`,
            description: `a${text}`,
            place: `a${text}`,
            access: `a${text}`,
            licence: `a${text}`,
            alternateNames: [`a${text}`, 'b'],
            objectTypes: [`a${text}`],
            materials: [`a${text}`, 'b'],
            collectors: [{ name: `a${text}` }, { name: 'b' }],
            custodian: { name: `a${text}`, contact: `a@${text}` },
            properties: [
              { label: `a${text}`, value: text },
              { label: 'b', value: 1 },
            ],
            publications: sample.publications.map(publication => ({ ...publication, title: `a${text}` })),
          }
          const { page, jsonLd } = render(changed, style)
          const found = read(page)
          expect(found.scripts.map(script => JSON.parse(script))).toEqual([
            JSON.parse(JSON.stringify(jsonLd)),
          ])
          expect(new Set(found.tags)).toEqual(new Set(plain.tags))
          expect(new Set(found.attributes)).toEqual(new Set(plain.attributes))
        }),
        { numRuns: 100 },
      )
    },
  )

  it('links only what the web has', async () => {
    const sample = { ...(await sampleOf(FULL)), licence: 'javascript:alert(1)' }
    expect(render(sample, 'sosa').page).not.toContain('href="javascript')
  })
})

describe('html', () => {
  it('escapes texts, inserts markup and lists, and drops what is undefined', () => {
    expect(html`<p title="${'"'}">${'<b>'}${html`<i>${1}</i>`}${[html`a`, '&']}${undefined}</p>`.text).toBe(
      '<p title="&quot;">&lt;b&gt;<i>1</i>a&amp;</p>',
    )
  })
})

describe('scriptJson', () => {
  it('is JSON of the same value without any character that HTML could read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const { text } = scriptJson(value)
        expect(text).not.toMatch(/[<>&\u2028\u2029]/)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
