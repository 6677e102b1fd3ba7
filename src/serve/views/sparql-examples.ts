/** The examples of the query page, grouped by what they are about. */
import { html } from 'hono/html'
import type { ExampleQuery } from '../../graph/examples.ts'
import { type Html, plural } from './text.ts'

/** An example with what running it gave, when that is known. */
export interface ShownExample extends ExampleQuery {
  /** Rows or statements of its answer. */
  readonly rows?: number
  /** How long the graph took for it. */
  readonly milliseconds?: number
}

/** Groups in the order of the page; an example belongs to the first that shares a keyword with it. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  [
    'Quality and sources',
    ['validation', 'quality', 'shacl', 'sources', 'coverage', 'provenance', 'records', 'completeness'],
  ],
  ['Publications and data', ['publications', 'publication', 'data', 'literature', 'datacite', 'citations']],
  [
    'People and custodians',
    ['person', 'people', 'orcid', 'collector', 'custodian', 'organisation', 'organisations', 'funder'],
  ],
  ['Place and time', ['place', 'location', 'map', 'geosparql', 'box', 'time', 'timeline', 'depth']],
  ['Samples', ['material', 'samples', 'family', 'parent', 'hierarchy']],
]
const SHOWN_ORDER = [
  'Samples',
  'Place and time',
  'People and custodians',
  'Publications and data',
  'Quality and sources',
  'More',
]

const groupOf = ({ keywords }: ExampleQuery): string =>
  GROUPS.find(([, words]) => keywords.some(word => words.includes(word.toLowerCase())))?.[0] ?? 'More'

const figures = ({ rows, milliseconds }: ShownExample): string =>
  [
    ...(rows === undefined ? [] : [plural(rows, 'row')]),
    ...(milliseconds === undefined ? [] : [`${Math.round(milliseconds)} ms`]),
  ].join(' in ')

const entry = (example: ShownExample): Html => {
  const { id, title, description, keywords, query } = example
  const told = figures(example)
  const words = [title, description, ...keywords].join(' ').toLowerCase()
  return html`<li data-words="${words}"><button class="example" id="example-${id}" name="query" value="${query}" aria-describedby="about-${id}">${title}</button><span class="note" id="about-${id}">${description}${told === '' ? '' : html` <span class="figures">${told}</span>`}</span></li>`
}

/** All examples as a list per group, each a button that sends its query; the page's script runs it in place. */
export const examplesList = (examples: readonly ShownExample[]): Html => {
  const groups = SHOWN_ORDER.map(name => ({ name, members: examples.filter(each => groupOf(each) === name) }))
  return html`${groups
    .filter(({ members }) => members.length > 0)
    .map(
      ({ name, members }) =>
        html`<section class="example-group"><h3>${name}</h3><ul class="examples">${members.map(entry)}</ul></section>`,
    )}`
}
