/** Answers of the endpoint as tables and text. All of it is harvested content: it is only ever set as text. */

const section = document.getElementById('answer-section')
const place = document.getElementById('answer')
const status = document.getElementById('answer-status')
const downloads = document.getElementById('downloads')
const numbers = new Intl.NumberFormat('en-GB')
const MAX_ROWS = 1000

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

/** `https://schema.org/name` -> `schema:name`, where a prefix fits and the rest is a plain name. */
const shortened = (iri, prefixes) => {
  for (const [name, start] of Object.entries(prefixes)) {
    const rest = iri.slice(start.length)
    if (iri.startsWith(start) && /^[\w-]+$/.test(rest)) return `${name}:${rest}`
  }
  return iri
}

const termNode = (term, prefixes) => {
  if (!term) return ''
  if (term.type === 'uri' && /^https?:/i.test(term.value)) {
    return element(
      'a',
      { href: term.value, rel: 'noopener', title: term.value },
      shortened(term.value, prefixes),
    )
  }
  if (term.type !== 'literal') return element('code', {}, term.value)
  const tag = term['xml:lang']
  return tag
    ? element('span', {}, term.value, element('span', { className: 'note' }, ` @${tag}`))
    : term.value
}

const isNumber = term => /#(integer|decimal|double|float|int|long)$/.test(term?.datatype ?? '')

const table = ({ head, results }, prefixes) => {
  const header = element('tr', {}, ...head.vars.map(name => element('th', { scope: 'col' }, name)))
  const rows = results.bindings
    .slice(0, MAX_ROWS)
    .map(binding =>
      element(
        'tr',
        {},
        ...head.vars.map(name =>
          element(
            'td',
            { className: isNumber(binding[name]) ? 'number' : '' },
            termNode(binding[name], prefixes),
          ),
        ),
      ),
    )
  const made = element('table', {}, element('thead', {}, header), element('tbody', {}, ...rows))
  const around = element('div', { className: 'scroll', tabIndex: 0 }, made)
  around.setAttribute('role', 'region')
  around.setAttribute('aria-label', 'Rows of the answer, scrolls sideways')
  return around
}

const offer = (query, formats) => {
  downloads.replaceChildren(
    'Download: ',
    ...formats.flatMap(([format, name], index) => {
      const href = `/sparql?${new URLSearchParams({ query, format })}`
      return [index > 0 ? ' · ' : '', element('a', { href, download: `answer.${format}` }, name)]
    }),
  )
}

/** Says that a query is under way. */
export const showWaiting = () => {
  section.hidden = false
  status.className = ''
  status.textContent = 'Running…'
  downloads.replaceChildren()
}

/** Shows the rows, the truth value or the graph of an answer. */
export const showAnswer = async (response, { query, milliseconds, prefixes }) => {
  const text = await response.text()
  const time = `${numbers.format(milliseconds)} ms`
  if (!(response.headers.get('content-type') ?? '').includes('json')) {
    status.textContent = `A graph, in ${time}.`
    offer(query, [
      ['turtle', 'Turtle'],
      ['ntriples', 'N-Triples'],
    ])
    place.replaceChildren(element('pre', { tabIndex: 0 }, element('code', {}, text.slice(0, 500_000))))
    return
  }
  const answer = JSON.parse(text)
  if (typeof answer.boolean === 'boolean') {
    status.textContent = `${answer.boolean ? 'Yes' : 'No'}, in ${time}.`
    place.replaceChildren()
    return
  }
  const rows = answer.results.bindings.length
  const shown = rows > MAX_ROWS ? `; the first ${numbers.format(MAX_ROWS)} are shown` : ''
  status.textContent = `${rows === 1 ? '1 row' : `${numbers.format(rows)} rows`} in ${time}${shown}.`
  offer(query, [
    ['csv', 'CSV'],
    ['tsv', 'TSV'],
    ['json', 'JSON'],
    ['xml', 'XML'],
  ])
  place.replaceChildren(table(answer, prefixes))
}

/** Shows why there is no answer, and goes to the place in the query when the endpoint names it. */
export const showProblem = async (response, editor) => {
  const problem = response ? await response.json().catch(() => ({})) : {}
  status.className = 'problem'
  status.textContent = response
    ? `${problem.title ?? `Error ${response.status}`}: ${problem.detail ?? 'no reason was given'}`
    : 'The endpoint could not be reached. Try again.'
  place.replaceChildren()
  if (problem.line) editor.setCursor({ line: problem.line - 1, ch: Math.max(0, (problem.column ?? 1) - 1) })
}
