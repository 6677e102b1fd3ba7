/** The command line of `lodestone validate` -> what is to be done. */
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { isIri } from '../rdf/terms.ts'
import { didYouMean } from '../registry/nearest.ts'
import { type CheckRequest, LANGUAGES, THRESHOLDS, type Threshold } from '../validate/check-request.ts'
import { Misuse } from './command.ts'
import { typeOfName } from './validate-document.ts'

/** Results of one file that are told. */
const MAX_RESULTS = 10_000

/** Forms of the output. */
export const FORMATS = ['table', 'json', 'turtle', 'nt', 'jsonld', 'csv', 'junit', 'sarif', 'html'] as const
export type Format = (typeof FORMATS)[number]

const oneOf = <T extends string>(option: string, text: string, known: readonly T[]): T => {
  const found = known.find(each => each === text)
  if (found !== undefined) return found
  throw new Misuse(`--${option} takes ${known.join(', ')}, not "${text}"${didYouMean(text, known)}`)
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

/** What a run of the command is asked for. */
export interface Job {
  readonly files: readonly string[]
  readonly format: Format
  readonly shapesFile?: string
  readonly request: Omit<CheckRequest, 'name' | 'content' | 'mediaType' | 'url' | 'shapes'>
  readonly mediaType?: string
  readonly url?: string
  readonly config: Config
}

/** Reads the arguments; throws `Misuse` for those that make no sense. */
export const jobOf = (args: string[]): Job => {
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
