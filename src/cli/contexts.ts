/** `lodestone contexts`: the contexts that records are read with, and pinning those that the program does not know. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { decodeText } from '../harvest/charset.ts'
import { extractDocuments } from '../harvest/extract.ts'
import { createFetcher } from '../harvest/fetch.ts'
import { readJsonBlock } from '../harvest/json-block.ts'
import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { contextLibrary, foldContextUrl } from '../rdf/contexts.ts'
import { jsonLdToQuads } from '../rdf/json-ld.ts'
import { type InspectedContext, inspectContext, withStrays } from '../registry/context-document.ts'
import { loadBundledContexts, loadContexts } from '../registry/contexts.ts'
import { type PinnedContext, pinContext, readPinned, unpinContext } from '../registry/pinned-contexts.ts'
import { SOURCE_DEFAULTS } from '../registry/source-defaults.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { table } from './table.ts'
import { userAgent } from './user-agent.ts'

/** Largest context that is read, in bytes: schema.org's has 220,000. */
const MAX_BYTES = 4 * 1024 * 1024

/** Where the pinned contexts of a data folder are. */
const folderOf = (config: Config): string => join(config.data, 'contexts')

const refuse = ({ subject, detail }: Problem): ExitCode => {
  console.error(`${subject}: ${detail}`)
  return 2
}

const termsOf = (document: JsonObject | undefined): string => {
  const inspected = inspectContext(document ?? {}, '')
  return inspected.ok ? String(inspected.value.terms) : '0'
}

const list = (config: Config): ExitCode => {
  const pinned = readPinned(folderOf(config))
  if (!pinned.ok) return refuse(pinned.problem)
  const library = loadBundledContexts()
  const replaced = new Set(pinned.value.map(({ url }) => foldContextUrl(url)))
  const rows = library
    .urls()
    .filter(url => !replaced.has(foldContextUrl(url)))
    .map(url => [url, termsOf(library.get(url)), 'bundled', '', ''])
  const own = pinned.value.map(({ url, document, sha256, pinnedAt, from }: PinnedContext) => [
    ...[url, termsOf(document), from === 'file' ? 'pinned from a file' : 'pinned as fetched'],
    ...[pinnedAt.slice(0, 10), sha256.slice(0, 12)],
  ])
  const columns = [
    ...[
      { title: 'context', most: 120 },
      { title: 'terms', align: 'right' as const },
    ],
    ...[{ title: 'how' }, { title: 'when' }, { title: 'sha256' }],
  ]
  console.log(table(columns, [...rows, ...own]))
  return 0
}

interface Found {
  readonly json: JsonValue
  readonly from: string
}

const problem = (subject: string, code: string, detail: string) =>
  failed({ stage: 'registry', code, subject, detail })

const fromFile = (file: string): Result<Found> => {
  let bytes: Uint8Array
  try {
    if (statSync(file).size > MAX_BYTES) return problem(file, 'too-large', `more than ${MAX_BYTES} bytes`)
    bytes = readFileSync(file)
  } catch (error) {
    return problem(file, 'unreadable-file', `cannot be read: ${(error as Error).message}`)
  }
  const { text, repairs } = decodeText(bytes, undefined)
  const block = readJsonBlock(text, file, 'the context')
  if (!block.ok) return block
  for (const { rule, detail } of [...repairs, ...block.value.repairs])
    console.log(`repaired: ${rule}, ${detail}`)
  return ok({ json: block.value.json, from: 'file' })
}

/** Fetches a context; when the address answers with a page that links to JSON-LD (JSON-LD 1.1, 6.1), that. */
const fetched = async (url: string, config: Config, isPrivateAllowed: boolean): Promise<Result<Found>> => {
  const source: Source = {
    ...SOURCE_DEFAULTS,
    ...{ id: 'contexts', name: 'contexts', feeds: [], profiles: [], allowPrivateAddresses: isPrivateAllowed },
    politeness: { ...SOURCE_DEFAULTS.politeness, maxPageBytes: MAX_BYTES },
  }
  const fetcher = createFetcher({ userAgent: userAgent(config.contact) })
  try {
    let address = url
    for (let hop = 0; hop < 2; hop++) {
      const outcome = await fetcher.fetch(address, source)
      if (outcome.kind === 'problem') return { ok: false, problem: outcome.problem }
      if (outcome.kind !== 'page') return problem(address, outcome.kind, 'the server has no such context')
      const { documents, alternates, problems } = extractDocuments(outcome.page)
      const body = documents.find(({ origin }) => origin === 'body')
      if (body) return ok({ json: body.json, from: outcome.page.finalUrl })
      const [alternate] = alternates
      if (alternate === undefined || hop > 0)
        return problem(address, 'no-context', problems[0]?.detail ?? 'the answer is no JSON')
      address = alternate
    }
    return problem(url, 'no-context', 'the answer is no JSON')
  } finally {
    await fetcher.close()
  }
}

/** Whether the JSON-LD processor takes the context; contexts that it refers to may still be missing. */
const tried = async (url: string, document: JsonObject, folder: string): Promise<Problem | undefined> => {
  const known = loadContexts(folder)
  const entries = known.urls().map((name): [string, JsonObject] => [name, known.get(name) ?? {}])
  const contexts = contextLibrary([...entries, [url, document]])
  const result = await jsonLdToQuads({ '@context': url }, { base: url, contexts, subject: url })
  return result.ok || result.problem.code === 'unknown-context' ? undefined : result.problem
}

const tellFindings = ({ strays, refersTo }: InspectedContext, isAdopted: boolean, folder: string): void => {
  const library = loadContexts(folder)
  if (strays.length > 0)
    console.log(
      `found: ${strays.join(', ')} beside "@context", where JSON-LD ignores ${strays.length === 1 ? 'it' : 'them'}; ` +
        (isAdopted ? 'taken into the context' : 'add --adopt to take such definitions into the context'),
    )
  for (const context of refersTo.filter(one => library.get(one) === undefined))
    console.log(`found: it refers to ${context}, which is not known either; pin that, too`)
}

interface Pinning {
  readonly url: string
  readonly file: string | undefined
  readonly isAdopted: boolean
  readonly isPrivateAllowed: boolean
}

const pin = async (pinning: Pinning, config: Config): Promise<ExitCode> => {
  const { url, file, isAdopted } = pinning
  const folder = folderOf(config)
  const pinned = readPinned(folder)
  if (!pinned.ok) return refuse(pinned.problem)
  const found = file === undefined ? await fetched(url, config, pinning.isPrivateAllowed) : fromFile(file)
  if (!found.ok) return refuse(found.problem)
  const inspected = inspectContext(found.value.json, file ?? url)
  if (!inspected.ok) return refuse(inspected.problem)
  const document = isAdopted
    ? withStrays(inspected.value)
    : { '@context': inspected.value.document['@context'] ?? {} }
  tellFindings(inspected.value, isAdopted, folder)
  const invalid = await tried(url, document, folder)
  if (invalid) return refuse(invalid)
  const pinnedAt = new Date().toISOString()
  const done = pinContext(folder, { url, document, from: found.value.from, pinnedAt })
  if (!done.ok) return refuse(done.problem)
  console.log(`pinned ${url}: ${termsOf(document)} terms, sha256 ${done.value.sha256}`)
  console.log('records that it held back are read again at the next harvest')
  return 0
}

const unpin = (url: string, config: Config): ExitCode => {
  const done = unpinContext(folderOf(config), url)
  if (!done.ok) return refuse(done.problem)
  console.log(done.value ? `unpinned ${url}` : `${url} was not pinned`)
  return done.value ? 0 : 1
}

const run = async (args: string[]): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      fetch: { type: 'boolean', default: false },
      adopt: { type: 'boolean', default: false },
      'allow-private-addresses': { type: 'boolean', default: false },
    },
  })
  const config = readConfig({ data: values.data })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  const [action, url, file, ...more] = positionals
  if (action === 'list' && url === undefined) return list(config.value)
  if (url === undefined || !URL.canParse(url) || more.length > 0)
    throw new Misuse('say list, pin URL FILE, pin URL --fetch, or unpin URL, with an absolute URL')
  if (action === 'unpin' && file === undefined) return unpin(url, config.value)
  if (action !== 'pin') throw new Misuse(`"${action}" is neither list, pin nor unpin`)
  if ((file === undefined) === !values.fetch)
    throw new Misuse('name a file that holds the context, or fetch it with --fetch (not both)')
  return pin(
    {
      ...{ url, file, isAdopted: values.adopt },
      isPrivateAllowed: values['allow-private-addresses'],
    },
    config.value,
  )
}

export const contexts: Command = {
  help: `Usage: lodestone contexts list [--data DIR]
       lodestone contexts pin URL FILE [--data DIR] [--adopt]
       lodestone contexts pin URL --fetch [--data DIR] [--adopt] [--allow-private-addresses]
       lodestone contexts unpin URL [--data DIR]

A context gives the keys of JSON-LD their meaning. Harvesting never fetches one: whoever controls it could change what
all records say. Those that ship with the program are known; pin others after a look at them. A pinned context is kept
in DIR/contexts with its SHA-256, and takes the place of a bundled one of the same URL.

  --data DIR                 where the archive is kept (default: data)
  --fetch                    fetch the context from its URL, once, now
  --adopt                    take in definitions that stand beside "@context" in the file instead of inside
  --allow-private-addresses  fetch from loopback and private addresses, too

Exit codes: 0 done, 1 nothing was pinned under the URL, 2 misuse or failure.`,
  run,
}
