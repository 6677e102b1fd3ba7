/** Settings: lodestone.yaml and LODESTONE_* variables -> one frozen Config. The only reader of process.env. */
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { failed, ok, type Result } from './model/problem.ts'
import { didYouMean } from './registry/nearest.ts'

const address = z.url({ protocol: /^https?$/ })

/** On or off, as YAML or as text (`true`, `yes`, `on`, `1` and their opposites); off by default. */
const flag = z.union([z.boolean(), z.stringbool()]).default(false)

/** Where the graph lives: in this process, or in an external store by SPARQL 1.1. */
const graph = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('embedded') }),
  z.strictObject({
    kind: z.literal('sparql'),
    query: address,
    update: address,
    /** Graph store that takes N-Quads: a faster way to fill the store, when it has one. */
    graphStore: address.optional(),
    /** Found out from the store's answers by default. */
    store: z.enum(['oxigraph', 'fuseki', 'virtuoso', 'generic']).optional(),
    /** Most statements of one update. */
    batchSize: z.number().int().min(1).max(100_000).optional(),
    /** Queries that may run in the store at once. */
    maxQueries: z.number().int().min(1).max(1000).optional(),
  }),
])

/** Running the SPARQL endpoint for others. */
const operation = {
  /** Query time of one client, in seconds a minute; 0: as much as it likes. */
  queryBudgetSeconds: z.coerce.number().min(0).max(3600).default(60),
  /** Failed queries of one client in a minute; 0: as many as it likes. */
  queryErrorsPerMinute: z.coerce.number().int().min(0).max(10_000).default(30),
  /** Queries of one client that run at once (as many more wait); 0: as many as it likes. */
  queryConcurrency: z.coerce.number().int().min(0).max(1000).default(5),
  /** Requests of one client to the API in a minute; 0: as many as it likes. */
  apiRequestsPerMinute: z.coerce.number().int().min(0).max(1_000_000).default(1200),
  /** Whether these limits also hold for programs on this machine. */
  queryLimitsOnLoopback: flag,
  /** Proxies in front of the server that add to X-Forwarded-For; 0: that header is not believed. */
  trustProxy: z.coerce.number().int().min(0).max(10).default(0),
  /** Whether queries are written to queries.jsonl in the data folder, ... */
  queryLog: flag,
  /** ... with their text, ... */
  queryLogText: flag,
  /** ... and how much of it is kept, in megabytes. */
  queryLogMegabytes: z.coerce.number().min(1).max(100_000).default(100),
  /** Who sends this as Bearer token may write graphs of their own beside the harvested ones; without it nobody may. */
  writeToken: z.string().min(16).max(500).optional(),
  /** Who sends this as Bearer token, or as password, sees metrics, running and slow queries; best given by the environment. */
  operatorToken: z
    .string()
    .min(16)
    .max(500)
    .regex(/^[\x21-\x7e]+$/, 'must be of ASCII characters without blanks')
    .optional(),
  /** Folder of further stored queries (*.rq), beside the bundled ones. */
  queries: z.string().optional(),
  /** Folder of the releases that `lodestone export --release` makes: shown at /releases/. */
  releases: z.string().optional(),
}

const settings = z.strictObject({
  /** Public address of this Lodestone without a trailing slash: generated IRIs and graph names start with it. */
  base: z
    .url({ protocol: /^https?$/ })
    .transform(url => url.replace(/\/+$/, ''))
    .default('http://localhost:3030'),
  /** Folder of archive, catalogue and reports. */
  data: z.string().default('data'),
  /** Address to listen on; loopback unless said otherwise. */
  host: z.string().default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(3030),
  /** `embedded`, or an external store with its addresses. */
  graph: z
    .preprocess(given => (typeof given === 'string' ? { kind: given } : given), graph)
    .default({ kind: 'embedded' }),
  /** Who fills and asks the external store; best given by the environment, since lodestone.yaml may be shown around. */
  graphUser: z.string().optional(),
  graphPassword: z.string().optional(),
  /** Threads of the graph that wait for short queries; up to four more run long ones. One answers while another is replaced. */
  graphReplicas: z.coerce.number().int().min(1).max(16).default(2),
  /** The embedded graph refuses to grow beyond this many quads (about 400 bytes each, once per replica). */
  graphMaxQuads: z.coerce.number().int().min(1000).default(5_000_000),
  /** Longest time a query may run, in milliseconds. */
  queryTimeoutMs: z.coerce.number().int().min(10).max(3_600_000).default(30_000),
  /** Endpoints, or origins of endpoints, that queries may ask by SERVICE; with none of them SERVICE is refused. */
  federation: z
    .preprocess(
      given => (typeof given === 'string' ? given.split(/[\s,]+/).filter(part => part !== '') : given),
      z.array(z.url({ protocol: /^https?$/ })).max(100),
    )
    .default([]),
  ...operation,
  /** Threads that convert and validate pages; 0 works in the main thread. */
  workers: z.coerce.number().int().min(0).max(64).default(2),
  /** Who to contact about the harvester: part of the user agent. */
  contact: z.string().optional(),
})

/** All settings, checked. */
export type Config = Readonly<z.infer<typeof settings>>

/** Names of all settings, for the documentation test. */
export const settingNames = Object.keys(settings.shape) as readonly (keyof Config)[]

/** `graphReplicas` -> `LODESTONE_GRAPH_REPLICAS`. */
export const variableOf = (name: string): string =>
  `LODESTONE_${name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`

const fromEnvironment = (
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> => {
  const found: Record<string, string> = {}
  for (const name of settingNames) {
    const value = environment[variableOf(name)]
    if (value !== undefined) found[name] = value
  }
  return found
}

/**
 * Reads the settings: defaults, over them lodestone.yaml (in the working directory, or the file that
 * LODESTONE_CONFIG names), over that the environment, over that what the command line said.
 * Unknown or bad settings are a problem that names them.
 */
export const readConfig = (
  overrides: Partial<Record<keyof Config, unknown>> = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Result<Config> => {
  const file = environment.LODESTONE_CONFIG ?? 'lodestone.yaml'
  const problem = (detail: string) =>
    failed({ stage: 'registry', code: 'invalid-settings', subject: file, detail })
  let fromFile: unknown = {}
  if (existsSync(file)) {
    try {
      fromFile = parse(readFileSync(file, 'utf8')) ?? {}
    } catch (error) {
      return problem(`not YAML: ${(error as Error).message}`)
    }
  } else if (environment.LODESTONE_CONFIG !== undefined) {
    return problem('LODESTONE_CONFIG names a file that does not exist')
  }
  if (typeof fromFile !== 'object' || Array.isArray(fromFile)) return problem('must be a mapping of settings')
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
  const parsed = settings.safeParse({ ...fromFile, ...fromEnvironment(environment), ...given })
  if (parsed.success) return ok(Object.freeze(parsed.data))
  return problem(
    parsed.error.issues
      .map(issue =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map(key => `unknown setting "${key}"${didYouMean(key, settingNames)}`).join('; ')
          : `${issue.path.join('.')}: ${issue.message}`,
      )
      .join('; '),
  )
}
