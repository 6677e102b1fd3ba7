/** `lodestone query`: asks data folders, files and endpoints, one or several at once. */
import { parseArgs } from 'node:util'
import { allowEndpoints } from '../graph/federation/endpoints.ts'
import { withFederation } from '../graph/federation/federated.ts'
import { contentType, formatNamed, formatsOf, type ResultFormat } from '../graph/formats.ts'
import { inspectQuery } from '../graph/guard.ts'
import type { QueryAnswer, QueryForm, QueryProblem } from '../graph/store.ts'
import { inPlainWords } from '../graph/syntax-mistake.ts'
import { tokensOf } from '../graph/tokens.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { printable } from './printable.ts'
import { figuresTable, resultsOf, resultTable } from './query-output.ts'
import { isAddress, openSources } from './query-sources.ts'
import { caret, missingPrefixes, readQueryText } from './query-text.ts'
import { print } from './standard-output.ts'

const OPTIONS = {
  source: { type: 'string', multiple: true },
  allow: { type: 'string', multiple: true },
  format: { type: 'string' },
  limit: { type: 'string' },
  timeout: { type: 'string' },
  time: { type: 'boolean' },
  explain: { type: 'boolean' },
} as const

const number = (name: string, value: string | undefined, otherwise: number): number => {
  const given = value === undefined ? otherwise : Number(value)
  if (!Number.isInteger(given) || given < 1)
    throw new Misuse(`--${name} wants a whole number above 0, not "${value}"`)
  return given
}

/** The format wanted, or `table`. */
const formatOf = (name: string | undefined, form: QueryForm): ResultFormat | 'table' => {
  const bindings = form === 'SELECT' || form === 'ASK'
  if (name === 'table' || (name === undefined && bindings && process.stdout.isTTY)) {
    if (!bindings)
      throw new Misuse(`a ${form} gives a graph, which is no table; use one of ${namesFor(form)}`)
    return 'table'
  }
  const format = name === undefined ? formatsOf(form)[0] : formatNamed(name, formatsOf(form))
  if (!format) throw new Misuse(`${form} cannot be written as "${name}"; use one of ${namesFor(form)}`)
  return format
}

const namesFor = (form: QueryForm): string =>
  [
    ...formatsOf(form).map(format => format.name),
    ...(form === 'SELECT' || form === 'ASK' ? ['table'] : []),
  ].join(', ')

/** The query with a LIMIT at its end, unless it has one outside its groups. */
const limited = (text: string, limit: number): string => {
  let depth = 0
  for (const token of tokensOf(text)) {
    if (token.kind === 'symbol' && token.text === '{') depth++
    else if (token.kind === 'symbol' && token.text === '}') depth--
    else if (depth === 0 && token.kind === 'word' && /^(?:limit|values)$/i.test(token.text)) return text
  }
  return `${text}\nLIMIT ${limit}`
}

/** Tells what went wrong, with the place under a caret; `offset`: lines that were put before the text. */
const report = ({ detail, subject, line, column }: QueryProblem, text: string, offset: number): ExitCode => {
  if (line !== undefined && column !== undefined && line > offset) {
    const what = detail.replace(/^line \d+, column \d+: /, '')
    console.error(
      `line ${line - offset}, column ${column}: ${printable(what, 500)}\n${caret(text, line - offset, column)}`,
    )
  } else console.error(`${printable(subject, 200)}: ${printable(detail, 1000)}`)
  return 2
}

/** Whether an answer to ASK is no, in any of its formats. */
const isFalse = ({ body }: QueryAnswer): boolean =>
  /\bfalse\b/.test(new TextDecoder().decode(body.subarray(0, 1000)))

const write = (answer: QueryAnswer, format: ResultFormat | 'table'): Promise<void> =>
  print(format === 'table' ? resultTable(resultsOf(answer), process.stdout.columns || 120) : answer.body)

const run = async (args: string[]): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [argument, ...more] = positionals
  if (more.length > 0) throw new Misuse(`one query at a time; what is "${more[0]}"? Put the query in quotes`)
  if (argument === undefined && process.stdin.isTTY)
    throw new Misuse('there is no query: give it, a file, or - for standard input')
  const read = await readQueryText(argument ?? '-')
  if (!read.ok) return report(read.problem, '', 0)
  const given = read.value
  const prefixes = missingPrefixes(given)
  const offset = prefixes.split('\n').length - 1
  const timeoutMs = number('timeout', values.timeout, 60) * 1000
  const limit = values.limit === undefined ? undefined : number('limit', values.limit, 1)
  const inspected = inspectQuery(prefixes + given, undefined, 'report')
  if (!inspected.ok) return report(inspected.problem, given, offset)
  const form = inspected.value.form ?? 'SELECT'
  const format = formatOf(values.format, form)
  const sources = values.source ?? ['data']
  const allow = [...sources.filter(isAddress), ...(values.allow ?? [])]
  const opened = await openSources(sources, allowEndpoints(allow, '--allow'), timeoutMs)
  if (!opened.ok) return report(opened.problem, '', 0)
  const graph = withFederation(opened.value, {
    ...{
      allow,
      setting: '--allow',
      base: 'http://localhost:3030',
      deadlineMs: timeoutMs,
    },
    forbidden: () => false,
  })
  const started = performance.now()
  const text = prefixes + (limit === undefined || form === 'ASK' ? given : limited(given, limit))
  const accept = format === 'table' ? 'application/sparql-results+json' : contentType(format)
  const result = await graph.query(text, { accept: accept.split(';', 1)[0] ?? accept, deadlineMs: timeoutMs })
  const ms = performance.now() - started
  await graph.close()
  if (!result.ok) return report(inPlainWords(text, result.problem), given, offset)
  await write(result.value, format)
  if (values.explain && result.value.sources) console.error(figuresTable(result.value.sources))
  if (values.time || values.explain)
    console.error(`${(ms / 1000).toFixed(2)} s, ${result.value.body.byteLength} bytes`)
  return form === 'ASK' && isFalse(result.value) ? 1 : 0
}

export const query: Command = {
  help: `Usage: lodestone query [QUERY | FILE.rq | -] [--source SOURCE]... [OPTIONS]

Answers a SPARQL query. Without QUERY it is read from standard input. Well-known prefixes (schema, sosa, geo, prov,
dcterms, ...) need not be declared.

  --source SOURCE  a data folder (default: data), a file (.ttl .trig .nt .nq .rdf .jsonld .html) or the URL of an endpoint;
                   several are asked together, every pattern of all of them
  --allow URL      an endpoint (or origin) that SERVICE may ask besides the endpoints among the sources
  --format NAME    table, json, xml, csv, tsv; for CONSTRUCT and DESCRIBE turtle, ntriples, nquads, trig, rdfxml, jsonld.
                   A terminal gets a table or Turtle, anything else JSON or Turtle
  --limit N        at most N results, when the query has no LIMIT
  --timeout S      seconds before it is given up (default 60)
  --time           say how long it took
  --explain        say what each source was asked and gave

An HTML page is read as a harvest reads it, JSON-LD as it is.
Exit codes: 0 answered, with or without rows; 1 ASK is false; 2 misuse or failure.`,
  run,
}
