/** An archive whose records were checked against a folder of profiles, and other editions of that folder. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive, MadeOutcome } from '../../src/archive/archive.ts'
import { openArchive } from '../../src/archive/open.ts'
import type { RecordOutcome, StoredRecord } from '../../src/model/record.ts'
import { parseQuads } from '../../src/rdf/n-quads.ts'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { createSelector } from '../../src/validate/select-profiles.ts'
import { createValidator, verdict } from '../../src/validate/validator.ts'
import { createDescriber, wholeDigest } from '../../src/walk/made-by.ts'
import { type RevalidateDeps, type RevalidationFigures, revalidate } from '../../src/walk/revalidate.ts'
import { buildOutcome } from '../support/build-record.ts'
import { type Demand, edition } from './editions.ts'

export interface RevalidationHouse {
  readonly archive: Archive
  readonly dataDir: string
  /** A folder of profiles with these demands. */
  shapes(...demands: readonly Demand[]): string
  /** Archives samples of these names, checked against the profiles without demands as a harvest does. */
  fill(names: readonly string[]): Promise<void>
  /** What a harvest would make of a name. */
  made(name: string, shapes: string): Promise<MadeOutcome>
  revalidate(options?: Partial<RevalidateDeps>): Promise<RevalidationFigures>
  dispose(): Promise<void>
}

/** Profiles that the source of the house lists: two that choose their samples. */
export const LISTED = ['geology', 'biology']

const vocabularies = loadVocabularies()

const checker = (shapes: string) => {
  const profiles = loadProfiles(shapes)
  const [validator, select] = [
    createValidator(profiles, vocabularies),
    createSelector(profiles, vocabularies),
  ]
  const madeBy = { conversion: 'rules 1', validation: createDescriber(profiles, vocabularies)(LISTED) }
  const pipelineDigest = wholeDigest(madeBy.conversion, validator.digest)
  return async (outcome: RecordOutcome): Promise<MadeOutcome> => {
    const { url, samples, kernelTriples } = outcome
    const kernel = { graph: url, samples, quads: parseQuads(kernelTriples) }
    const reports = await validator.validate(kernel, select(kernel, LISTED))
    return { ...outcome, reports, state: verdict(reports), pipelineDigest, madeBy }
  }
}

/** An empty archive and the bundled profiles. */
export const openRevalidationHouse = async (): Promise<RevalidationHouse> => {
  const folder = mkdtempSync(join(tmpdir(), 'lodestone-revalidate-'))
  const dataDir = join(folder, 'data')
  const opened = await openArchive(dataDir)
  if (!opened.ok) throw new Error(opened.problem.detail)
  const archive = opened.value
  const checkers = new Map<string, ReturnType<typeof checker>>()
  let editions = 0
  const shapes = (...demands: readonly Demand[]) => edition(join(folder, `shapes-${editions++}`), demands)
  const before = shapes()
  const made = (name: string, from: string): Promise<MadeOutcome> => {
    const known = checkers.get(from) ?? checker(from)
    checkers.set(from, known)
    return known(buildOutcome({ id: name.toLowerCase(), name }))
  }
  return {
    ...{ archive, dataDir, made },
    shapes,
    fill: async names => {
      await archive.write(await Promise.all(names.map(name => made(name, before))))
    },
    revalidate: options =>
      revalidate({
        ...{ archive, dataDir, vocabularies, shapes: before, threads: 0 },
        profilesOf: new Map([['demo', LISTED]]),
        ...options,
      }),
    dispose: async () => {
      await archive.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a record says of itself, whichever program and edition of the shapes found it so. */
export const said = ({ url, state, samples, kernelTriples, reports }: StoredRecord | RecordOutcome) => ({
  ...{ url, state, samples, kernelTriples },
  reports: reports.map(({ profile, conforms, results }) => ({
    ...{ profile, conforms },
    results: results.map(result => JSON.stringify(result)).sort(),
  })),
})
