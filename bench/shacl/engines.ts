/** The engines that are compared, each behind the same two functions. Only what they ask for is built beforehand, and not timed. */
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Quad } from '@rdfjs/types'
import { DataFactory, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'

/** Validates graph number `i` and gives the number of results, every one of which was looked at. */
export type Contender = (i: number) => Promise<number> | number

interface Report {
  readonly results: readonly { readonly message: readonly unknown[] }[]
}

const read = ({ results }: Report): number => {
  let texts = 0
  for (const { message } of results) texts += message.length
  return texts < 0 ? 0 : results.length
}

/** rdf-validate-shacl over stores of N3.js, of all usual stores the one with which it is fastest. */
export const rdfValidateShacl = (shapes: readonly Quad[], graphs: readonly Store[]): Contender => {
  const validator = new SHACLValidator(new Store([...shapes]))
  return async i => read(await validator.validate(graphs[i] ?? new Store()))
}

interface ShaclEngine {
  readonly Validator: new (
    shapes: Store,
    options: { factory: unknown },
  ) => { validate(data: { dataset: Store }): Promise<Report> }
}

/** shacl-engine as it is installed in a folder (it brings 460 packages and so is no dependency); a sentence when it is not. */
export const shaclEngine = async (
  folder: string | undefined,
  shapes: readonly Quad[],
  graphs: readonly Store[],
): Promise<Contender | string> => {
  const advice = 'npm install --prefix DIR shacl-engine@1.1.2, then --engines DIR'
  if (folder === undefined) return `shacl-engine is not installed: ${advice}`
  const require = createRequire(resolve(folder, 'package.json'))
  let file: string
  try {
    file = require.resolve('shacl-engine')
  } catch (error) {
    return `shacl-engine is not installed in ${folder}: ${advice} (${error instanceof Error ? error.message.split('\n')[0] : error})`
  }
  const { Validator } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as ShaclEngine
  // Its factory must make data sets as well as terms.
  const factory = { ...DataFactory, dataset: (quads?: Quad[]) => new Store(quads) }
  const validator = new Validator(new Store([...shapes]), { factory })
  return async i => read(await validator.validate({ dataset: graphs[i] ?? new Store() }))
}
