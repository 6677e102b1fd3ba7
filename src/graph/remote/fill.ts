/** Fills a store from nothing: clears what a load before left there, and loads a snapshot of the archive. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ChangeFeed } from '../../model/change.ts'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import type { StoredRecord } from '../../model/record.ts'
import { type FixedGraph, fixedGraph, TOLD } from '../record-statements.ts'
import { type Delivery, runUpdate, watermarkUpdate } from './deliver.ts'
import type { Ledger } from './ledger.ts'
import { nextToClear } from './store-side.ts'
import { graphOf } from './update-text.ts'

/** Records of one step: few, because the thread that prepares them serves as well. */
export const STEP = 50

const FIXED: readonly FixedGraph[] = ['provenance', 'quality', 'registry', 'examples']

/** Clears the graphs of records, the fixed ones and the kernel; any other graph in the store stays. */
export const clearStore = async (
  delivery: Delivery,
  base: string,
  fixed: string,
  load: string,
): Promise<Result<void>> => {
  for (;;) {
    const next = await nextToClear(delivery.client, delivery.query, base)
    if (!next.ok) return next
    if (next.value === undefined) break
    const cleared = await runUpdate(delivery, next.value)
    if (!cleared.ok) return cleared
  }
  const names = new Set(fixed.split('\n').flatMap(line => graphOf(line) ?? []))
  for (const name of FIXED) names.add(fixedGraph(base, name).value)
  const kernel = delivery.dialect.ownDefaultGraph ? 'DEFAULT' : `GRAPH <${delivery.names.kernel}>`
  const clears = [...[...names].map(name => `GRAPH <${name}>`), kernel].map(each => `CLEAR SILENT ${each}`)
  return runUpdate(delivery, `${clears.join(' ;\n')} ;\n${watermarkUpdate(delivery, load, 0)}`)
}

/** Ends the reading of a snapshot whose rest cannot be loaded now. */
class Interrupted extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

const movedOn = (subject: string): Problem => ({
  stage: 'graph',
  code: 'starting',
  subject,
  detail: 'the archive has moved on since loading was interrupted; loading begins anew',
})

const loadRecords = async (
  ledger: Ledger,
  delivery: Delivery,
  records: readonly StoredRecord[],
): Promise<void> => {
  for (let at = 0; at < records.length; at += STEP) {
    const some = records.slice(at, at + STEP)
    const taken = await ledger.take(
      delivery,
      difference => {
        for (const record of some) difference.change(undefined, record)
      },
      0,
      { after: some.at(-1)?.url ?? '' },
    )
    if (!taken.ok) throw new Interrupted(taken.problem)
    await nextTurn()
  }
}

/**
 * Loads all records that the graph tells of as of one generation. Goes on behind the last record that was sent when the archive is still the
 * same; otherwise the ledger's phase becomes `spoilt`.
 */
export const loadSnapshot = async (
  feed: ChangeFeed,
  ledger: Ledger,
  delivery: Delivery,
): Promise<Result<void>> => {
  try {
    const generation = await feed.snapshot(async (records, of) => {
      const begun = ledger.get('snapshot')
      if (begun === undefined) ledger.beginSnapshot(of)
      else if (begun !== String(of)) {
        ledger.turnTo('spoilt')
        throw new Interrupted(movedOn(delivery.query))
      }
      const after = Buffer.from(ledger.get('after') ?? '')
      // The order of the snapshot is that of the bytes.
      await loadRecords(
        ledger,
        delivery,
        records.filter(({ url }) => Buffer.compare(Buffer.from(url), after) > 0),
      )
    }, TOLD)
    ledger.endSnapshot(generation)
    return await ledger.flush(delivery)
  } catch (error) {
    if (error instanceof Interrupted) return failed(error.problem)
    throw error
  }
}

/** Vocabulary and fixed graphs as they are now, in place of those that were sent before. */
export const refreshFixed = async (
  ledger: Ledger,
  delivery: Delivery,
  { vocabulary, fixed }: { readonly vocabulary: string; readonly fixed: string },
): Promise<Result<void>> => {
  const before = { shared: ledger.get('vocabulary') ?? '', own: ledger.get('fixed') ?? '' }
  const after = { shared: vocabulary, own: fixed }
  if (before.shared === after.shared && before.own === after.own) return ok(undefined)
  return ledger.take(delivery, difference => difference.replace(before, after), ledger.generation(), {
    vocabulary,
    fixed,
  })
}
