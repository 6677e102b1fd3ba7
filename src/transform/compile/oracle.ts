/** Asks the store what an expression comes to: for all that is rare or subtle, so that compiled rules cannot differ. */
import type { Term } from '@rdfjs/types'
import type { Store } from 'oxigraph'
import { termText } from '../../rdf/n-quads.ts'
import { recentlyUsed } from '../../rdf/recently-used.ts'
import { factory } from '../../rdf/terms.ts'
import { openStore } from './open-store.ts'
import { looseIri, looseLiteral, type Node, rdfTerm } from './terms.ts'

const MAX_ANSWERS = 2000
const MAX_REMEMBERED_LENGTH = 500

interface Answer {
  readonly node: Node | undefined
}

const answers = recentlyUsed<Answer>(MAX_ANSWERS)
let store: Store | undefined

const remembered = (key: string, answer: () => Node | undefined): Node | undefined => {
  const known = answers.get(key)
  if (known) return known.node
  const node = answer()
  if (key.length <= MAX_REMEMBERED_LENGTH) answers.set(key, { node })
  return node
}

/** An IRI or literal of the store as a loose node. Throws on a blank node: staging graphs have none. */
export const nodeOf = (term: Term): Node => {
  if (term.termType === 'NamedNode') return looseIri(term.value)
  if (term.termType !== 'Literal') throw new TypeError(`the store answers with a ${term.termType}`)
  return looseLiteral(term.value, term.datatype.value, term.language)
}

/**
 * Value of a SPARQL expression with `?0`, `?1` ... in place of its arguments; undefined when it is an error. Arguments
 * that are undefined stand as unbound variables.
 */
export const ask = (expression: string, args: readonly (Node | undefined)[]): Node | undefined => {
  const text = expression.replace(/\?(\d+)/g, (whole, index) => {
    const node = args[Number(index)]
    return node ? termText(rdfTerm(node)) : `?unbound${whole.slice(1)}`
  })
  return remembered(text, () => {
    store ??= openStore()
    const rows = store.query(`SELECT (${text} AS ?r) {}`) as ReadonlyMap<string, Term>[]
    const term = rows[0]?.get('r')
    return term && nodeOf(term)
  })
}

/** A literal as the store gives it back: numbers, dates and the like are kept by value and written canonically. */
export const asStored = (node: Node): Node =>
  remembered(`stored ${termText(rdfTerm(node))}`, () => {
    const memory = openStore()
    const line = `<urn:s> <urn:p> ${termText(rdfTerm(node))} .\n`
    memory.load(line, { format: 'application/n-quads', lenient: true })
    const [quad] = memory.match(null, null, null, factory.defaultGraph() as never)
    ;(memory as Store & { free(): void }).free()
    return quad && nodeOf(quad.object)
  }) ?? node
