/** What every page gains from a script: forms that send themselves, buttons that copy, filters folded on phones. */

for (const form of document.querySelectorAll('form[data-submit]')) {
  form.querySelector('button')?.setAttribute('hidden', '')
  form.addEventListener('change', () => form.requestSubmit())
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false
  const said = button.textContent
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy)
      button.textContent = 'Copied'
    } catch {
      // Without permission for the clipboard the text can still be selected.
      button.textContent = 'Select and copy'
    }
    setTimeout(() => {
      button.textContent = said
    }, 2000)
  })
}

const filters = document.getElementById('filters')
if (filters && matchMedia('(max-width: 50rem)').matches) filters.open = false
