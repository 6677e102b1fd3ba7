/** Makes client/lodestone.ts and assets/api-examples.json from the API over the demo: `npm run client`. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { OperationObject } from '../src/serve/api/document.ts'
import { shortened } from '../src/serve/api/example-answers.ts'
import { examplePath } from '../src/serve/api/example-request.ts'
import { type DemoApi, openDemoApi } from '../test/serve/api/demo-api.ts'
import { clientSource } from './generate.ts'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Moments of the run are no part of an example. */
const timeless = (name: string, value: unknown): unknown =>
  name === 'at' ? '2026-01-02T03:04:05.000Z' : value

/** A search that counts something says more than one of everything. */
const WITH: Readonly<Record<string, string>> = {
  searchSamples: '?q=basalt&facets=material&facetLimit=2&limit=1',
}

const answersOf = async (api: DemoApi): Promise<Record<string, unknown>> => {
  const answers: Record<string, unknown> = {}
  const described = Object.entries(api.document().paths) as [string, Record<string, OperationObject>][]
  for (const [path, { get: operation }] of described) {
    if (!operation || !path.startsWith('/api/') || path.startsWith('/api/queries')) continue
    const response = await api.get(`${examplePath(path, operation)}${WITH[operation.operationId] ?? ''}`)
    if (response.ok && /json/.test(response.headers.get('content-type') ?? ''))
      answers[operation.operationId] = shortened(await response.json())
  }
  return answers
}

const formatted = (path: string, text: string): string =>
  execFileSync(file('../node_modules/.bin/biome'), ['format', `--stdin-file-path=${path}`], {
    input: text,
    encoding: 'utf8',
    cwd: file('..'),
  })

/** The client as it is kept in the repository. */
export const currentClient = (api: DemoApi): string =>
  formatted('client/lodestone.ts', clientSource(api.document(), readFileSync(file('runtime.ts'), 'utf8')))

/** Asks the demo, and writes both files. */
export const makeAll = async (): Promise<void> => {
  const api = await openDemoApi()
  const answers = JSON.parse(JSON.stringify(await answersOf(api), timeless)) as unknown
  writeFileSync(
    file('../assets/api-examples.json'),
    formatted('assets/api-examples.json', JSON.stringify(answers)),
  )
  writeFileSync(file('lodestone.ts'), currentClient(api))
  await api.close()
}
