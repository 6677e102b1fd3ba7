/** Queries of shapes, checked and cut open where pre-bound variables are put in (SHACL 5.3 and appendix A). */
import { isWord, type Token, tokens } from './tokens.ts'

/** A query with gaps at the beginning of every group, into which bindings go. */
export interface PreparedQuery {
  readonly prologue: string
  readonly parts: readonly string[]
  /** Pre-bound variables that the query uses. */
  readonly variables: ReadonlySet<string>
}

/** What a query is prepared for. */
export interface QueryPurpose {
  readonly form: 'SELECT' | 'ASK'
  /** PREFIX declarations. */
  readonly prologue: string
  /** Names of the variables that may be bound beforehand. */
  readonly prebound: readonly string[]
  /** SPARQL text that stands for $PATH, where there is one. */
  readonly path?: string | undefined
}

const FORBIDDEN = ['MINUS', 'VALUES', 'SERVICE', 'FROM']

/**
 * Prepares a query. A sentence saying what is wrong when it breaks a rule of pre-binding (SHACL, appendix A): MINUS,
 * VALUES, SERVICE, a variable bound again, a sub-query that leaves $this behind. The syntax is for a parser to check.
 */
export const prepareQuery = (text: string, purpose: QueryPurpose): PreparedQuery | string => {
  const found = tokens(text)
  const form = found.find(token =>
    ['SELECT', 'ASK', 'CONSTRUCT', 'DESCRIBE'].some(word => isWord(token, word)),
  )
  if (!isWord(form, purpose.form)) return `it must be a ${purpose.form} query`
  const fault = rules(found, new Set(purpose.prebound))
  if (fault !== undefined) return fault
  if (purpose.path === undefined && found.some(isPath)) return 'it uses $PATH, but the shape has no sh:path'
  return {
    prologue: purpose.prologue,
    parts: cut(text, found, purpose.path),
    variables: new Set(
      found
        .filter(({ kind }) => kind === 'variable')
        .map(nameOf)
        .filter(name => purpose.prebound.includes(name)),
    ),
  }
}

const nameOf = ({ text }: Token): string => text.slice(1)
const isPath = (token: Token): boolean => token.kind === 'variable' && nameOf(token) === 'PATH'

const rules = (found: readonly Token[], prebound: ReadonlySet<string>): string | undefined => {
  for (const [i, token] of found.entries()) {
    const word = FORBIDDEN.find(each => isWord(token, each))
    if (word)
      return `it uses ${word}, which SHACL does not allow together with variables that are bound beforehand`
    const next = found[i + 1]
    if (isWord(token, 'AS') && next?.kind === 'variable' && prebound.has(nameOf(next)))
      return `it binds ${next.text} again, which is bound beforehand`
    if (prebound.has('this') && token.kind === 'open' && isWord(next, 'SELECT')) {
      const lost = leftBehind(found, i + 1, prebound)
      if (lost !== undefined)
        return `it has a sub-query that does not select $${lost}, which is bound beforehand`
    }
  }
  return undefined
}

/** A pre-bound variable that a sub-query hides from the rest; `$this` must always be among its results. */
const leftBehind = (
  found: readonly Token[],
  select: number,
  prebound: ReadonlySet<string>,
): string | undefined => {
  const projected = new Set<string>()
  let i = select + 1
  for (let token = found[i]; token && token.kind !== 'open'; token = found[++i])
    if (token.kind === 'variable') projected.add(nameOf(token))
  if (!projected.has('this')) return 'this'
  let depth = 1
  for (let token = found[++i]; token && depth > 0; token = found[++i]) {
    if (token.kind === 'open') depth++
    if (token.kind === 'close') depth--
    if (token.kind !== 'variable') continue
    const name = nameOf(token)
    // $shapesGraph and $currentShape need not come out again (SHACL, appendix A).
    if (prebound.has(name) && !projected.has(name) && name !== 'shapesGraph' && name !== 'currentShape')
      return name
  }
  return undefined
}

/** The text between the gaps, $PATH filled in. A group that is nothing but a sub-query has its gap inside that. */
const cut = (text: string, found: readonly Token[], path: string | undefined): readonly string[] => {
  const parts: string[] = []
  let part = ''
  let place = 0
  for (const [i, token] of found.entries()) {
    if (isPath(token) && path !== undefined) {
      part += `${text.slice(place, token.start)} ${path} `
      place = token.end
    } else if (token.kind === 'open' && !isWord(found[i + 1], 'SELECT')) {
      parts.push(part + text.slice(place, token.end))
      part = ''
      place = token.end
    }
  }
  parts.push(part + text.slice(place))
  return parts
}

/** The text of a prepared query with something at the beginning of every group. */
export const fillQuery = ({ prologue, parts }: PreparedQuery, gap: string): string =>
  prologue + parts.join(` ${gap} `)
