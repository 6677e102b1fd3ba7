/** The query as programs, to copy: a tab for each language. */
import { snippetsOf } from './sparql-snippets.js'
import { element } from './sparql-terms.js'

/** Fills `place` when it is opened; `now` gives endpoint and query. Returns how to bring it up to date. */
export const offerCode = (place, now) => {
  const tabs = place.querySelector('[role="tablist"]')
  const text = place.querySelector('code')
  const copy = place.querySelector('button.copy')
  let chosen = 'curl'
  const choose = (key, focus) => {
    chosen = key
    draw(focus)
  }
  const tabOf = ({ key, name }, index, all) => {
    const tab = element(
      'button',
      {
        type: 'button',
        id: `code-${key}`,
        tabIndex: key === chosen ? 0 : -1,
        onclick: () => choose(key, true),
      },
      name,
    )
    tab.setAttribute('role', 'tab')
    tab.setAttribute('aria-selected', String(key === chosen))
    tab.setAttribute('aria-controls', 'code-text')
    tab.addEventListener('keydown', event => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[event.key]
      if (to === undefined) return
      event.preventDefault()
      choose(all.at(to % all.length).key, true)
    })
    return tab
  }
  const draw = focus => {
    if (!place.open) return
    const { endpoint, query } = now()
    const snippets = snippetsOf(endpoint, query)
    tabs.replaceChildren(...snippets.map(tabOf))
    text.textContent = snippets.find(({ key }) => key === chosen).text
    if (focus) tabs.querySelector('[aria-selected="true"]').focus()
  }
  place.addEventListener('toggle', () => draw(false))
  copy.addEventListener('click', async () => {
    const said = copy.textContent
    const copied = await navigator.clipboard?.writeText(text.textContent).then(
      () => true,
      () => false,
    )
    copy.textContent = copied ? 'Copied' : 'Select and copy'
    setTimeout(() => {
      copy.textContent = said
    }, 2000)
  })
  return () => draw(false)
}
