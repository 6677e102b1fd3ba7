/** The query page: the editor, what runs it, and what is kept of it. Nothing is asked of other hosts. */
import { ask } from './sparql-answer.js'
import { offerCode } from './sparql-code.js'
import { createEditor, declared } from './sparql-editor.js'
import { offerExamples, titleFor } from './sparql-examples.js'
import { remember } from './sparql-history.js'
import { offerHistory } from './sparql-history-list.js'
import { showAnswer, showProblem, showStopped, showWaiting } from './sparql-results.js'
import { fragmentOf, readFragment } from './sparql-share.js'

const form = document.getElementById('sparql')
const textarea = document.getElementById('query')
const place = document.getElementById('editor')
const run = document.getElementById('run')
const stop = document.getElementById('stop')
const permalink = document.getElementById('permalink')
const copyLink = document.getElementById('copy-link')
const prefixes = JSON.parse(form.dataset.prefixes)
const deadline = Number(form.dataset.seconds)

place.hidden = false
textarea.hidden = true
document.body.classList.add('scripted')
const complete = query => declared(query, prefixes)
const editor = createEditor(place, { value: textarea.value, prefixes, run: () => form.requestSubmit() })

let view
let current
const keepLink = async () => {
  const fragment = await fragmentOf({ query: editor.text(), view }, prefixes, complete)
  permalink.href = `/sparql#${fragment}`
  return permalink.href
}

const refreshCode = offerCode(document.getElementById('code'), () => ({
  endpoint: new URL('/sparql', location.href).href,
  query: complete(editor.text()),
}))
const refreshHistory = offerHistory(document.getElementById('history'), query => start(query))

const finish = ({ answer, problem }, query) => {
  if (problem) {
    showProblem(problem)
    if (problem.line)
      editor.showError({
        line: problem.line,
        column: problem.column,
        message: (problem.detail ?? '').replace(/^line \d+, column \d+:\s*/, ''),
      })
    document.getElementById('answer-section').scrollIntoView({ block: 'nearest' })
    return
  }
  const onView = async chosen => {
    view = chosen
    history.replaceState(null, '', await keepLink())
  }
  showAnswer(answer, { prefixes, title: titleFor(query), view, onView })
  remember({ query, rows: answer.rows?.length })
  refreshHistory()
}

const running = is => {
  run.disabled = is
  stop.hidden = !is
}

const runNow = async () => {
  const query = complete(editor.text())
  if (query !== editor.text()) editor.set(query)
  current?.abort()
  const controller = new AbortController()
  current = controller
  history.replaceState(null, '', await keepLink())
  running(true)
  const waiting = showWaiting(deadline)
  try {
    const outcome = await ask(query, { signal: controller.signal, onBytes: waiting.onBytes })
    waiting.stop()
    if (current === controller) finish(outcome, query)
  } catch (error) {
    if (error.name !== 'AbortError') throw error
    waiting.stop()
    if (current === controller) showStopped()
  } finally {
    waiting.stop()
    if (current === controller) {
      current = undefined
      running(false)
    }
  }
}

const load = query => {
  editor.set(complete(query))
}

/** Puts another query into the editor and runs it. */
const start = query => {
  view = undefined
  load(query)
  runNow()
  form.scrollIntoView({ block: 'nearest' })
}

form.addEventListener('submit', event => {
  event.preventDefault()
  runNow()
})
stop.addEventListener('click', () => {
  current?.abort()
  run.focus()
})
document.getElementById('tidy').addEventListener('click', () => editor.tidy())
copyLink.addEventListener('click', async () => {
  const address = await keepLink()
  const said = copyLink.textContent
  const copied = await navigator.clipboard?.writeText(address).then(
    () => true,
    () => false,
  )
  if (copied) copyLink.textContent = 'Copied'
  // Without the clipboard the address bar has the link.
  else history.replaceState(null, '', address)
  setTimeout(() => {
    copyLink.textContent = said
  }, 2000)
})

const queryOf = offerExamples(document.getElementById('examples'), start)

let waitingForPause
editor.onChange(() => {
  clearTimeout(waitingForPause)
  waitingForPause = setTimeout(() => {
    keepLink()
    refreshCode()
  }, 200)
})

const fromAddress = async () => {
  const asked = await readFragment(location.hash)
  const query = asked.query ?? queryOf(asked.example)
  view = asked.view
  if (query && complete(query) !== editor.text()) load(query)
}
addEventListener('hashchange', fromAddress)
await fromAddress()
await keepLink()
for (const control of document.querySelectorAll('.scripted-only')) control.hidden = false
form.dataset.ready = 'true'
