/** The command line of `lodestone verify` -> what is to be done. */
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { didYouMean } from '../registry/nearest.ts'
import { publicationNamed } from '../serve/routes/verify-request.ts'
import { Misuse } from './command.ts'

/** Forms of the output. */
export const FORMATS = ['table', 'json', 'csv', 'html'] as const
export type Format = (typeof FORMATS)[number]

/** What a run of the command is asked for. */
export interface VerifyJob {
  readonly files: readonly string[]
  readonly format: Format
  readonly config: Config
  /** Canonical IRI. */
  readonly publication?: string
  /** A Lodestone that is asked in place of the data folder; without a trailing slash. */
  readonly server?: string
  readonly registry?: string
}

const OPTIONS = {
  data: { type: 'string' },
  server: { type: 'string' },
  registry: { type: 'string' },
  publication: { type: 'string' },
  format: { type: 'string', default: 'table' },
} as const

/** Reads the arguments; throws `Misuse` for those that make no sense. */
export const verifyJobOf = (args: string[]): VerifyJob => {
  const { values, positionals: files } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  if (files.length === 0) throw new Misuse('name at least one file, or - for standard input')
  if (files.filter(file => file === '-').length > 1) throw new Misuse('- can be given once')
  const format = FORMATS.find(known => known === values.format)
  if (!format)
    throw new Misuse(
      `--format takes ${FORMATS.join(', ')}, not "${values.format}"${didYouMean(values.format, FORMATS)}`,
    )
  const { server, publication } = values
  if (server !== undefined && values.data !== undefined) throw new Misuse('give --data or --server, not both')
  if (server !== undefined && !(URL.canParse(server) && /^https?:/i.test(server)))
    throw new Misuse(
      `--server takes the address of a Lodestone, such as http://localhost:3030, not "${server}"`,
    )
  const named = publication === undefined ? undefined : publicationNamed(publication)
  if (publication !== undefined && named === undefined)
    throw new Misuse(
      `--publication takes the DOI or another identifier of a publication, not "${publication}"`,
    )
  const config = readConfig({ data: values.data })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  return {
    ...{ files, format, config: config.value },
    ...(named !== undefined && { publication: named }),
    ...(server !== undefined && { server: server.replace(/\/+$/, '') }),
    ...(values.registry !== undefined && { registry: values.registry }),
  }
}
