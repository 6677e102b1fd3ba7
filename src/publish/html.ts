/** HTML whose parts are escaped by construction: only `Html` values go in as they are. */

/** Markup that is safe to insert. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The text with `& < > " '` as entities: safe as element content and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, character => ENTITIES[character] ?? character)

type Part = Html | string | number | undefined | readonly Part[]

const render = (part: Part): string => {
  if (part === undefined) return ''
  if (part instanceof Html) return part.text
  return typeof part === 'string' || typeof part === 'number'
    ? escapeHtml(String(part))
    : part.map(render).join('')
}

/** Template tag: interpolated texts are escaped, `Html` values and lists of them are inserted, undefined vanishes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, i) => text + (i < parts.length ? render(parts[i]) : '')).join(''))

const JSON_ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/**
 * JSON for a script element: `<`, `>` and `&` become \u escapes, so that no text ends the element (`</script>`,
 * `<!--`) and nothing looks like an HTML entity to a reader that decodes entities.
 */
export const scriptJson = (value: unknown): Html =>
  new Html(
    JSON.stringify(value, undefined, 1).replaceAll(
      /[<>&\u2028\u2029]/g,
      found => JSON_ESCAPES[found] ?? found,
    ),
  )
