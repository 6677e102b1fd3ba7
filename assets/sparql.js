/** The SPARQL editor: one query, examples, permalinks. Nothing is kept in the browser, nothing is asked of other hosts. */
import { showAnswer, showProblem, showWaiting } from './sparql-results.js'

const form = document.getElementById('sparql')
const textarea = document.getElementById('query')
const place = document.getElementById('editor')
const run = document.getElementById('run')
const permalink = document.getElementById('permalink')
const prefixes = JSON.parse(form.dataset.prefixes)

const { Yasqe } = window.Yasgui.Yasgui ?? window.Yasgui
const prefixCompleter = {
  name: 'known-prefixes',
  persistenceId: null,
  bulk: true,
  autoShow: true,
  get: async () => Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`),
  isValidCompletionPosition: yasqe => {
    const { line, ch } = yasqe.getDoc().getCursor()
    return /^\s*PREFIX\s+[\w-]*$/i.test(yasqe.getDoc().getLine(line).slice(0, ch))
  },
  preProcessToken: (_, token) => token,
}
Yasqe.registerAutocompleter(prefixCompleter, false)

place.hidden = false
textarea.hidden = true
const editor = new Yasqe(place, {
  value: textarea.value,
  persistenceId: null,
  consumeShareLink: null,
  createShareableLink: () => linkTo(editor.getValue()),
  requestConfig: { endpoint: '/sparql', method: 'POST' },
  autocompleters: ['known-prefixes', 'variables'],
  prefixCcApi: null,
  showQueryButton: false,
  resizeable: false,
  editorHeight: '24rem',
  collapsePrefixesOnLoad: false,
  screenReaderLabel: 'SPARQL query',
  extraKeys: {
    'Ctrl-Enter': () => form.requestSubmit(),
    'Cmd-Enter': () => form.requestSubmit(),
    'Ctrl-Space': yasqe => yasqe.autocomplete(),
    'Ctrl-/': yasqe => yasqe.commentLines(),
    // Tab leaves the editor, as everywhere else on the page.
    Tab: false,
    'Shift-Tab': false,
  },
})

const linkTo = query => `${location.origin}/sparql#query=${encodeURIComponent(query)}`

const keepLink = () => {
  permalink.href = linkTo(editor.getValue())
  permalink.hidden = false
}
editor.on('change', keepLink)

/** Adds declarations for prefixes that a query uses and does not declare. */
const declared = query => {
  const plain = query.replace(/<[^>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*$/gm, ' ')
  const missing = Object.keys(prefixes).filter(
    name =>
      new RegExp(`(?<![\\w?$:-])${name}:`, 'u').test(plain) &&
      !new RegExp(`PREFIX\\s+${name}:`, 'iu').test(query),
  )
  const lines = missing.map(name => `PREFIX ${name}: <${prefixes[name]}>\n`)
  return lines.join('') + query
}

let current
const ask = async () => {
  const query = declared(editor.getValue())
  if (query !== editor.getValue()) editor.setValue(query)
  history.replaceState(null, '', linkTo(query))
  current?.abort()
  const controller = new AbortController()
  current = controller
  run.textContent = 'Running…'
  showWaiting()
  const began = performance.now()
  try {
    const response = await fetch('/sparql', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/sparql-results+json, text/turtle;q=0.9',
      },
      body: new URLSearchParams({ query }),
      signal: controller.signal,
    })
    const milliseconds = Math.round(performance.now() - began)
    if (response.ok) await showAnswer(response, { query, milliseconds, prefixes })
    else await showProblem(response, editor)
  } catch (error) {
    if (error.name !== 'AbortError') showProblem(undefined, editor)
  } finally {
    if (current === controller) run.textContent = 'Run'
  }
}

form.addEventListener('submit', event => {
  event.preventDefault()
  ask()
})

const load = query => {
  editor.setValue(query)
  keepLink()
}

for (const button of document.querySelectorAll('button.example')) {
  button.addEventListener('click', () => {
    load(button.dataset.query)
    ask()
    run.focus({ preventScroll: true })
    form.scrollIntoView({ block: 'nearest' })
  })
}

const fromAddress = () => {
  const parameters = new URLSearchParams(location.hash.slice(1))
  const query =
    parameters.get('query') ?? document.getElementById(`example-${parameters.get('example')}`)?.dataset.query
  if (query && query !== editor.getValue()) load(query)
}
addEventListener('hashchange', fromAddress)
fromAddress()
keepLink()
