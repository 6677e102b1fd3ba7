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

/** Groups in the order of the page, with the keywords that lead to them. */
const GROUPS: Readonly<Record<string, string>> = {
  Samples: 'sample samples material family parent hierarchy subsample core method name identifier licence',
  'Place and time': 'place location map geosparql box coordinates distance elevation depth time timeline',
  'People and custodians': 'person people orcid collector custodian institution organisation funder contact',
  'Publications and data': 'publications publication data literature datacite citations relations',
  'Quality and sources': 'quality validation shacl profiles sources coverage provenance records links trust',
  More: '',
}

const groupFor = (keyword: string): string | undefined =>
  Object.entries(GROUPS).find(([, words]) => words.split(' ').includes(keyword.toLowerCase()))?.[0]

/** An example is about its first keyword that a group knows. */
const groupOf = ({ keywords }: ExampleQuery): string => keywords.map(groupFor).find(Boolean) ?? 'More'

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
  const groups = Object.keys(GROUPS).map(name => ({
    name,
    members: examples.filter(each => groupOf(each) === name),
  }))
  return html`${groups
    .filter(({ members }) => members.length > 0)
    .map(
      ({ name, members }) =>
        html`<section class="example-group"><h3>${name}</h3><ul class="examples">${members.map(entry)}</ul></section>`,
    )}`
}
