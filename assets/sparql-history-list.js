/** The list of one's last queries: run again by one click, forgotten by another. */
import { forget, nameOf, remembered } from './sparql-history.js'
import { element, several } from './sparql-terms.js'

const when = moment =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment))

const itemOf = ({ query, rows, when: moment }, start) =>
  element(
    'li',
    {},
    element(
      'button',
      { type: 'button', className: 'again', title: query, onclick: () => start(query) },
      nameOf(query),
    ),
    element(
      'span',
      { className: 'note' },
      [when(moment), ...(typeof rows === 'number' ? [several(rows, 'row')] : [])].join(' · '),
    ),
  )

/** Fills the list and returns how to fill it anew. */
export const offerHistory = (place, start) => {
  const list = place.querySelector('ul')
  const draw = () => {
    const queries = remembered()
    place.hidden = queries.length === 0
    place.querySelector('summary').textContent = `Your last queries (${queries.length})`
    list.replaceChildren(...queries.map(each => itemOf(each, start)))
  }
  place.querySelector('#forget').addEventListener('click', () => {
    forget()
    draw()
  })
  draw()
  return draw
}
