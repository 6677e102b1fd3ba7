/** What is known of a query from its tokens alone: its form, its prefixes, and whether it answers the same every time. */

import type { QueryForm } from '../../../graph/store.ts'
import { tokensOf } from '../../../graph/tokens.ts'

export interface QueryText {
  readonly form: QueryForm | undefined
  /** The query without comments and superfluous white space: the same text means the same query. */
  readonly normal: string
  /** Prefix -> namespace, as the query declares them; those that can stand in Turtle as they are. */
  readonly prefixes: Readonly<Record<string, string>>
  /** Whether the same graph always gives the same answer: nothing random, no clock, no other endpoint. */
  readonly repeatable: boolean
}

const FORMS = ['SELECT', 'ASK', 'CONSTRUCT', 'DESCRIBE'] as const
const CHANGING = new Set(['NOW', 'RAND', 'UUID', 'STRUUID', 'BNODE', 'SERVICE'])
const PREFIX = /^PREFIX$/i
const NAME = /^[A-Za-z][\w-]*:$/
const NAMESPACE = /^<[A-Za-z][\w+.-]*:[^\\]*>$/

/** Reads the tokens of a query (SPARQL 1.1, 19.3); any text can be read. */
export const readQuery = (text: string): QueryText => {
  let form: QueryForm | undefined
  let normal = ''
  let end = 0
  let repeatable = true
  const prefixes: Record<string, string> = {}
  let before = { text: '', name: '' }
  for (const token of tokensOf(text)) {
    const word = token.kind === 'word' ? token.text.toUpperCase() : ''
    form ??= FORMS.find(each => each === word)
    // `SERVICE:x` may be read as the keyword and a name.
    if (CHANGING.has(word) || /^service:/i.test(token.text)) repeatable = false
    if (before.name !== '' && NAMESPACE.test(token.text)) prefixes[before.name] = token.text.slice(1, -1)
    const declares = PREFIX.test(before.text) && NAME.test(token.text)
    before = { text: token.text, name: declares ? token.text.slice(0, -1) : '' }
    // A gap is kept as a gap: `1 .5` and `1.5` are different queries.
    normal += (token.at > end && normal !== '' ? ' ' : '') + token.text
    end = token.at + token.text.length
  }
  return { form, normal, prefixes, repeatable }
}
