/** Everything that decides what becomes of a page, opened once per thread: contexts, overlays, rules, vocabularies, shapes. */
import { createHash } from 'node:crypto'
import type { Problem } from '../model/problem.ts'
import { programVersion } from '../registry/bundled.ts'
import { loadContexts } from '../registry/contexts.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { type Lab, openLab } from '../transform/batch.ts'
import { createSelector, type ProfileSelector } from '../validate/select-profiles.ts'
import { createValidator, type Validator } from '../validate/validator.ts'
import { createDescriber, type DescribeChecks, wholeDigest } from './made-by.ts'

/** What is to be known of a pipeline where it is not open. */
export interface PipelineFacts {
  /** Changes whenever the same page could come to another outcome; a record made by another digest is made anew. */
  readonly digest: string
  /** The part of it that turns pages into statements: records of the same conversion need only be checked anew. */
  readonly conversion: string
  /** What makes it slow without changing what it does. */
  readonly notices: readonly Problem[]
}

export interface Pipeline extends PipelineFacts {
  readonly lab: Lab
  readonly validator: Validator
  /** Which of a source's profiles a record is held against. */
  readonly select: ProfileSelector
  /** The part of it that checks them, for a source that lists these profiles. */
  readonly checks: DescribeChecks
}

/** What a pipeline is opened with. */
export interface PipelineOptions {
  /** The public address that generated IRIs start with, without a trailing slash. */
  readonly base: string
  /** Folder of the contexts that an operator pinned. */
  readonly pinnedContexts?: string
  /** Folder of the profiles; the bundled one by default. */
  readonly shapes?: string
}

/** The facts alone, which can be sent to another thread. */
export const factsOf = ({ digest, conversion, notices }: PipelineFacts): PipelineFacts => ({
  ...{ digest, conversion, notices },
})

/** Opens the bundled pipeline. Throws when the folder of pinned contexts or of profiles is damaged. */
export const openPipeline = ({ base, pinnedContexts, shapes }: PipelineOptions): Pipeline => {
  const vocabularies = loadVocabularies()
  const lab = openLab({ contexts: loadContexts(pinnedContexts), vocabularies, base })
  const profiles = loadProfiles(shapes)
  const validator = createValidator(profiles, vocabularies)
  const conversion = createHash('sha256')
    .update([programVersion(), base, lab.digest, vocabularies.digest].join('\n'))
    .digest('hex')
  return {
    ...{ lab, validator, conversion, notices: lab.notices },
    select: createSelector(profiles, vocabularies),
    digest: wholeDigest(conversion, validator.digest),
    checks: createDescriber(profiles, vocabularies),
  }
}
