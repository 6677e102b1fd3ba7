/** Lab and crosswalk for a batch of landing pages: JSON-LD documents in, record graphs and kernel graphs out. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Problem } from '../model/problem.ts'
import type { KernelGraph, RecordGraph } from '../model/record-graph.ts'
import type { ContextLibrary } from '../rdf/contexts.ts'
import { bundled } from '../registry/bundled.ts'
import { repairsOff } from '../registry/repairs.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { programOf } from './compile/program.ts'
import { crosswalk } from './crosswalk.ts'
import { loadOverlays, type Overlay, withOverlays } from './overlay.ts'
import { promote } from './promote.ts'
import { mergedRepairs, type RecordInput, recordGraph } from './record-graph.ts'
import { repairValues } from './repairs/values.ts'
import { loadRules, type Rule } from './rules.ts'

/** Everything that decides what a page's documents become. Opened once per thread. */
export interface Lab {
  /** The bundled contexts and the overlays. */
  readonly contexts: ContextLibrary
  readonly overlays: readonly Overlay[]
  readonly vocabularies: Vocabularies
  readonly rules: readonly Rule[]
  /** Public address without a trailing slash. */
  readonly base: string
  /** Rules that are not compiled, each with its reason: they are carried out all the same, many times slower. */
  readonly notices: readonly Problem[]
  /** SHA-256 (hexadecimal) of rules, overlays, contexts, vocabularies and tables of repairs: another digest, another outcome. */
  readonly digest: string
}

/** What repairs look up, besides their code. */
const REPAIR_TABLES = ['vocab/misspelt-keys.json', 'vocab/placeholders.json']

/** Opens a lab with the rules and overlays that ship with the program. */
export const openLab = (parts: {
  readonly contexts: ContextLibrary
  readonly vocabularies: Vocabularies
  readonly base: string
}): Lab => {
  const overlays = loadOverlays(parts.base)
  const contexts = withOverlays(parts.contexts, overlays)
  const rules = loadRules()
  const hash = createHash('sha256')
  for (const { name, update } of rules) hash.update(`${name}\n${update}\n`)
  for (const { document: _, ...overlay } of overlays) hash.update(`${JSON.stringify(overlay)}\n`)
  for (const url of contexts.urls()) hash.update(`${url}\n${JSON.stringify(contexts.get(url))}\n`)
  for (const table of REPAIR_TABLES) hash.update(readFileSync(bundled(table)))
  hash.update(parts.vocabularies.digest)
  return {
    contexts,
    overlays,
    rules,
    notices: programOf(rules).notices,
    vocabularies: parts.vocabularies,
    base: parts.base,
    digest: hash.digest('hex'),
  }
}

/**
 * Record graph and kernel graph of each input, in order. Nothing in one record changes what becomes of another: what
 * cannot be converted is a problem of its own record, and a kernel without samples means that there are none. Values are
 * repaired for the crosswalk only, as the source allows; the record keeps what was written, and says what was repaired.
 */
export const transformBatch = async (
  inputs: readonly RecordInput[],
  lab: Lab,
): Promise<{ record: RecordGraph; kernel: KernelGraph }[]> => {
  const records: RecordGraph[] = []
  for (const input of inputs) records.push(await recordGraph(input, lab))
  const copies = records.map(({ graph, quads }, i) => ({
    graph,
    // JSON numbers as decimals first: 7.66948E1 degrees would be no latitude that a rule can read.
    ...repairValues(quads.map(promote), { base: lab.base, off: repairsOff(inputs[i]?.source.repairs) }),
  }))
  const crossed = crosswalk(copies, lab)
  return records.map((record, i) => {
    const { samples = [], quads = [], problem } = crossed[i] ?? {}
    return {
      record: {
        ...record,
        repairs: [...record.repairs, ...mergedRepairs(copies[i]?.repairs ?? [])],
        problems: problem ? [...record.problems, problem] : record.problems,
      },
      kernel: { graph: record.graph, samples, quads },
    }
  })
}
