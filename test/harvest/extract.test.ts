import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractDocuments } from '../../src/harvest/extract.ts'
import type { Page } from '../../src/model/page.ts'

const page = (body: string | Uint8Array, changes: Partial<Page> = {}): Page => ({
  url: 'https://demo.example/sample/1',
  finalUrl: 'https://demo.example/sample/1',
  status: 200,
  mediaType: 'text/html',
  fetchedAt: '2026-01-01T00:00:00.000Z',
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  bodyDigest: '',
  links: [],
  ...changes,
})

const read = (body: string | Uint8Array, changes?: Partial<Page>) => {
  const { documents, alternates, problems } = extractDocuments(page(body, changes))
  return {
    json: documents.map(document => document.json),
    rules: documents.flatMap(({ repairs }) => repairs.map(({ rule }) => rule)),
    documents,
    alternates,
    problems,
    codes: problems.map(({ code }) => code),
  }
}

const script = (json: string, type = 'application/ld+json'): string =>
  `<html><head><script type="${type}">${json}</script></head><body>x</body></html>`

describe('JSON-LD scripts', () => {
  it('are all read, in order, wherever they stand', () => {
    const html = `${script('{"a":1}')}<div><script type='application/ld+json'>[{"b":2},{"c":3}]</script></div><script type=application/ld+json>{"@graph":[{"d":4}]}</script>`
    const { json, documents, problems } = read(html)
    expect(json).toEqual([{ a: 1 }, [{ b: 2 }, { c: 3 }], { '@graph': [{ d: 4 }] }])
    expect(documents.map(({ index, origin, pageUrl }) => [index, origin, pageUrl])).toEqual(
      [0, 1, 2].map(index => [index, 'script', 'https://demo.example/sample/1']),
    )
    expect(problems).toEqual([])
  })

  it.each([
    'APPLICATION/LD+JSON',
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"',
    ' application/ld+json ; charset=utf-8 ',
  ])('are known by the type %s', type =>
    expect(read(script('{"a":1}', type.replaceAll('"', '&quot;'))).json).toEqual([{ a: 1 }]),
  )

  it('are told from other scripts', () => {
    const html = `<script>{"a":1}</script><script type="application/json">{"b":1}</script><!-- ${script('{"c":1}')} --><textarea>${script('{"d":1}')}</textarea>`
    expect(read(html).codes).toEqual(['no-json-ld'])
  })

  it.each([
    ['an HTML comment', '<!--\n{"a":1}\n-->'],
    ['CDATA (extruct#208)', '<![CDATA[{"a":1}]]>'],
    ['CDATA behind line comments', '//<![CDATA[\n{"a":1}\n//]]>'],
    ['CDATA behind spaced line comments', '\n// <![CDATA[\n{"a":1}\n// ]]>\n'],
    ['CDATA in block comments', '/*<![CDATA[*/ {"a":1} /*]]>*/'],
    ['CDATA in spaced block comments', '/* <![CDATA[ */ {"a":1} /* ]]> */'],
    ['both, as Drupal writes it', '<!--//--><![CDATA[//><!--\n{"a":1}\n//--><!]]>'],
  ])('are freed from %s', (_, content) => {
    const { json, rules, codes } = read(script(content))
    expect(json).toEqual([{ a: 1 }])
    expect(rules).toEqual(['comment-unwrapped'])
    expect(codes).toEqual([])
  })

  it('with character references are decoded only when they are no JSON as they stand (extruct#110, w3c/json-ld-syntax#498)', () => {
    const escaped = read(script('{&quot;name&quot;:&#34;A &amp;amp; B &lt;i&gt; &eacute;&quot;}'))
    expect(escaped.json).toEqual([{ name: 'A &amp; B <i> é' }])
    expect(escaped.rules).toEqual(['entities-decoded'])
    const plain = read(script('{"name":"A &amp; B &quot;"}'))
    expect(plain.json).toEqual([{ name: 'A &amp; B &quot;' }])
    expect(plain.rules).toEqual([])
  })

  it('of XHTML follow the rules of XML', () => {
    const xhtml = (content: string): string =>
      `<html xmlns="http://www.w3.org/1999/xhtml"><head><script src="x.js"/><script type="application/ld+json">${content}</script></head></html>`
    const changes = { mediaType: 'application/xhtml+xml' }
    expect(read(xhtml('{"name":"A &amp; B"}'), changes).json).toEqual([{ name: 'A & B' }])
    expect(read(xhtml('<![CDATA[{"name":"<b> &amp;"}]]>'), changes).json).toEqual([{ name: '<b> &amp;' }])
  })

  it('that cannot be read are a problem each, with line and text, and the others count', () => {
    const { json, problems } = read(
      script('{\n  "name": "Demo"\n  "material": "rock"\n}') + script('{"a":1}') + script(' '),
    )
    expect(json).toEqual([{ a: 1 }])
    expect(problems.map(({ code }) => code)).toEqual(['invalid-json', 'empty-json'])
    expect(problems[0]?.detail).toBe(
      'JSON-LD script 1 of 3: expected a comma or "}", at line 3, column 3, near ""material": "rock""',
    )
    expect(problems[0]).toMatchObject({ stage: 'hall', subject: 'https://demo.example/sample/1' })
  })

  it('that are bare values are a problem', () => {
    expect(read(script('"text"')).codes).toEqual(['not-json-ld'])
    expect(read(script('null')).codes).toEqual(['not-json-ld'])
  })

  it('are repaired in ways that are told', () => {
    const { json, rules } = read(script('{"name": "two\nlines", "curator": "A", "curator": "B",}'))
    expect(json).toEqual([{ name: 'two\nlines', curator: ['A', 'B'] }])
    expect(new Set(rules)).toEqual(
      new Set(['raw-control-character-escaped', 'duplicate-key-kept', 'trailing-comma-removed']),
    )
  })
})

describe('pages that are JSON', () => {
  it.each(['application/ld+json', 'application/json', 'application/geo+json', 'text/plain', 'text/html', ''])(
    'are read, served as "%s"',
    mediaType => {
      const { json, documents } = read(' {"@id":"x"} ', { mediaType })
      expect(json).toEqual([{ '@id': 'x' }])
      expect(documents[0]?.origin).toBe('body')
    },
  )

  it('are read as what they are when the media type says JSON and the content is HTML', () => {
    expect(read(script('{"a":1}'), { mediaType: 'application/json' }).json).toEqual([{ a: 1 }])
  })

  it('take their context from a Link header when they have none', () => {
    const links = [
      {
        href: 'https://demo.example/context.jsonld',
        rel: 'http://www.w3.org/ns/json-ld#context',
        type: 'application/ld+json',
      },
    ]
    const linked = read('{"name":"x"}', { mediaType: 'application/json', links })
    expect(linked.json).toEqual([{ '@context': 'https://demo.example/context.jsonld', name: 'x' }])
    expect(linked.rules).toEqual(['context-from-link-header'])
    expect(read('{"name":"x"}', { mediaType: 'application/ld+json', links }).json).toEqual([{ name: 'x' }])
  })

  it('that are broken are invalid, also behind a JSON type', () => {
    expect(read('{"a":', { mediaType: 'application/json' }).codes).toEqual(['invalid-json'])
    expect(read('oops', { mediaType: 'application/json' }).codes).toEqual(['invalid-json'])
  })
})

describe('encodings', () => {
  const text = '{"name":"Gr\u00fcnstein \u2013 \u5ca9"}'

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`), {}, ['bom-removed']],
    ['UTF-16LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), {}, ['bom-removed', 'utf-16-decoded']],
    [
      'UTF-16BE with a mark',
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      {},
      ['bom-removed', 'utf-16-decoded'],
    ],
    ['UTF-16LE without a mark', Buffer.from(text, 'utf16le'), {}, ['utf-16-decoded']],
    [
      'UTF-16, whatever the header says',
      Buffer.from(text, 'utf16le'),
      { charset: 'utf-8' },
      ['utf-16-decoded'],
    ],
    ['a charset that nobody knows', Buffer.from(text), { charset: 'klingon' }, ['charset-ignored']],
  ])('read %s', (_, body, changes, rules) => {
    const found = read(body, { mediaType: 'application/ld+json', ...changes })
    expect(found.json).toEqual([JSON.parse(text)])
    expect(found.rules).toEqual(rules)
  })

  it('follow the header, then the page', () => {
    const html =
      '<meta charset="windows-1252"><script type="application/ld+json">{"name":"Gr\u00fcn"}</script>'
    const bytes = Buffer.from(html, 'latin1')
    expect(read(bytes).json).toEqual([{ name: 'Gr\u00fcn' }])
    expect(read(bytes, { charset: 'iso-8859-1' }).json).toEqual([{ name: 'Gr\u00fcn' }])
    expect(read(bytes, { charset: 'utf-8' }).rules).toEqual(['invalid-bytes-replaced'])
  })

  it('that are invalid elsewhere in the page are no repair of the document', () => {
    const bytes = Buffer.concat([Buffer.from('<p>'), Buffer.from([0xff]), Buffer.from(script('{"a":1}'))])
    expect(read(bytes)).toMatchObject({ json: [{ a: 1 }], rules: [] })
  })
})

describe('links to JSON-LD', () => {
  const link = (rel: string, href: string, type = 'application/ld+json'): string =>
    `<link rel="${rel}" type="${type}" href="${href}">`

  it('are collected from the page and its headers, resolved, once each', () => {
    const html = `<head><base href="/data/">${link('alternate', '1.jsonld')}${link('describedby', '1.jsonld')}${link('ALTERNATE stylesheet', 'https://other.demo.example/2?x=1', 'Application/LD+JSON; profile=x')}</head>`
    const links = [{ href: 'https://demo.example/0.jsonld', rel: 'describedby', type: 'application/ld+json' }]
    const { alternates, problems } = read(html, { links })
    expect(alternates).toEqual([
      'https://demo.example/0.jsonld',
      'https://demo.example/data/1.jsonld',
      'https://other.demo.example/2?x=1',
    ])
    expect(problems).toEqual([])
  })

  it('are left out when they are of another kind, lead back, or out of the web', () => {
    const html =
      link('alternate', '/x', 'application/rss+xml') +
      link('icon', '/y') +
      link('alternate', '/sample/1') +
      link('alternate', 'file:///etc/hostname') +
      link('alternate', 'javascript:alert(1)')
    expect(read(html)).toMatchObject({ alternates: [], codes: ['no-json-ld'] })
  })

  it('may be scripts with an address', () => {
    expect(read('<script type="application/ld+json" src="/1.jsonld"></script>').alternates).toEqual([
      'https://demo.example/1.jsonld',
    ])
  })
})

describe('pages without JSON-LD', () => {
  it.each([
    ['an empty page', '', 'text/html'],
    ['white space', ' \n', 'text/html'],
    ['a page', '<p>x</p>', 'text/html'],
    ['a PDF', '%PDF-1.7 {}', 'application/pdf'],
    ['an image', '{"a":1}', 'image/png'],
    ['a text', 'hello', 'text/plain'],
  ])('are a problem: %s', (_, body, mediaType) => {
    expect(read(body, { mediaType }).codes).toEqual(['no-json-ld'])
  })

  it('are told what was found instead', () => {
    const { problems } = read('<div itemscope itemtype="https://schema.org/Thing" vocab="x">x</div>')
    expect(problems[0]?.detail).toContain('only microdata and RDFa, which is not read')
  })
})

describe('any bytes at all', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '<script type="application/ld+json">',
      '</script>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '{"a":',
      '[',
      '}',
      '"',
      '&quot;',
      '<link rel=alternate type=application/ld+json href=',
      '>',
      '\uFEFF',
      '<base href=":">',
    ),
  )

  it('end in documents, alternates or problems, never in an error', () => {
    const types = fc.constantFrom('text/html', 'application/xhtml+xml', 'application/ld+json', '')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        types,
        fc.constantFrom('utf8', 'utf16le', 'latin1'),
        (pieces, mediaType, encoding) => {
          const found = read(Buffer.from(pieces.join(''), encoding as BufferEncoding), { mediaType })
          expect(found.documents.length + found.alternates.length + found.problems.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const found = read(bytes, { mediaType: '' })
        expect(found.documents.length + found.problems.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('what a page without JSON-LD leads to', () => {
  const link = (rel: string, type: string, href: string): string =>
    `<link rel="${rel}" type="${type}" href="${href}">`
  const found = (body: string, changes: Partial<Page> = {}) => extractDocuments(page(body, changes))

  it('is JSON-LD by its links, content after descriptions (gleaner#159: rel=alternate)', () => {
    const html = ['item', 'alternate', 'describedby', 'stylesheet']
      .map(rel => link(rel, 'application/ld+json', `${rel}.jsonld`))
      .join('')
    expect(found(html).alternates).toEqual(
      ['alternate', 'describedby', 'item'].map(rel => `https://demo.example/sample/${rel}.jsonld`),
    )
  })

  it('is linksets, of both forms', () => {
    const html = link('linkset', 'application/linkset+json', '/l.json') + link('linkset', 'text/html', '/no')
    const links = [{ href: 'https://demo.example/l.txt', rel: 'linkset', type: 'application/linkset' }]
    const { linksets, problems } = found(html, { links })
    expect(linksets).toEqual(['https://demo.example/l.txt', 'https://demo.example/l.json'])
    expect(problems).toEqual([])
  })

  it('is the server itself, asked once more, when the page is HTML', () => {
    expect(found('<p>x').negotiable).toBe(true)
    expect(found('<p>x', { status: 203 }).negotiable).toBe(false)
    expect(found(script('{"a":1}')).negotiable).toBe(false)
    expect(found(script('{"a":')).negotiable).toBe(false)
    expect(found('{"a":1}', { mediaType: 'application/json' }).negotiable).toBe(false)
    expect(found('%PDF-1.4', { mediaType: 'application/pdf' }).negotiable).toBe(false)
  })

  it('is told with the base address that its own element gives it', () => {
    expect(found(`<base href="/b/">${script('{"a":1}')}`).base).toBe('https://demo.example/b/')
    expect(found(script('{"a":1}')).base).toBe(undefined)
  })
})

describe('a page of another kind than it says', () => {
  it.each([
    ['JSON-LD served as application/json (SESAR)', '{"@context":"https://schema.org/"}', 'application/json'],
    ['JSON-LD served as text/html', '{"@context":"https://schema.org/"}', 'text/html'],
    ['JSON-LD served as nothing', '{"@context":"https://schema.org/"}', ''],
    [
      'HTML served as application/ld+json',
      script('{"@context":"https://schema.org/"}'),
      'application/ld+json',
    ],
  ])('is read all the same: %s', (_, body, mediaType) => {
    expect(read(body, { mediaType }).json).toEqual([{ '@context': 'https://schema.org/' }])
  })

  it('as an error page with status 200 carries nothing, which is a problem', () => {
    expect(read('<h1>Sorry, we could not find that sample</h1>').codes).toEqual(['no-json-ld'])
  })

  it('gets its context from the Link header when it is plain JSON (gleaner#21)', () => {
    const links = [{ href: 'https://demo.example/c', rel: 'http://www.w3.org/ns/json-ld#context' }]
    expect(read('{"name":"x"}', { mediaType: 'application/json', links }).json).toEqual([
      { '@context': 'https://demo.example/c', name: 'x' },
    ])
  })
})
