/** Where the files of a feed are: a file, a folder, or something to download first. */

import { closeSync, mkdtempSync, openSync, writeSync } from 'node:fs'
import { opendir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { failed, ok, type Result } from '../../model/problem.ts'
import type { Source } from '../../model/source.ts'
import type { Fetcher } from '../fetcher.ts'
import { isHidden } from './files-forms.ts'
import { fileInput, type Input } from './files-input.ts'

/** Names of one folder that are sorted in memory. */
const MOST_NAMES = 2_000_000
const MOST_DEPTH = 64
/** A download, unpacked. */
const MOST_BYTES = 64 * 1024 * 1024 * 1024

/** What a feed's location turned out to be. */
export interface Location {
  /** Whether the feed names this file itself, or a folder that has files. */
  readonly single: boolean
  /** Files in the order of their paths, compared segment by segment. */
  inputs(): AsyncGenerator<Input>
  /** Removes what was downloaded. */
  release(): Promise<void>
}

const gate = (code: string, subject: string, detail: string): Result<never> =>
  failed({ stage: 'gate', code, subject, detail })

/** Order of paths in which a folder is walked. */
export const comparePaths = (a: string, b: string): number => {
  const [left, right] = [a.split('/'), b.split('/')]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [one, other] = [left[i] ?? '', right[i] ?? '']
    if (one !== other) return one < other ? -1 : 1
  }
  return left.length - right.length
}

/** Files below a folder; links are not followed, so that no walk is endless or leaves the folder. */
async function* filesBelow(folder: string, prefix: string, depth: number): AsyncGenerator<Input> {
  const names: { name: string; folder: boolean }[] = []
  for await (const entry of await opendir(folder)) {
    if (isHidden(entry.name) || !(entry.isFile() || entry.isDirectory())) continue
    if (names.length >= MOST_NAMES)
      throw new RangeError(`${folder} has more than ${MOST_NAMES} files; divide it into folders`)
    names.push({ name: entry.name, folder: entry.isDirectory() })
  }
  names.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name, folder: isFolder } of names) {
    const path = `${prefix}${name}`
    const file = join(folder, name)
    if (!isFolder) {
      const { size, mtimeMs } = await stat(file)
      yield fileInput(file, { path, size, modifiedAt: Math.floor(mtimeMs) })
    } else if (depth < MOST_DEPTH) yield* filesBelow(file, `${path}/`, depth + 1)
  }
}

const onDisk = async (written: string): Promise<Result<Location>> => {
  const isUrl = /^file:/i.test(written)
  if (isUrl && !/^file:\/\/\/(?!.*%2f)/i.test(written))
    return gate(
      'not-a-file',
      written,
      `"${written}" is no file URL of this machine, such as file:///data/records.jsonl`,
    )
  const path = isUrl ? fileURLToPath(written) : resolve(written)
  const release = async (): Promise<void> => undefined
  try {
    const found = await stat(path)
    if (found.isDirectory()) return ok({ single: false, inputs: () => filesBelow(path, '', 0), release })
    const about = { path: basename(path), size: found.size, modifiedAt: Math.floor(found.mtimeMs) }
    const inputs = async function* (): AsyncGenerator<Input> {
      yield fileInput(path, about)
    }
    return ok({ single: true, inputs, release })
  } catch (error) {
    const detail = `${path} cannot be read: ${(error as Error).message}; paths are relative to the registry file`
    return gate('files-missing', written, detail)
  }
}

const download = async (url: string, source: Source, fetcher: Fetcher): Promise<Result<Location>> => {
  const folder = mkdtempSync(join(tmpdir(), 'lodestone-files-'))
  const file = join(folder, 'download')
  const release = (): Promise<void> => rm(folder, { recursive: true, force: true })
  let target = openSync(file, 'w')
  let size = 0
  const arrived = await fetcher.stream(url, source, { maxBytes: MOST_BYTES }, () => {
    // A repeated attempt starts over.
    closeSync(target)
    target = openSync(file, 'w')
    size = 0
    return {
      write: chunk => {
        size += chunk.byteLength
        return writeSync(target, chunk) >= 0
      },
    }
  })
  closeSync(target)
  if (!arrived.ok) {
    await release()
    return failed({ ...arrived.problem, stage: 'gate' })
  }
  const { mediaType } = arrived.value
  const inputs = async function* (): AsyncGenerator<Input> {
    yield fileInput(file, { path: basename(new URL(url).pathname), size, mediaType })
  }
  return ok({ single: true, inputs, release })
}

/**
 * Finds what a `files` feed names: a path (relative to the working directory, unless the registry made it absolute), a file
 * URL, or an http(s) URL, which is downloaded to a temporary file. Problems: `files-missing`, `not-a-file`, those of
 * the network. Release it after use.
 */
export const locate = (url: string, source: Source, fetcher: Fetcher): Promise<Result<Location>> =>
  /^https?:/i.test(url) ? download(url, source, fetcher) : onDisk(url)
