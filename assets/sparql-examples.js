/** The examples: searched by what they say of themselves, run by one click. */
import { several } from './sparql-terms.js'

const list = document.getElementById('examples')

/** Makes the list of examples alive; `start` runs a query. Returns how to find an example's query by its id. */
export const offerExamples = (place, start) => {
  const search = document.getElementById('find-example')
  const told = document.getElementById('found-examples')
  const items = [...place.querySelectorAll('li[data-words]')]
  const groups = [...place.querySelectorAll('.example-group')]
  // Without scripts each button sends its query by itself.
  place.addEventListener('submit', event => {
    event.preventDefault()
    start(event.submitter.value)
  })
  search.addEventListener('input', () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    for (const item of items) item.hidden = !words.every(word => item.dataset.words.includes(word))
    for (const group of groups) group.hidden = group.querySelector('li[data-words]:not([hidden])') === null
    const found = items.filter(item => !item.hidden).length
    told.textContent =
      words.length === 0 ? '' : found === 0 ? 'No example has these words.' : several(found, 'example')
  })
  return id => (id ? document.getElementById(`example-${id}`)?.value : undefined)
}

const plain = query => query.replace(/\s+/g, ' ').trim()

/** A name for files with the answer of a query: that of the example it is, else a general one. */
export const titleFor = query => {
  const buttons = [...list.querySelectorAll('button.example')]
  const same = buttons.find(button => plain(button.value) === plain(query))
  return same ? same.id.replace(/^example-(?:\d+-)?/, '') : 'lodestone-answer'
}
