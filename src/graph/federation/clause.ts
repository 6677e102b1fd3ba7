/** The SERVICE clauses of a query, and what of the query around one of them narrows it down. */

import { type Element, type Group, type Outline, outlineOf } from './outline.ts'
import { boundBy, certainFrom, inScope, mentioned } from './scope.ts'

/** A group on the way from the query's outermost to a clause; `index`: the element that leads there. */
interface Frame {
  readonly group: Group
  readonly index: number
}

/** One SERVICE clause that is not inside another one. */
export interface Clause {
  readonly element: Element
  readonly body: Group
  readonly silent: boolean
  /** The endpoint as it is written, or the name of the variable that holds it. */
  readonly endpoint: { readonly written: string } | { readonly variable: string }
  /** From the outermost group to the clause's own. */
  readonly frames: readonly Frame[]
}

const clauseOf = (element: Element, frames: readonly Frame[]): Clause[] => {
  const [, second, third] = element.tokens
  const silent = second?.kind === 'word' && second.text.toUpperCase() === 'SILENT'
  const name = silent ? third : second
  const body = element.groups[0]
  if (!name || !body) return []
  const endpoint = name.kind === 'variable' ? { variable: name.text.slice(1) } : { written: name.text }
  return [{ element, body, silent, endpoint, frames }]
}

const within = (group: Group, above: readonly Frame[]): Clause[] =>
  group.elements.flatMap((element, index) => {
    const frames = [...above, { group, index }]
    return element.kind === 'service'
      ? clauseOf(element, frames)
      : element.groups.flatMap(inner => within(inner, frames))
  })

/** The clauses of a query in the order of the text. Those inside another clause are that endpoint's business. */
export const clausesOf = (text: string): { outline: Outline; clauses: readonly Clause[] } => {
  const outline = outlineOf(text)
  return { outline, clauses: outline.where ? within(outline.where, []) : [] }
}

/** Gives the text between two places, with the clauses that are done already replaced by their solutions. */
export type Piece = (start: number, end: number) => string

const join = (sets: Iterable<ReadonlySet<string>>): ReadonlySet<string> =>
  new Set([...sets].flatMap(set => [...set]))

/** The elements of a frame that may narrow down what its element at `index` gives, without changing the query's answer. */
const neighbours = ({ group, index }: Frame, following: boolean): Element[] => {
  const chosen = group.elements.filter(
    (element, i) =>
      element.kind !== 'filter' &&
      (i < index || (following && i > index && (element.kind === 'triples' || element.kind === 'values'))),
  )
  const certain = join(chosen.filter(({ kind }) => kind === 'triples').map(boundBy))
  // A FILTER looks at the whole group; it may come along when all it looks at is bound for certain by what is chosen.
  const usable = (element: Element): boolean =>
    element.kind === 'filter' &&
    element.groups.length === 0 &&
    [...mentioned(element)].every(name => certain.has(name))
  return group.elements.filter((element, i) => i !== index && (chosen.includes(element) || usable(element)))
}

/** The text of an element so that any other may follow it. */
const closed = ({ kind, tokens }: Element, text: string): string =>
  kind === 'triples' && tokens.at(-1)?.text !== '.' ? `${text} .` : text

/** A part of the query that can be asked by itself: its pattern in braces, and the variables it binds. */
export interface Surroundings {
  readonly pattern: string
  readonly variables: ReadonlySet<string>
}

/**
 * What narrows a clause down: the elements beside it, and those beside the groups around it, as long as leaving out
 * solutions of the clause that fit none of theirs cannot change the query's answer. Across OPTIONAL that is only what
 * stands before it; beyond it, and out of MINUS, EXISTS and sub-SELECT, nothing.
 */
export const surroundingsOf = (clause: Clause, piece: Piece): Surroundings => {
  let pattern = ''
  let variables: ReadonlySet<string> = new Set()
  let following = true
  for (const [i, frame] of [...clause.frames.entries()].reverse()) {
    const elements = neighbours(frame, following)
    const texts = elements.map(element => closed(element, piece(element.start, element.end)))
    pattern = [...texts, ...(pattern === '' ? [] : [`{ ${pattern} }`])].join('\n')
    variables = join([variables, ...elements.map(boundBy)])
    const parent = clause.frames[i - 1]
    const around = parent?.group.elements[parent.index]
    if (!around || !following || frame.group.projected) break
    if (around.kind === 'graph') {
      const name = around.tokens[1]
      if (pattern !== '' && name) pattern = `GRAPH ${name.text} { ${pattern} }`
      if (name?.kind === 'variable' && pattern !== '')
        variables = join([variables, new Set([name.text.slice(1)])])
      break
    }
    if (around.kind !== 'group' && around.kind !== 'optional') break
    following = around.kind !== 'optional'
  }
  return { pattern, variables }
}

/** How an endpoint is asked for a clause: with the values of `variables`, beside the body's own elements or around it. */
export interface Narrowing {
  readonly variables: readonly string[]
  readonly beside: boolean
}

/** Which of the variables that are bound around a clause are handed to the endpoint. */
export const narrowingOf = ({ body }: Clause, around: ReadonlySet<string>): Narrowing => {
  const certain = [...certainFrom(body)].filter(name => around.has(name))
  // Beside patterns that bind the same variables for certain, values cannot change what the body means; engines are
  // quicker then. In front of anything else they could (OPTIONAL, BIND), so the body stays a group of its own.
  if (certain.length > 0) return { variables: certain, beside: true }
  return { variables: [...inScope(body)].filter(name => around.has(name)), beside: false }
}
