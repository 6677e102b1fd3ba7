import { describe, expect, it } from 'vitest'
import {
  BINDING_FORMATS,
  formatNamed,
  GRAPH_FORMATS,
  negotiate,
  prefersHtml,
} from '../../src/graph/formats.ts'

const chosen = (accept: string | undefined, formats = BINDING_FORMATS) => negotiate(accept, formats)?.name

describe('content negotiation', () => {
  it.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['text/*', 'csv'],
    ['text/csv;q=0.2, application/sparql-results+xml;q=0.1', 'csv'],
    ['APPLICATION/SPARQL-RESULTS+XML', 'xml'],
    ['text/csv;q=0', undefined],
    ['text/csv;q=nonsense', undefined],
    ['*/*;q=0.1, text/tab-separated-values', 'tsv'],
    ['application/sparql-results+json;q=0, */*;q=0.5', 'xml'],
    ['application/xml, application/sparql-results+json', 'json'],
    ['image/png', undefined],
  ])('Accept %s gives %s', (accept, name) => {
    expect(chosen(accept)).toBe(name)
  })

  it('takes JSON for JSON-LD where the answer is a graph', () => {
    expect(chosen('application/json', GRAPH_FORMATS)).toBe('jsonld')
    expect(formatNamed('TTL', GRAPH_FORMATS)?.mediaType).toBe('text/turtle')
  })

  it('knows a browser from a script', () => {
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
    expect(prefersHtml(browser, GRAPH_FORMATS)).toBe(true)
    expect(prefersHtml('*/*', GRAPH_FORMATS)).toBe(false)
    expect(prefersHtml(undefined, GRAPH_FORMATS)).toBe(false)
    expect(prefersHtml('text/html;q=0.5, text/turtle', GRAPH_FORMATS)).toBe(false)
  })

  it('reads only the beginning of an endless Accept header', () => {
    expect(chosen(`text/csv,${'a/b,'.repeat(100_000)}`)).toBe('csv')
  })
})
