/** The editor: Yasqe's, with completion from the graph itself and errors shown where they are. */
import { suggestionsAt } from './sparql-completion.js'
import { element } from './sparql-terms.js'
import * as vocabulary from './sparql-vocabulary.js'

const Yasqe = window.Yasqe.default ?? window.Yasqe

/** The query without what stands within strings, IRIs and comments. */
const outside = query =>
  query.replace(
    /<[^<>"{}|^`\\\s]*>|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*$/gm,
    ' ',
  )

/** The query with declarations of known prefixes that it uses and does not declare. */
export const declared = (query, prefixes) => {
  const plain = outside(query)
  const missing = Object.keys(prefixes).filter(
    name =>
      new RegExp(`(?<![\\w?$:-])${name}:`, 'u').test(plain) &&
      !new RegExp(`PREFIX\\s+${name}:`, 'iu').test(query),
  )
  return missing.map(name => `PREFIX ${name}: <${prefixes[name]}>\n`).join('') + query
}

const hintNode =
  ({ label, detail, count }) =>
  line => {
    line.classList.add('hint')
    line.append(element('span', { className: 'hint-name' }, label))
    if (detail) line.append(element('span', { className: 'hint-detail' }, detail))
    if (count) line.append(element('span', { className: 'hint-count' }, count))
  }

const hintFunction = prefixes => async editor => {
  const doc = editor.getDoc()
  const text = doc.getValue()
  // A graph that does not answer now only means that nothing is offered.
  const found = await suggestionsAt(text, doc.indexFromPos(doc.getCursor()), prefixes, vocabulary).catch(
    () => undefined,
  )
  if (!found || found.hints.length === 0 || doc.getValue() !== text) return undefined
  const take = (_, { from, to }, { text: chosen }) => {
    doc.replaceRange(chosen, from, to, 'complete')
    declareAll(editor, prefixes)
  }
  return {
    list: found.hints.map(hint => ({ text: hint.text, render: hintNode(hint), hint: take })),
    from: doc.posFromIndex(found.from),
    to: doc.posFromIndex(found.to),
  }
}

/** Adds what is missing at the top and keeps the cursor where it is. */
const declareAll = (editor, prefixes) => {
  const doc = editor.getDoc()
  const text = doc.getValue()
  const whole = declared(text, prefixes)
  if (whole !== text) doc.replaceRange(whole.slice(0, whole.length - text.length), { line: 0, ch: 0 })
}

const offersBy = change => {
  const typed = change.text.join('')
  return change.origin === '+input' && typed.length === 1 && /[\p{L}\p{N}_:?$<-]/u.test(typed)
}

const completeWhileTyping = (editor, hint) => {
  let waiting
  editor.on('change', (_, change) => {
    clearTimeout(waiting)
    if (!offersBy(change) || editor.state.completionActive) return
    waiting = setTimeout(() => show(editor, hint), 120)
  })
}

const show = (editor, hint) =>
  editor.showHint({ hint, completeSingle: false, closeCharacters: /[\s()[\]{};,>]/, alignWithWord: true })

/** Marks the place of an error until the query is changed; `line` and `column` count from 1. */
const markError = (editor, { line, column, message }) => {
  const doc = editor.getDoc()
  const at = Math.min(Math.max(0, line - 1), doc.lastLine())
  const text = doc.getLine(at)
  const from = Math.min(Math.max(0, (column ?? 1) - 1), text.length)
  const rest = /^\s*(?:[\p{L}\p{N}_:?$-]+|\S)/u.exec(text.slice(from))?.[0].length ?? 0
  const range = rest > 0 ? [from, from + rest] : [Math.max(0, text.trimEnd().length - 1), text.length]
  const mark = doc.markText({ line: at, ch: range[0] }, { line: at, ch: range[1] }, { className: 'wrong' })
  const note = element('div', { className: 'wrong-note' }, message)
  const widget = editor.addLineWidget(at, note, { coverGutter: false })
  editor.addLineClass(at, 'background', 'wrong-line')
  doc.setCursor({ line: at, ch: range[0] })
  editor.scrollIntoView({ line: at, ch: range[0] }, 60)
  return () => {
    mark.clear()
    widget.clear()
    editor.removeLineClass(at, 'background', 'wrong-line')
  }
}

const KEYS = {
  // Tab leaves the editor, as everywhere else on the page.
  Tab: false,
  'Shift-Tab': false,
  'Ctrl-/': editor => editor.commentLines(),
  'Cmd-/': editor => editor.commentLines(),
}

/** Puts an editor into `place`; `run` is called by Ctrl+Enter. */
export const createEditor = (place, { value, prefixes, run }) => {
  const hint = hintFunction(prefixes)
  const editor = new Yasqe(place, {
    value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: () => location.href,
    requestConfig: { endpoint: '/sparql', method: 'POST' },
    autocompleters: [],
    prefixCcApi: null,
    showQueryButton: false,
    resizeable: false,
    // Yasqe writes it into the element, where no style sheet reaches it.
    editorHeight: matchMedia('(max-width: 50rem)').matches ? '17rem' : '21rem',
    collapsePrefixesOnLoad: false,
    screenReaderLabel: 'SPARQL query',
    extraKeys: {
      ...KEYS,
      'Ctrl-Enter': run,
      'Cmd-Enter': run,
      'Ctrl-Space': () => show(editor, hint),
    },
  })
  completeWhileTyping(editor, hint)
  let unmark
  const clear = () => {
    unmark?.()
    unmark = undefined
  }
  editor.on('change', clear)
  new ResizeObserver(() => editor.refresh()).observe(place)
  return {
    text: () => editor.getValue(),
    set: text => editor.setValue(text),
    onChange: listener => editor.on('change', listener),
    focus: () => editor.focus(),
    tidy: () => editor.autoformat(),
    showError: problem => {
      clear()
      unmark = markError(editor, problem)
    },
  }
}
