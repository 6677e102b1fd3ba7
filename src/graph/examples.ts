/** Stored queries: one file each, described by `#+ key: value` lines at its top. Those of queries/examples are the examples. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { bundled } from '../registry/bundled.ts'
import { didYouMean } from '../registry/nearest.ts'
import { inspectQuery } from './guard.ts'
import { parseSparql } from './sparql-parser.ts'
import { slotsOf } from './stored/bind.ts'
import { canBePaged } from './stored/paging.ts'
import { parseParameter, type QueryParameter, queryFault, variablesOf } from './stored/parameter.ts'
import { tokensOf } from './tokens.ts'

/** A query with what a person needs to choose it. */
export interface ExampleQuery {
  /** File name without `.rq`. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly keywords: readonly string[]
  /** SPARQL text without the header lines. */
  readonly query: string
  /** Endpoints that it asks by SERVICE. */
  readonly federatesWith?: readonly string[]
  readonly parameters?: readonly QueryParameter[]
  /** Why it may have no answer although nothing is wrong. */
  readonly mayBeEmpty?: string
}

const HEADER = /^#\+\s*(\w+):\s*(.*)$/
const KEYS = ['title', 'description', 'keywords', 'federatesWith', 'parameter', 'mayBeEmpty'] as const
const NAME = /^[a-z0-9][a-z0-9-]{0,80}$/
const MAX_FILE = 100_000

/** The name of a stored query in addresses: its file's without the number that orders the list. */
export const queryName = (id: string): string => id.replace(/^\d+-/, '')

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map(word => word.trim())
    .filter(Boolean)

const readHeader = (id: string, text: string) => {
  const fields = new Map<string, string[]>()
  const body: string[] = []
  for (const line of text.split(/\r?\n/)) {
    const [, key, value = ''] = HEADER.exec(line) ?? []
    if (key !== undefined) fields.set(key, [...(fields.get(key) ?? []), value.trim()])
    else body.push(line)
  }
  const unknown = [...fields.keys()].find(key => !KEYS.some(each => each === key))
  const problem =
    unknown === undefined
      ? undefined
      : queryFault(
          'invalid-query',
          id,
          `query ${id} has the unknown key "#+ ${unknown}:"${didYouMean(unknown, KEYS)}`,
        )
  return { fields, query: `${body.join('\n').trim()}\n`, problem }
}

/** The parameters, each with a VALUES block of its own in the query. */
const readParameters = (
  id: string,
  declared: readonly string[],
  query: string,
): Result<readonly QueryParameter[]> => {
  const parameters: QueryParameter[] = []
  for (const text of declared) {
    const read = parseParameter(text)
    if (!read.ok) return failed({ ...read.problem, detail: `query ${id}: ${read.problem.detail}` })
    const variables = variablesOf(read.value)
    if (slotsOf(query, variables).length === 0) {
      const names = variables.map(name => `?${name}`).join(' ')
      const block = variables.length > 1 ? `(${names}) { (...) }` : `${names} { ... }`
      const detail = `query ${id} declares "${read.value.name}" and has no VALUES ${block} with its default, or UNDEF for none`
      return failed(queryFault('invalid-query', id, detail))
    }
    parameters.push(read.value)
  }
  return ok(parameters)
}

/** What is wrong with the SPARQL of a stored query. */
const syntaxFault = (id: string, query: string): Problem | undefined => {
  if (!canBePaged(query))
    return queryFault(
      'invalid-query',
      id,
      `query ${id} ends with VALUES; put the block into its WHERE, so that LIMIT can follow`,
    )
  const inspected = inspectQuery(query, undefined, 'report')
  if (!inspected.ok) return queryFault('invalid-query', id, `query ${id}: ${inspected.problem.detail}`)
  try {
    parseSparql(query)
    return undefined
  } catch (error) {
    const [line = ''] = String(error instanceof Error ? error.message : error).split('\n')
    return queryFault('invalid-query', id, `query ${id} is not SPARQL 1.1: ${line.slice(0, 300)}`)
  }
}

/** IRIs of the query that are relative are taken to be below the base, so that it can be run anywhere. */
const withAbsoluteIris = (query: string, base: string | undefined): string => {
  if (base === undefined) return query
  const relative = [...tokensOf(query)].filter(
    ({ kind, text }) => kind === 'iri' && !/^<[A-Za-z][\w+.-]*:/.test(text),
  )
  return relative.reduceRight((whole, { text, at }) => {
    const absolute = new URL(text.slice(1, -1), `${base}/`).href
    return `${whole.slice(0, at)}<${absolute}>${whole.slice(at + text.length)}`
  }, query)
}

/** Reads one file's text; `check` says what is wrong with its SPARQL. */
const readQueryFile = (
  id: string,
  text: string,
  base: string | undefined,
  check: (id: string, query: string) => Problem | undefined,
): Result<ExampleQuery> => {
  const { fields, query: written, problem } = readHeader(id, text)
  const fault = (detail: string): Result<ExampleQuery> => failed(queryFault('invalid-query', id, detail))
  if (problem) return failed(problem)
  if (!NAME.test(queryName(id)) || queryName(id) === 'examples')
    return fault(`"${id}" cannot be the name of a query; use lower-case letters, digits and hyphens`)
  const [title, description, mayBeEmpty] = ['title', 'description', 'mayBeEmpty'].map(
    key => fields.get(key)?.[0],
  )
  if (!title || !description) return fault(`example query ${id} needs "#+ title:" and "#+ description:"`)
  const query = withAbsoluteIris(written, base)
  const wrong = check(id, query)
  if (wrong) return failed(wrong)
  const parameters = readParameters(id, fields.get('parameter') ?? [], query)
  if (!parameters.ok) return parameters
  const federatesWith = listOf(fields.get('federatesWith')?.join(','))
  return ok({
    id,
    title,
    description,
    keywords: listOf(fields.get('keywords')?.join(',')),
    query,
    ...(federatesWith.length > 0 ? { federatesWith } : {}),
    ...(parameters.value.length > 0 ? { parameters: parameters.value } : {}),
    ...(mayBeEmpty ? { mayBeEmpty } : {}),
  })
}

/** Reads one file's text; relative IRIs are resolved when a base is given. Problem `invalid-query`, which names the file. */
export const readExample = (id: string, text: string, base?: string): Result<ExampleQuery> =>
  readQueryFile(id, text, base, syntaxFault)

/**
 * The same for a file that ships with the program: a fault is a bug, thrown. Its SPARQL is not parsed, which would take a
 * good part of a server's start.
 */
export const parseExample = (id: string, text: string, base?: string): ExampleQuery => {
  const read = readQueryFile(id, text, base, () => undefined)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}

const filesIn = (dir: string): readonly string[] =>
  readdirSync(dir)
    .filter(name => name.endsWith('.rq'))
    .sort()

/** All example queries, in the order of their file names. */
export const loadExamples = (
  base?: string,
  dir: string = bundled('queries/examples'),
): readonly ExampleQuery[] =>
  filesIn(dir).map(name =>
    parseExample(name.slice(0, -'.rq'.length), readFileSync(join(dir, name), 'utf8'), base),
  )

/**
 * The queries of an operator's folder. Problems: `invalid-query`, and `queries-missing` when the folder cannot be read; a name
 * that `taken` has is invalid.
 */
export const loadQueries = (
  dir: string,
  base: string,
  taken: readonly ExampleQuery[],
): Result<readonly ExampleQuery[]> => {
  let files: readonly string[]
  try {
    files = filesIn(dir)
  } catch (error) {
    const detail = `the folder of stored queries (setting "queries") cannot be read: ${(error as Error).message}`
    return failed(queryFault('queries-missing', dir, detail))
  }
  const queries: ExampleQuery[] = []
  for (const file of files) {
    const text = readFileSync(join(dir, file), 'utf8').slice(0, MAX_FILE)
    const read = readExample(file.slice(0, -'.rq'.length), text, base)
    if (!read.ok) return failed({ ...read.problem, subject: join(dir, file) })
    const name = queryName(read.value.id)
    if ([...taken, ...queries].some(each => queryName(each.id) === name))
      return failed(
        queryFault(
          'invalid-query',
          join(dir, file),
          `there is a query "${name}" already; give the file another name`,
        ),
      )
    queries.push(read.value)
  }
  return ok(queries)
}
