/** Everything that decides what becomes of a page, opened once per thread: contexts, overlays, rules, vocabularies, shapes. */
import { createHash } from 'node:crypto'
import { programVersion } from '../registry/bundled.ts'
import { loadContexts } from '../registry/contexts.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { type Lab, openLab } from '../transform/batch.ts'
import { createSelector, type ProfileSelector } from '../validate/select-profiles.ts'
import { createValidator, type Validator } from '../validate/validator.ts'
import { createDescriber, type DescribeChecks, wholeDigest } from './made-by.ts'

export interface Pipeline {
  readonly lab: Lab
  readonly validator: Validator
  /** Which of a source's profiles a record is held against. */
  readonly select: ProfileSelector
  /** Changes whenever the same page could come to another outcome; a record made by another digest is made anew. */
  readonly digest: string
  /** The part of it that turns pages into statements. */
  readonly conversion: string
  /** The part of it that checks them, for a source that lists these profiles. */
  readonly checks: DescribeChecks
}

/** What a pipeline is opened with. */
export interface PipelineOptions {
  /** The public address that generated IRIs start with, without a trailing slash. */
  readonly base: string
  /** Folder of the contexts that an operator pinned. */
  readonly pinnedContexts?: string
}

/** Opens the bundled pipeline. Throws when the folder of pinned contexts is damaged. */
export const openPipeline = ({ base, pinnedContexts }: PipelineOptions): Pipeline => {
  const vocabularies = loadVocabularies()
  const lab = openLab({ contexts: loadContexts(pinnedContexts), vocabularies, base })
  const profiles = loadProfiles()
  const validator = createValidator(profiles, vocabularies)
  const conversion = createHash('sha256')
    .update([programVersion(), base, lab.digest, vocabularies.digest].join('\n'))
    .digest('hex')
  return {
    ...{ lab, validator, conversion },
    select: createSelector(profiles, vocabularies),
    digest: wholeDigest(conversion, validator.digest),
    checks: createDescriber(profiles, vocabularies),
  }
}
