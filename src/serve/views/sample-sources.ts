/** What sources say of a sample: only where they say different things is there anything to show. */
import { html } from 'hono/html'
import type { AssertedValue, Assertion } from '../../catalogue/assertions.ts'
import { wktText } from './place-words.ts'
import { dateText, elevationText, type Html, momentText, outward, plural, shownIdentifier } from './text.ts'

/** Values of one field that are shown. */
const MAX_VALUES = 20

const TITLES: Readonly<Record<string, string>> = {
  objectType: 'Object type',
  sampledFeature: 'Sampled feature',
  collectedFrom: 'Collected from',
  collectedTo: 'Collected to',
}

const titleOf = (field: string): string =>
  TITLES[field] ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}`

const FIELD_TEXTS: Readonly<Record<string, (value: string) => string | undefined>> = {
  coordinates: wktText,
  // As written.
  identifier: value => value,
  collectedFrom: dateText,
  collectedTo: dateText,
  elevation: metres => elevationText(Number(metres)),
}

// Where it is put in words, what the record says letter for letter is one gesture away.
const valueText = (field: string, { value, label, language, roles = [] }: AssertedValue): Html => {
  const given = value.slice(0, 300)
  const text = label ?? FIELD_TEXTS[field]?.(value) ?? shownIdentifier(given)
  return html`<span class="value"${language === undefined ? '' : html` lang="${language}"`}${text === given ? '' : html` title="${given}"`}>${text}</span>${roles.length > 0 ? html` <span class="note">${roles.join(', ')}</span>` : ''}`
}

const asserters = ({ assertedBy }: AssertedValue, sourceName: (id: string) => string): Html =>
  html`<span class="note">${assertedBy.map(
    ({ record, source, at }, index) =>
      html`${index > 0 ? ', ' : ''}${outward(record, sourceName(source))} (${momentText(at)})`,
  )}</span>`

const fieldRow = ({ field, values, disagreement }: Assertion, sourceName: (id: string) => string): Html =>
  html`<div${disagreement === undefined ? '' : html` class="disagrees"`}><dt>${titleOf(field)}${disagreement === undefined ? '' : html` <strong class="badge violation">sources disagree</strong> <span class="note">${disagreement}</span>`}</dt>${values
    .slice(0, MAX_VALUES)
    .map(
      value => html`<dd>${valueText(field, value)} ${asserters(value, sourceName)}</dd>`,
    )}${values.length > MAX_VALUES ? html`<dd class="note">${plural(values.length - MAX_VALUES, 'more value')} in the API</dd>` : ''}</div>`

/** The section; empty for a sample that one record alone describes, which its page shows anyway. */
export const sourcesSection = (
  id: string,
  assertions: readonly Assertion[],
  sourceName: (id: string) => string,
): Html => {
  const records = new Set(
    assertions.flatMap(({ values }) =>
      values.flatMap(({ assertedBy }) => assertedBy.map(({ record }) => record)),
    ),
  )
  if (records.size < 2) return ''
  const disputed = assertions.filter(({ disagreement }) => disagreement !== undefined)
  const rest = assertions.filter(({ disagreement }) => disagreement === undefined)
  return html`<section aria-labelledby="said"><h2 id="said">What its sources say</h2>
<p class="note">${plural(records.size, 'record')} describe this sample. ${
    disputed.length === 0
      ? 'They do not contradict each other.'
      : `They disagree in ${plural(disputed.length, 'field')}.`
  } <a href="/api/samples/${encodeURIComponent(id)}/assertions">As data</a></p>
${disputed.length > 0 ? html`<dl class="details said">${disputed.map(each => fieldRow(each, sourceName))}</dl>` : ''}
<details><summary>${disputed.length > 0 ? 'Everything else, with who says it' : 'Every value, with who says it'}</summary>
<dl class="details said">${rest.map(each => fieldRow(each, sourceName))}</dl></details></section>`
}
