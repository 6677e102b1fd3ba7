/** The answer below the editor: what it is, how long it took, its views, its downloads; or why there is none. */
import { explained } from './sparql-problems.js'
import { counted, element, several } from './sparql-terms.js'
import { askedView, viewsOf } from './sparql-views.js'

const section = document.getElementById('answer-section')
const place = document.getElementById('answer')
const status = document.getElementById('answer-status')
const tabs = document.getElementById('views')
const menu = document.getElementById('downloads')
const endings = {
  ...{ csv: 'csv', tsv: 'tsv', json: 'json', xml: 'xml' },
  ...{ turtle: 'ttl', ntriples: 'nt', nquads: 'nq', trig: 'trig', rdfxml: 'rdf', jsonld: 'jsonld', n3: 'n3' },
}
const ROW_FORMATS = { csv: 'CSV', tsv: 'TSV', json: 'JSON', xml: 'XML' }
const GRAPH_FORMATS = {
  ...{ turtle: 'Turtle', ntriples: 'N-Triples', jsonld: 'JSON-LD', rdfxml: 'RDF/XML' },
  ...{ nquads: 'N-Quads', trig: 'TriG', n3: 'Notation3' },
}
/** An address longer than this is not taken everywhere on the way; the query is then posted. */
const LONGEST_ADDRESS = 6000

/** Answers of the newest query only: what comes late from an older one is not shown. */
let shown = {}

const duration = ms => (ms < 10_000 ? `${counted(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`)
const size = bytes =>
  bytes < 1000
    ? `${bytes} bytes`
    : bytes < 1e6
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`

const whatCame = ({ kind, truth, rows }) => {
  if (kind === 'truth') return truth ? 'Yes' : 'No'
  return several(rows.length, kind === 'graph' ? 'statement' : 'row')
}

const statusOf = answer => {
  const { milliseconds, timings, generation, bytes, deadline } = answer.facts
  const inGraph = timings.find(({ name }) => name === 'query')
  const others = timings.filter(({ name, words }) => name !== 'query' && words)
  return [
    `${whatCame(answer)} in ${duration(milliseconds)}`,
    ...(inGraph ? [`${duration(inGraph.ms)} of it in the graph`] : []),
    size(bytes),
    ...(generation === undefined ? [] : [`generation ${counted(generation)}`]),
    ...(deadline === undefined ? [] : [`limit ${counted(deadline)} s`]),
    ...others.map(({ name, words, ms }) => `${name}: ${words}, ${duration(ms)}`),
  ]
}

const save = async (event, { query, format, name }) => {
  const link = event.currentTarget
  if (link.href.length <= LONGEST_ADDRESS) return
  event.preventDefault()
  const response = await fetch('/sparql', { method: 'POST', body: new URLSearchParams({ query, format }) })
  if (!response.ok) return
  const address = URL.createObjectURL(await response.blob())
  element('a', { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

const offerDownloads = ({ kind, query }, title) => {
  const formats = kind === 'graph' ? GRAPH_FORMATS : ROW_FORMATS
  const wanted =
    kind === 'truth'
      ? Object.entries(formats).filter(([key]) => key === 'json' || key === 'xml')
      : Object.entries(formats)
  menu.replaceChildren(
    element('span', { className: 'note' }, 'Download'),
    ...wanted.map(([format, text]) => {
      const name = `${title}.${endings[format]}`
      const href = `/sparql?${new URLSearchParams({ query, format })}`
      return element(
        'a',
        { href, download: name, onclick: event => save(event, { query, format, name }) },
        text,
      )
    }),
  )
}

const drawView = async (view, answer, options) => {
  shown.leave?.()
  const mine = answer
  shown = { answer, view: view.key }
  place.replaceChildren()
  const leave = await view.show(place, answer, options)
  if (shown.answer === mine && shown.view === view.key && typeof leave === 'function') shown.leave = leave
  else if (typeof leave === 'function') leave()
}

const offerViews = (answer, options) => {
  const views = viewsOf(answer)
  const choose = (view, focus) => {
    for (const tab of tabs.children) {
      const chosen = tab.dataset.view === view.key
      tab.setAttribute('aria-selected', String(chosen))
      tab.tabIndex = chosen ? 0 : -1
      if (chosen && focus) tab.focus()
      if (chosen) place.setAttribute('aria-labelledby', tab.id)
    }
    options.onView(view.key)
    drawView(view, answer, options)
  }
  tabs.replaceChildren(
    ...views.map((view, index) => {
      const tab = element(
        'button',
        { type: 'button', id: `view-${view.key}`, onclick: () => choose(view, false) },
        view.name,
      )
      tab.setAttribute('role', 'tab')
      tab.setAttribute('aria-controls', 'answer')
      tab.dataset.view = view.key
      tab.addEventListener('keydown', event => {
        const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[event.key]
        if (to === undefined) return
        event.preventDefault()
        choose(views.at(to % views.length), true)
      })
      return tab
    }),
  )
  tabs.hidden = answer.kind === 'truth'
  const wanted = options.view ?? askedView(answer.query)
  choose(views.find(({ key }) => key === wanted) ?? views[0], false)
}

const clear = () => {
  shown.leave?.()
  shown = {}
  tabs.replaceChildren()
  tabs.hidden = true
  menu.replaceChildren()
  place.replaceChildren()
}

/** Says that a query is under way, since when and how much has come; returns how to stop saying so. */
export const showWaiting = deadline => {
  section.hidden = false
  section.classList.add('waiting')
  status.className = 'state'
  status.textContent = 'Running…'
  const began = performance.now()
  let bytes = 0
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1000)
    status.textContent =
      bytes > 0 ? `Receiving… ${size(bytes)}` : `Running… ${seconds} s of at most ${deadline} s`
  }, 1000)
  return {
    onBytes: count => {
      bytes = count
    },
    stop: () => {
      clearInterval(timer)
      section.classList.remove('waiting')
    },
  }
}

/** Shows an answer. `options`: prefixes, title for file names, the wanted view, `onView` for the one that is chosen. */
export const showAnswer = (answer, options) => {
  clear()
  const [came, ...rest] = statusOf(answer)
  status.className = `state ${answer.kind === 'truth' ? 'truth' : ''}`
  status.replaceChildren(
    element('strong', {}, came),
    ...rest.flatMap(text => [' ', element('span', {}, text)]),
  )
  offerDownloads(answer, options.title)
  if (answer.kind === 'rows' && answer.rows.length === 0) {
    tabs.hidden = true
    place.replaceChildren(
      element(
        'p',
        { className: 'empty' },
        'Nothing matches. Take a pattern away, or put it into OPTIONAL { }, to see which one finds nothing.',
      ),
    )
    return
  }
  offerViews(answer, options)
}

/** Shows why there is no answer. */
export const showProblem = problem => {
  clear()
  section.hidden = false
  const { title, detail, advice } = explained(problem)
  status.className = 'state problem'
  status.replaceChildren(
    element('strong', {}, title),
    ...(detail ? [' ', element('span', {}, detail)] : []),
    ...(advice ? [' ', element('span', {}, advice)] : []),
  )
}

/** Says that the person stopped the query. */
export const showStopped = () => {
  clear()
  status.className = 'state'
  status.textContent = 'Stopped.'
}
