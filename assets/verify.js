/** The verifier without leaving the page: a file can be dropped, the report is shown in place and filtered by verdict. */

const form = document.getElementById('verify')
const result = document.getElementById('result')
const status = document.getElementById('status')
const drop = document.getElementById('drop')

const filter = () => {
  const wanted = new Set([...result.querySelectorAll('#filters input:checked')].map(box => box.value))
  for (const row of result.querySelectorAll('tbody tr')) row.hidden = !wanted.has(row.dataset.verdict)
}

/** A checkbox for each verdict of the legend. */
const offerFilters = () => {
  const place = result.querySelector('#filters')
  const verdicts = [...result.querySelectorAll('.legend li')]
  if (!place || verdicts.length < 2) return
  place.append('Show ')
  for (const verdict of verdicts) {
    const label = document.createElement('label')
    const box = Object.assign(document.createElement('input'), {
      type: 'checkbox',
      value: verdict.dataset.verdict,
      checked: true,
    })
    label.append(box, ` ${verdict.querySelector('.verdict').lastChild.textContent.trim()}`)
    place.append(label)
  }
  place.hidden = false
  place.addEventListener('change', filter)
}

const show = page => {
  const answer = new DOMParser().parseFromString(page, 'text/html').getElementById('result')
  result.replaceChildren(...(answer?.childNodes ?? []))
  offerFilters()
  const title = document.getElementById('result-title')
  title?.focus()
  status.textContent = title?.textContent ?? ''
}

form.addEventListener('submit', async event => {
  // The other buttons download the report.
  if (event.submitter && event.submitter.id !== 'run') return
  event.preventDefault()
  const run = document.getElementById('run')
  run.disabled = true
  status.textContent = 'Verifying …'
  try {
    const response = await fetch('/verify', { method: 'POST', body: new FormData(form) })
    show(await response.text())
  } catch (error) {
    result.textContent = `The server cannot be reached: ${error.message}`
    status.textContent = result.textContent
  } finally {
    run.disabled = false
  }
})

form.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    form.requestSubmit(document.getElementById('run'))
})

for (const type of ['dragover', 'dragleave', 'drop'])
  drop.addEventListener(type, event => {
    event.preventDefault()
    drop.classList.toggle('over', type === 'dragover')
    if (type !== 'drop' || event.dataTransfer.files.length === 0) return
    form.elements.document.files = event.dataTransfer.files
    form.requestSubmit(document.getElementById('run'))
  })

// The row that a mark leads to must be seen.
result.addEventListener('click', event => {
  const row = event.target.closest?.('a.mark') && document.getElementById(event.target.hash.slice(1))
  if (row) row.hidden = false
})

offerFilters()
