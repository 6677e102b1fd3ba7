/** The playground without leaving the page: the form is sent to this server alone, its state is kept in the address. */

const form = document.getElementById('check')
const result = document.getElementById('result')
const status = document.getElementById('status')
const run = document.getElementById('run')
const permalink = document.getElementById('permalink')
const example = document.getElementById('example')

const FIELDS = ['document', 'shapes', 'sample', 'format', 'language']

const stateOf = () => {
  const data = new FormData(form)
  const state = { profile: data.getAll('profile'), raw: data.has('raw') }
  for (const name of FIELDS) state[name] = data.get(name)
  return state
}

const fill = state => {
  for (const name of FIELDS) if (typeof state[name] === 'string') form.elements[name].value = state[name]
  for (const box of form.querySelectorAll('input[name="profile"]'))
    box.checked = Array.isArray(state.profile) && state.profile.includes(box.value)
  form.elements.raw.checked = state.raw === true
  if (form.elements.shapes.value) form.elements.shapes.closest('details').open = true
}

const through = async (bytes, stream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())

const pack = async state => {
  const bytes = await through(
    new TextEncoder().encode(JSON.stringify(state)),
    new CompressionStream('deflate-raw'),
  )
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const unpack = async text => {
  const packed = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(packed, character => character.charCodeAt(0))
  const plain = await through(bytes, new DecompressionStream('deflate-raw'))
  return JSON.parse(new TextDecoder().decode(plain))
}

const keepLink = async () => {
  const packed = await pack(stateOf())
  permalink.href = `/profiles/playground#state=${packed}`
  permalink.hidden = false
  history.replaceState(null, '', permalink.href)
}

const say = text => {
  status.textContent = text
}

const show = html => {
  const page = new DOMParser().parseFromString(html, 'text/html')
  result.replaceChildren(...(page.getElementById('result')?.childNodes ?? []))
  const title = document.getElementById('result-title')
  say(title?.textContent ?? '')
  title?.focus({ preventScroll: true })
  result.scrollIntoView({ block: 'start' })
}

const fail = text => {
  const paragraph = document.createElement('p')
  paragraph.className = 'problem'
  paragraph.textContent = text
  result.replaceChildren(paragraph)
  say(text)
}

let current
const check = async () => {
  current?.abort()
  const controller = new AbortController()
  current = controller
  run.textContent = 'Checking…'
  say('Checking')
  try {
    await keepLink()
    const response = await fetch('/profiles/playground', {
      method: 'POST',
      body: new FormData(form),
      headers: { accept: 'text/html' },
      signal: controller.signal,
    })
    show(await response.text())
  } catch (error) {
    if (error.name !== 'AbortError') fail('The server does not answer. Try again in a moment.')
  } finally {
    if (current === controller) run.textContent = 'Check'
  }
}

form.addEventListener('submit', event => {
  // Reports are saved by the browser itself.
  if (event.submitter?.name === 'report') return
  event.preventDefault()
  check()
})
form.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(run)
})

// Lines are shown without changing the address, which holds the state.
result.addEventListener('click', event => {
  const link = event.target.closest('a.to-line')
  if (!link) return
  event.preventDefault()
  for (const line of result.querySelectorAll('.source-lines > .current')) line.classList.remove('current')
  const line = result.querySelector(link.hash)
  line?.classList.add('current')
  line?.focus({ preventScroll: true })
  line?.scrollIntoView({ block: 'center' })
})

example.hidden = false
example.addEventListener('click', () => {
  form.elements.document.value = example.dataset.example
  form.elements.format.value = ''
  check()
})

const fromAddress = async () => {
  const packed = new URLSearchParams(location.hash.slice(1)).get('state')
  if (!packed) return
  try {
    fill(await unpack(packed))
  } catch {
    fail('The link is damaged: the check that it stands for cannot be read.')
    return
  }
  check()
}
addEventListener('hashchange', fromAddress)
fromAddress()
