import { expect, it } from 'vitest'
import { chooseType, prefersPage } from '../../src/serve/routes/accept.ts'

const OFFERS = ['text/html', 'application/json', 'text/turtle'] as const

it.each([
  [undefined, 'text/html'],
  ['*/*', 'text/html'],
  ['application/json', 'application/json'],
  ['text/html;q=0.5, text/turtle;q=0.9', 'text/turtle'],
  ['text/*;q=0.3, application/json;q=0.2, text/html;q=0', 'text/turtle'],
  ['TEXT/TURTLE', 'text/turtle'],
  ['image/png', undefined],
  ['*/*;q=0', undefined],
  ['text/turtle;q=nonsense', undefined],
] as const)('Accept: %s chooses %s', (header, expected) => {
  expect(chooseType(header, OFFERS)).toBe(expected)
})

it.each([
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['*/*', false],
  [undefined, false],
  ['application/json', false],
  ['application/json, text/html;q=0.5', false],
] as const)('an error for Accept: %s is a page: %s', (header, expected) => {
  expect(prefersPage(header)).toBe(expected)
})
