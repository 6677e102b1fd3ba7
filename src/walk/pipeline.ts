/** Everything that decides what becomes of a page, opened once per thread: contexts, overlays, rules, vocabularies, shapes. */
import { createHash } from 'node:crypto'
import { programVersion } from '../registry/bundled.ts'
import { loadContexts } from '../registry/contexts.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { type Lab, openLab } from '../transform/batch.ts'
import { createValidator, type Validator } from '../validate/validator.ts'

export interface Pipeline {
  readonly lab: Lab
  readonly validator: Validator
  /** Changes whenever the same page could come to another outcome; a record made by another digest is made anew. */
  readonly digest: string
}

/** Opens the bundled pipeline; `base` is the public address that generated IRIs start with, without a trailing slash. */
export const openPipeline = (base: string): Pipeline => {
  const vocabularies = loadVocabularies()
  const lab = openLab({ contexts: loadContexts(), vocabularies, base })
  const validator = createValidator(loadProfiles(), vocabularies)
  const digest = createHash('sha256')
    .update([programVersion(), base, lab.digest, vocabularies.digest, validator.digest].join('\n'))
    .digest('hex')
  return { lab, validator, digest }
}
