/** `lodestone validate`: documents against profiles or shapes, without fetching anything. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from '../config.ts'
import { ok, type Result } from '../model/problem.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { type Check, createCheck } from '../validate/check.ts'
import {
  type CheckAnswer,
  type GivenShapes,
  LANGUAGES,
  type Language,
  THRESHOLDS,
} from '../validate/check-request.ts'
import { openPipeline, type Pipeline } from '../walk/pipeline.ts'
import type { Command, ExitCode } from './command.ts'
import { pipelineOptions } from './pipeline-options.ts'
import { printable } from './printable.ts'
import { csvOf } from './validate-csv.ts'
import { documentReader, typeOfName } from './validate-document.ts'
import { htmlOf } from './validate-html.ts'
import { readBytes } from './validate-input.ts'
import { junitOf } from './validate-junit.ts'
import { jsonOf, rdfOf } from './validate-machine.ts'
import { FORMATS, type Format, type Job, jobOf } from './validate-options.ts'
import { codeOf, type FileOutcome } from './validate-outcome.ts'
import { sarifOf } from './validate-sarif.ts'
import { tableOf } from './validate-table.ts'

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
