/** What is in a file, by its name: pages, lines of documents, quads, archives, sitegraphs. */

import type { Page } from '../../model/page.ts'
import { decodeText } from '../charset.ts'
import { extractDocuments } from '../extract.ts'
import {
  bytesInput,
  contentOf,
  type FileLimits,
  type Found,
  type Input,
  placeIn,
  wholeOf,
} from './files-input.ts'
import { JSON_LD, parseJson, recordsInJsonLines, recordsInSitegraph } from './files-json.ts'
import { recordsInNQuads } from './files-n-quads.ts'
import { nameOfDocument } from './files-name.ts'
import { membersOf } from './files-tar.ts'

/** What a file is read as. */
export type Form = 'html' | 'xhtml' | 'xml' | 'json' | 'json-lines' | 'n-quads' | 'tar'

const FORMS: Readonly<Record<string, Form>> = {
  html: 'html',
  htm: 'html',
  xhtml: 'xhtml',
  xml: 'xml',
  json: 'json',
  jsonld: 'json',
  jsonl: 'json-lines',
  ndjson: 'json-lines',
  nq: 'n-quads',
  nquads: 'n-quads',
  tar: 'tar',
  tgz: 'tar',
}

const FORM_OF_TYPE: Readonly<Record<string, Form>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'xhtml',
  'application/json': 'json',
  'application/ld+json': 'json',
  'application/jsonl': 'json-lines',
  'application/x-ndjson': 'json-lines',
  'application/n-quads': 'n-quads',
  'application/x-tar': 'tar',
  'application/gzip': 'tar',
}

const PAGE_TYPES: Readonly<Partial<Record<Form, string>>> = {
  html: 'text/html',
  xhtml: 'application/xhtml+xml',
  xml: 'application/xml',
  json: JSON_LD,
}

/** Last part of a file's name in lower case, `.gz` left off; empty without one. */
export const extensionOf = (path: string): string =>
  /\.([a-z0-9]+)$/.exec(path.toLowerCase().replace(/\.gz$/, ''))?.[1] ?? ''

/** The form of a file by its name, or else by its media type; undefined when neither is known. */
export const formOf = ({ path, mediaType }: Pick<Input, 'path' | 'mediaType'>): Form | undefined =>
  FORMS[extensionOf(path)] ?? FORM_OF_TYPE[mediaType ?? '']

const nameInPage = (form: Form, body: Uint8Array): string | undefined => {
  if (form === 'json') {
    const json = parseJson(decodeText(body, undefined).text.trim())
    return json === undefined ? undefined : nameOfDocument(json)
  }
  if (form === 'xml') return undefined
  const mediaType = PAGE_TYPES[form] ?? ''
  const page: Page = {
    url: '',
    finalUrl: '',
    status: 200,
    mediaType,
    fetchedAt: '',
    body,
    bodyDigest: '',
    links: [],
  }
  for (const { json } of extractDocuments(page).documents) {
    const name = nameOfDocument(json)
    if (name !== undefined) return name
  }
  return undefined
}

async function* pageIn(input: Input, form: Form, limits: FileLimits): AsyncGenerator<Found> {
  const body = await wholeOf(input, limits.maxRecord)
  if (!body) {
    const detail = `${input.path} has more than politeness.maxPageBytes (${limits.maxRecord})`
    yield { kind: 'problem', code: 'record-too-large', detail }
    return
  }
  const name = nameInPage(form, body)
  const place = { ...placeIn(input), ...(name !== undefined && { name }) }
  yield { kind: 'record', ...place, mediaType: PAGE_TYPES[form] ?? '', body }
}

async function* recordsInTar(input: Input, limits: FileLimits): AsyncGenerator<Found> {
  for await (const { path, size, modifiedAt, bytes } of membersOf(contentOf(input), limits)) {
    const form = formOf({ path })
    if (form === undefined || isHidden(path)) continue
    const about = { path, ...(modifiedAt !== undefined && { modifiedAt }) }
    if (form === 'tar')
      yield {
        kind: 'problem',
        code: 'nested-archive',
        detail: `${path.slice(0, 200)} is an archive in an archive`,
      }
    else if (bytes) yield* recordsIn(bytesInput(bytes, about), form, limits)
    else {
      const detail = `${path.slice(0, 200)} has ${size} bytes; in an archive ${limits.maxMemory} can be read`
      yield { kind: 'problem', code: 'record-too-large', detail }
    }
  }
}

/** Files that editors and file systems leave behind. */
export const isHidden = (path: string): boolean => /(?:^|\/)(?:\.(?!\.?(?:\/|$))|__MACOSX\/)/.test(path)

/**
 * Everything in a file of a known form. Throws `InputError` and the errors of zlib and of the file system when it cannot be
 * read to its end.
 */
export const recordsIn = (input: Input, form: Form, limits: FileLimits): AsyncGenerator<Found> => {
  if (form === 'json-lines') return recordsInJsonLines(input, limits)
  if (form === 'n-quads') return recordsInNQuads(input, limits)
  return form === 'tar' ? recordsInTar(input, limits) : pageIn(input, form, limits)
}

/** The same for a file that the feed names itself: JSON with a list of records is a sitegraph, not a page. */
export async function* recordsInNamed(input: Input, form: Form, limits: FileLimits): AsyncGenerator<Found> {
  let some = false
  if (form === 'json')
    for await (const found of recordsInSitegraph(input, limits)) {
      some = true
      yield found
    }
  if (!some) yield* recordsIn(input, form, limits)
}
