/** Rows as a table: sorted and filtered over all of them, drawn a page at a time. */
import { counted, element, noteOf, numberOf, several, termNode } from './sparql-terms.js'

const PAGE = 100

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const compared = (a, b) => {
  if (!a || !b) return Number(!a) - Number(!b)
  const [x, y] = [numberOf(a), numberOf(b)]
  if (x !== undefined && y !== undefined) return x - y
  return collator.compare(a.value, b.value)
}

/** Rows in the order of a column; rows without a value come last either way. */
const sorted = (rows, name, direction) =>
  rows.toSorted((a, b) => (a[name] && b[name] ? direction : 1) * compared(a[name], b[name]))

const matching = (rows, vars, wanted) => {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter(row => {
    const text = vars
      .map(name => row[name]?.value ?? '')
      .join('\n')
      .toLowerCase()
    return words.every(word => text.includes(word))
  })
}

/** The note that all literals of a column share, so that it is written once. */
const sharedNote = (rows, name, prefixes) => {
  let shared
  for (const row of rows) {
    const term = row[name]
    if (!term) continue
    const note = noteOf(term, prefixes)
    if (shared !== undefined && shared !== note) return ''
    shared = note
  }
  return shared ?? ''
}

const columnsOf = ({ vars, rows }, prefixes) =>
  vars.map(name => ({
    name,
    note: sharedNote(rows, name, prefixes),
    numeric:
      rows.some(row => row[name]) && rows.every(row => !row[name] || numberOf(row[name]) !== undefined),
  }))

const heading = ({ name, note, numeric }, state, onSort) => {
  const direction = state.by === name ? state.direction : 0
  const button = element(
    'button',
    { type: 'button', className: 'sort-by', onclick: () => onSort(name), title: note },
    element('span', {}, name),
    element(
      'span',
      { className: 'arrow', ariaHidden: 'true' },
      direction === 0 ? '↕' : direction > 0 ? '↑' : '↓',
    ),
  )
  const cell = element('th', { scope: 'col', className: numeric ? 'number' : '' }, button)
  cell.setAttribute('aria-sort', direction === 0 ? 'none' : direction > 0 ? 'ascending' : 'descending')
  if (note && !numeric) cell.append(element('span', { className: 'note' }, note))
  return cell
}

const line = (row, columns, prefixes) =>
  element(
    'tr',
    {},
    ...columns.map(({ name, note, numeric }) =>
      element(
        'td',
        { className: numeric ? 'number' : '' },
        termNode(row[name], { prefixes, columnNote: note }),
      ),
    ),
  )

const pager = (state, pages, go) => {
  const button = (text, label, to, enabled) =>
    element(
      'button',
      { type: 'button', className: 'quiet', disabled: !enabled, ariaLabel: label, onclick: () => go(to) },
      text,
    )
  const { page } = state
  const nav = element(
    'nav',
    { className: 'pager', ariaLabel: 'Pages of the answer', hidden: pages < 2 },
    button('First', 'First page', 0, page > 0),
    button('Previous', 'Previous page', page - 1, page > 0),
    element('span', {}, `${counted(page + 1)} of ${counted(pages)}`),
    button('Next', 'Next page', page + 1, page < pages - 1),
    button('Last', 'Last page', pages - 1, page < pages - 1),
  )
  return nav
}

/** Shows the rows of an answer in `place`. */
export const showTable = (place, answer, { prefixes }) => {
  const columns = columnsOf(answer, prefixes)
  const state = { by: undefined, direction: 1, page: 0, wanted: '' }
  let chosen = answer.rows
  const told = element('p', { className: 'note', role: 'status' })
  const filter = element('input', { type: 'search', placeholder: 'Filter rows', ariaLabel: 'Filter rows' })
  const head = element('tr')
  const body = element('tbody')
  const table = element('table', {}, element('thead', {}, head), body)
  const around = element('div', { className: 'scroll', tabIndex: 0 }, table)
  around.setAttribute('role', 'region')
  around.setAttribute('aria-label', 'Rows of the answer, scrolls sideways')
  const foot = element('div')

  const draw = () => {
    const pages = Math.max(1, Math.ceil(chosen.length / PAGE))
    state.page = Math.min(Math.max(0, state.page), pages - 1)
    const first = state.page * PAGE
    const shown = chosen.slice(first, first + PAGE)
    const focused = head.contains(document.activeElement)
      ? document.activeElement.textContent.slice(0, -1)
      : undefined
    head.replaceChildren(...columns.map(column => heading(column, state, sortBy)))
    if (focused !== undefined) {
      const again = [...head.querySelectorAll('button')].find(
        ({ firstChild }) => firstChild.textContent === focused,
      )
      again?.focus()
    }
    body.replaceChildren(...shown.map(row => line(row, columns, prefixes)))
    foot.replaceChildren(pager(state, pages, go))
    const of = chosen.length === answer.rows.length ? '' : ` of ${counted(answer.rows.length)}`
    const range = pages > 1 ? `: ${counted(first + 1)} to ${counted(first + shown.length)} on this page` : ''
    told.textContent = `${several(chosen.length, 'row')}${of}${range}`
  }
  const go = page => {
    state.page = page
    draw()
    around.focus({ preventScroll: true })
    place.scrollIntoView({ block: 'nearest' })
  }
  const choose = () => {
    const found = matching(answer.rows, answer.vars, state.wanted)
    chosen = state.by === undefined ? found : sorted(found, state.by, state.direction)
    state.page = 0
    draw()
  }
  // Ascending, descending, and then as the endpoint gave them.
  const sortBy = name => {
    const next = state.by !== name ? 1 : state.direction > 0 ? -1 : 0
    state.by = next === 0 ? undefined : name
    state.direction = next === 0 ? 1 : next
    choose()
  }
  let waiting
  filter.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      state.wanted = filter.value
      choose()
    }, 120)
  })
  draw()
  const few = answer.rows.length <= 5
  place.replaceChildren(
    ...(few ? [around] : [element('div', { className: 'over-table' }, filter, told), around, foot]),
  )
}
