/** `lodestone export`: what a search finds as a file, from a data folder or a running server; and releases of everything. */
import { createReadStream } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { FILTER_PARAMETERS } from '../catalogue/parameters.ts'
import { COLUMN_NAMES } from '../export/columns.ts'
import { FORMAT_NAMES } from '../export/formats.ts'
import { makeExport } from '../export/make.ts'
import type { Manifest } from '../export/manifest.ts'
import { type AskedExport, parseExport } from '../serve/routes/export-request.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { type LocalOrigin, openLocal } from './export-origin.ts'
import { releaseInto } from './export-release.ts'
import { downloadExport } from './export-remote.ts'
import { interruptible } from './interruption.ts'
import { openProgress } from './progress.ts'
import { openRegistry } from './registry.ts'

const single = { type: 'string' } as const
const OPTIONS = {
  ...Object.fromEntries(FILTER_PARAMETERS.map(name => [name, { type: 'string', multiple: true } as const])),
  ...{ data: single, registry: single, server: single, format: single, sort: single, columns: single },
  output: { type: 'string', short: 'o' },
  spreadsheet: { type: 'boolean' },
  resume: { type: 'boolean' },
  release: single,
  keep: single,
} as const

type Given = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name]
  return typeof value === 'string' ? value : undefined
}

/** The options as parameters of /api/export: they have the same names. */
const parametersOf = (given: Given): URLSearchParams => {
  const parameters = new URLSearchParams()
  for (const name of [...FILTER_PARAMETERS, 'format', 'sort', 'columns']) {
    for (const value of [given[name] ?? []].flat()) parameters.append(name, String(value))
  }
  if (given.spreadsheet === true) parameters.set('spreadsheet', 'true')
  return parameters
}

const report = ({ subject, detail }: { subject: string; detail: string }): ExitCode => {
  console.error(`${subject}: ${detail}`)
  return 2
}

const tell = ({ samples, bytes, sha256 }: Manifest, output: string): void =>
  console.error(`${output}: ${samples} samples, ${bytes} bytes, SHA-256 ${sha256}`)

const writeManifest = (output: string, manifest: Manifest): Promise<void> =>
  writeFile(`${output}.manifest.json`, `${JSON.stringify(manifest, undefined, 1)}\n`)

const makeLocally = async (
  { origin }: LocalOrigin,
  asked: AskedExport,
  output: string | undefined,
): Promise<ExitCode> => {
  const shown = openProgress()
  const folder = output === undefined ? await mkdtemp(join(tmpdir(), 'lodestone-export-')) : undefined
  const path = folder === undefined ? `${output}.part` : join(folder, 'export')
  let total = 0
  const making = {
    begin: (_: number, samples: number) => {
      total = samples
    },
    advance: (bytes: number) => shown.update(`${total} samples, ${(bytes / 1e6).toFixed(1)} MB`),
    signal: interruptible(),
  }
  try {
    const manifest = await makeExport(origin, asked, path, making)
    shown.done()
    if (output === undefined) await pipeline(createReadStream(path), process.stdout, { end: false })
    else {
      await rename(path, output)
      await writeManifest(output, manifest)
      tell(manifest, output)
    }
    return 0
  } catch (error) {
    if (making.signal.aborted) return 2
    throw error
  } finally {
    await rm(path, { force: true })
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}

const exportRemotely = async (server: string, asked: AskedExport, given: Given): Promise<ExitCode> => {
  const output = textOf(given, 'output')
  if (output === undefined) throw new Misuse('--server wants a file to download to: -o FILE')
  if (!/^https?:\/\//.test(server)) throw new Misuse(`--server wants a URL, not "${server}"`)
  const shown = openProgress()
  const done = await downloadExport({
    server: server.replace(/\/+$/, ''),
    query: String(new URLSearchParams([['format', asked.format.name], ...new URLSearchParams(asked.query)])),
    output,
    resume: given.resume === true,
    progress: (bytes, samples) => shown.update(`${samples} samples, ${(bytes / 1e6).toFixed(1)} MB`),
  })
  shown.done()
  if (!done.ok) return report(done.problem)
  await writeManifest(output, done.value)
  tell(done.value, output)
  return 0
}

const keepOf = (text = '7'): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Misuse(`--keep wants a whole number above 0, not "${text}"`)
  return Number(text)
}

const run = async (args: string[]): Promise<ExitCode> => {
  const given: Given = parseArgs({ args, options: OPTIONS }).values
  const asked = parseExport(parametersOf(given))
  if (!asked.ok) throw new Misuse(asked.problem.detail)
  const [server, release] = [textOf(given, 'server'), textOf(given, 'release')]
  if (server !== undefined && (release ?? given.data) !== undefined)
    throw new Misuse('--server stands alone: releases are made from a data folder')
  if (release !== undefined && asked.value.query !== '')
    throw new Misuse('a release holds everything: no filters')
  if (server !== undefined) return exportRemotely(server, asked.value, given)
  if (given.resume === true) throw new Misuse('--resume goes with --server; a local export is made at once')
  const keep = keepOf(textOf(given, 'keep'))
  const file = textOf(given, 'registry')
  const registry = file === undefined ? { sources: [], problems: [] } : await openRegistry(file)
  const [problem] = registry.problems
  if (problem) return report(problem)
  const opened = await openLocal(textOf(given, 'data') ?? 'data', registry.sources, text =>
    console.error(text),
  )
  if (!opened.ok) return report(opened.problem)
  try {
    if (release !== undefined) return await releaseInto(opened.value, release, keep)
    return await makeLocally(opened.value, asked.value, textOf(given, 'output'))
  } finally {
    await opened.value.close()
  }
}

export const exportCommand: Command = {
  help: `Usage: lodestone export [--data DIR | --server URL] [--format F] [-o FILE] [FILTERS] [OPTIONS]
       lodestone export --release DIR [--data DIR] [--keep N]

Writes all samples that a search finds to a file, and FILE.manifest.json beside it.

  --data DIR       the data folder (default: data); a server may be running on it
  --registry FILE  the sources.yaml of the harvest: names and licences of the sources
  --server URL     download from a running Lodestone instead
  --resume         go on with a download that ended early
  --format F       ${FORMAT_NAMES.join(', ')} (default: csv)
  -o FILE          where to; without it the standard output
  --sort ORDER     as in the search
  --columns A,B    CSV: ${COLUMN_NAMES.slice(0, 6).join(', ')}, ... (docs/exports.md)
  --spreadsheet    CSV that spreadsheet programs neither misread nor run as formulas
  --release DIR    everything as N-Quads, JSON Lines, CSV and GeoParquet in a folder of DIR, unless nothing changed
  --keep N         releases that are kept (default 7)

Filters, each as in the API and repeatable: ${FILTER_PARAMETERS.map(name => `--${name}`).join(', ')}.`,
  run,
}
