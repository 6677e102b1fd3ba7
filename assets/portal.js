/** What every page gains from a script: forms that send themselves, buttons that copy, filters folded on phones. */

for (const form of document.querySelectorAll('form[data-submit]')) {
  form.querySelector('button')?.setAttribute('hidden', '')
  form.addEventListener('change', () => form.requestSubmit())
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false
  const said = button.textContent
  const named = button.getAttribute('aria-label')
  const say = (text, name) => {
    button.textContent = text
    // The name would hide from those who hear the page what the button shows.
    if (named !== null) button.setAttribute('aria-label', name)
  }
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy)
      say('Copied', 'Copied')
    } catch {
      // Without permission for the clipboard the text can still be selected.
      say('Select and copy', 'Select and copy')
    }
    setTimeout(() => say(said, named), 2000)
  })
}

const filters = document.getElementById('filters')
if (filters && matchMedia('(max-width: 50rem)').matches) filters.open = false
