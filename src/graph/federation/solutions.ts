/** Solutions as endpoints send them (SPARQL 1.1 Query Results JSON), and as VALUES takes them. */

import { failed, ok, type Result } from '../../model/problem.ts'
import { isIri } from '../../rdf/terms.ts'

/** One solution: SPARQL text of the terms by the names of the variables that are bound. */
export type Solution = ReadonlyMap<string, string>

/** What is made of a blank node's label; undefined where none can be used. */
export type NameBlank = (label: string) => string | undefined

const LANGUAGE = /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"' }
// A backslash takes the letter behind it along: \u is read before strings are by some, and with them by others
// (SPARQL 1.1, 19.2); written like this it is the same to both.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped
const UNSAFE = /\\(?:[uU])?|[\x00-\x1f\x7f"]/g

const escaped = (part: string): string => {
  const letter = part.charAt(1)
  if (part.startsWith('\\')) return letter === '' ? '\\\\' : `\\\\\\u00${letter.charCodeAt(0).toString(16)}`
  return SHORT[part] ?? `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A literal's text as SPARQL writes it, in double quotes. */
export const quoted = (text: string): string => `"${text.replace(UNSAFE, escaped)}"`

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** A term as SPARQL text; undefined when it is none that SPARQL 1.1 can write. */
const termText = (cell: unknown, nameBlank: NameBlank): string | undefined => {
  if (!isObject(cell) || typeof cell.value !== 'string') return undefined
  const { type, value, datatype, 'xml:lang': language } = cell
  if (type === 'uri') return isIri(value) ? `<${value}>` : undefined
  if (type === 'bnode') {
    const name = nameBlank(value)
    return name !== undefined && isIri(name) ? `<${name}>` : ''
  }
  // Virtuoso 7 writes `typed-literal`, as a draft of the format did.
  if (type !== 'literal' && type !== 'typed-literal') return undefined
  if (typeof language === 'string' && language !== '')
    return LANGUAGE.test(language) ? `${quoted(value)}@${language}` : undefined
  if (typeof datatype !== 'string') return quoted(value)
  return isIri(datatype) ? `${quoted(value)}^^<${datatype}>` : undefined
}

/**
 * Reads an answer to SELECT, of the variables in `names` only: what else an endpoint sends was not asked for. A blank node
 * that gets no name is left unbound. Problem `service-failed` says what is wrong with the answer, without naming its sender.
 */
export const readSolutions = (
  body: Uint8Array,
  names: ReadonlySet<string>,
  nameBlank: NameBlank,
  maxRows: number,
): Result<Solution[]> => {
  const bad = (detail: string): Result<never> =>
    failed({ stage: 'graph', code: 'service-failed', subject: 'answer', detail })
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    return bad(`answers with what is not JSON: ${(error as Error).message.slice(0, 100)}`)
  }
  const rows = isObject(json) && isObject(json.results) ? json.results.bindings : undefined
  if (!Array.isArray(rows)) return bad('answers with JSON that holds no solutions')
  if (rows.length > maxRows)
    return bad(
      `answers with ${rows.length} solutions, at most ${maxRows} are taken; narrow the clause down or use LIMIT in it`,
    )
  const solutions: Solution[] = []
  for (const row of rows) {
    if (!isObject(row)) return bad('answers with a solution that is no object')
    const solution = new Map<string, string>()
    for (const name of names) {
      if (row[name] === undefined) continue
      const text = termText(row[name], nameBlank)
      if (text === undefined)
        return bad(`answers with a term that cannot be read: ${JSON.stringify(row[name]).slice(0, 200)}`)
      if (text !== '') solution.set(name, text)
    }
    solutions.push(solution)
  }
  return ok(solutions)
}

/** Solutions as inline data (SPARQL 1.1, 10.2): the pattern whose solutions are exactly these. */
export const valuesOf = (names: readonly string[], solutions: readonly Solution[]): string => {
  const rows = solutions.map(solution => `(${names.map(name => solution.get(name) ?? 'UNDEF').join(' ')})`)
  return `VALUES (${names.map(name => `?${name}`).join(' ')}) { ${rows.join('\n')} }`
}

/** The solutions cut down to some variables, each once. */
export const distinct = (names: readonly string[], solutions: readonly Solution[]): Solution[] => {
  const seen = new Map<string, Solution>()
  for (const solution of solutions) {
    const cut = new Map(
      names.flatMap(name => (solution.has(name) ? [[name, solution.get(name) ?? ''] as const] : [])),
    )
    seen.set(names.map(name => cut.get(name) ?? '').join(' '), cut)
  }
  return [...seen.values()]
}
