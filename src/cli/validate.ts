/** `lodestone validate`: documents against profiles or shapes, without fetching anything. */
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { isIri } from '../rdf/terms.ts'
import { didYouMean } from '../registry/nearest.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { type Check, createCheck } from '../validate/check.ts'
import {
  type CheckAnswer,
  type CheckRequest,
  type GivenShapes,
  LANGUAGES,
  type Language,
  THRESHOLDS,
  type Threshold,
} from '../validate/check-request.ts'
import { openPipeline, type Pipeline } from '../walk/pipeline.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { pipelineOptions } from './pipeline-options.ts'
import { printable } from './printable.ts'
import { documentReader, typeOfName } from './validate-document.ts'
import { htmlOf } from './validate-html.ts'
import { csvOf, jsonOf, junitOf, rdfOf, sarifOf } from './validate-machine.ts'
import { codeOf, type FileOutcome } from './validate-outcome.ts'
import { tableOf } from './validate-table.ts'

const MAX_BYTES = 64 * 1024 * 1024
/** Results of one file that are told. */
const MAX_RESULTS = 10_000

const FORMATS = ['table', 'json', 'turtle', 'nt', 'jsonld', 'csv', 'junit', 'sarif', 'html'] as const
type Format = (typeof FORMATS)[number]

const write = (outcomes: readonly FileOutcome[], format: Format, language: Language): string => {
  switch (format) {
    case 'table':
      return tableOf(outcomes, language)
    case 'json':
      return jsonOf(outcomes)
    case 'csv':
      return csvOf(outcomes)
    case 'junit':
      return junitOf(outcomes)
    case 'sarif':
      return sarifOf(outcomes)
    case 'html':
      return htmlOf(outcomes, language)
    default:
      return rdfOf(outcomes, format)
  }
}

const oneOf = <T extends string>(option: string, text: string, known: readonly T[]): T => {
  const found = known.find(each => each === text)
  if (found !== undefined) return found
  throw new Misuse(`--${option} takes ${known.join(', ')}, not "${text}"${didYouMean(text, known)}`)
}

const readStdin = async (): Promise<Result<Uint8Array>> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of process.stdin) {
    size += (part as Uint8Array).byteLength
    if (size > MAX_BYTES) return tooLarge('-', size)
    parts.push(part as Uint8Array)
  }
  return ok(Buffer.concat(parts))
}

const tooLarge = (file: string, size: number): Result<never> =>
  failed({
    ...{ stage: 'scales', code: 'too-large', subject: file },
    detail: `it has ${size} bytes or more; at most ${MAX_BYTES} are read`,
  })

const readBytes = async (file: string): Promise<Result<Uint8Array>> => {
  if (file === '-') return readStdin()
  try {
    const { size } = await stat(file)
    return size > MAX_BYTES ? tooLarge(file, size) : ok(await readFile(file))
  } catch (error) {
    const detail = `it cannot be read: ${(error as Error).message}`
    return failed({ stage: 'scales', code: 'unreadable-file', subject: file, detail })
  }
}

const OPTIONS = {
  profile: { type: 'string', multiple: true },
  shapes: { type: 'string' },
  format: { type: 'string', default: 'table' },
  type: { type: 'string' },
  raw: { type: 'boolean', default: false },
  explain: { type: 'boolean', default: false },
  language: { type: 'string', default: 'en' },
  'fail-on': { type: 'string' },
  url: { type: 'string' },
  data: { type: 'string' },
} as const

interface Job {
  readonly files: readonly string[]
  readonly format: Format
  readonly shapesFile?: string
  readonly request: Omit<CheckRequest, 'name' | 'content' | 'mediaType' | 'url' | 'shapes'>
  readonly mediaType?: string
  readonly url?: string
  readonly config: Config
}

const jobOf = (args: string[]): Job => {
  const { values, positionals: files } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  if (files.length === 0) throw new Misuse('name at least one file, or - for standard input')
  if (files.filter(file => file === '-').length > 1) throw new Misuse('- can be given once')
  if (values.shapes !== undefined && values.profile) throw new Misuse('give --profile or --shapes, not both')
  if (values.url !== undefined && (!isIri(values.url) || files.length > 1))
    throw new Misuse('--url takes one absolute URL, for one file')
  const mediaType = values.type === undefined ? undefined : (typeOfName(`.${values.type}`) ?? values.type)
  const format = oneOf('format', values.format, FORMATS)
  const config = readConfig({ data: values.data })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  return {
    ...{ files, format, config: config.value },
    request: {
      profiles: values.profile ?? [],
      raw: values.raw,
      language: oneOf('language', values.language, LANGUAGES),
      ...(values['fail-on'] !== undefined && {
        threshold: oneOf<Threshold>('fail-on', values['fail-on'], THRESHOLDS),
      }),
      explain: values.explain,
      graph: format === 'turtle' || format === 'nt' || format === 'jsonld',
      maxResults: MAX_RESULTS,
    },
    ...(values.shapes !== undefined && { shapesFile: values.shapes }),
    ...(mediaType !== undefined && { mediaType }),
    ...(values.url !== undefined && { url: values.url }),
  }
}

const openCheck = (config: Config): Check => {
  let pipeline: Pipeline | undefined
  // Statements need no pipeline, which takes the better part of a second to open.
  const read = documentReader(() => {
    pipeline ??= openPipeline(pipelineOptions(config))
    return pipeline
  })
  return createCheck({ profiles: loadProfiles(), vocabularies: loadVocabularies(), read })
}

const checkFile = async (
  file: string,
  job: Job,
  check: Check,
  shapes?: GivenShapes,
): Promise<CheckAnswer> => {
  const bytes = await readBytes(file)
  if (!bytes.ok) return { ok: false, problems: [{ ...bytes.problem, of: 'document' }] }
  return check({
    ...job.request,
    name: file,
    content: bytes.value,
    mediaType: job.mediaType ?? typeOfName(file) ?? '',
    url: job.url ?? pathToFileURL(resolve(file === '-' ? 'stdin' : file)).href,
    ...(shapes && { shapes }),
  })
}

const tell = ({ file, answer }: FileOutcome): void => {
  if (answer.ok)
    for (const { code, detail } of answer.value.warnings)
      console.error(printable(`${file}: ${code}: ${detail}`))
  else
    for (const { subject, code, detail, line } of answer.problems)
      console.error(printable(`${subject}${line === undefined ? '' : `:${line}`}: ${code}: ${detail}`))
}

const readShapes = async (file: string | undefined): Promise<Result<GivenShapes | undefined>> => {
  if (file === undefined) return ok(undefined)
  const bytes = await readBytes(file)
  return bytes.ok ? ok({ name: file, text: new TextDecoder().decode(bytes.value) }) : bytes
}

const run = async (args: string[]): Promise<ExitCode> => {
  const job = jobOf(args)
  const shapes = await readShapes(job.shapesFile)
  if (!shapes.ok) {
    console.error(`${shapes.problem.subject}: ${shapes.problem.detail}`)
    return 2
  }
  const check = openCheck(job.config)
  const outcomes: FileOutcome[] = []
  for (const file of job.files) {
    const outcome = { file, answer: await checkFile(file, job, check, shapes.value) }
    tell(outcome)
    outcomes.push(outcome)
    // Shapes that cannot be used will not do for the next file either.
    if (!outcome.answer.ok && outcome.answer.problems.some(({ of }) => of !== 'document')) break
  }
  console.log(write(outcomes, job.format, job.request.language))
  return outcomes.reduce<ExitCode>((worst, outcome) => Math.max(worst, codeOf(outcome)) as ExitCode, 0)
}

export const validate: Command = {
  name: 'validate',
  summary: 'check documents against profiles or SHACL shapes, without fetching anything',
  help: `Usage: lodestone validate FILE... [--profile P | --shapes FILE.ttl] [OPTIONS]

Checks landing pages (HTML), JSON-LD, Turtle, TriG, N-Triples and N-Quads; - is standard input. A page or JSON-LD goes the whole
way of a harvest (repairs, overlays, crosswalk), and the kernel graph that comes of it is checked; statements (Turtle …)
are checked as they are, their graph names left out of account. Without --profile and --shapes the kernel profile decides.

  --profile ID       a profile to check against, besides the kernel and what it builds on; may be repeated
  --shapes FILE      any SHACL shapes (Turtle) instead of profiles
  --format FORMAT    ${FORMATS.join(', ')} (default: table)
  --raw              JSON-LD as the JSON-LD specification reads it: no repairs, no overlay, no crosswalk
  --explain          as a tree: who asks for it, which branch came closest, what to do
  --language LANG    language of messages: ${LANGUAGES.join(', ')} (default: en)
  --fail-on LEVEL    least severity that counts: ${THRESHOLDS.join(', ')} (default: violation for profiles, as in a
                     harvest; info for --shapes, where SHACL counts every result)
  --type TYPE        what the files are, when neither name nor content tells: ttl, nt, nq, jsonld, html or a media type
  --url URL          address of the page: relative IRIs are resolved against it, and it names the record
  --data DIR         data folder whose pinned contexts are known as well (default: data)

Exit codes: 0 all conform, 1 some do not, 2 some could not be checked (also: no shape found anything to check).`,
  run,
}
