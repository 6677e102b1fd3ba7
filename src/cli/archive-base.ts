/** The public address that the IRIs of an archive start with: chosen by its first harvest, the same ever after. */
import type { Archive } from '../archive/archive.ts'
import { failed, ok, type Result } from '../model/problem.ts'

/**
 * Notes `base` as the archive's own at the first harvest. Problem `other-base` when it was made for another one: half
 * of its generated IRIs would then name nothing.
 */
export const claimBase = async (archive: Archive, base: string): Promise<Result<string>> => {
  const claimed = await archive.setting('base')
  if (claimed === base) return ok(base)
  if (claimed === undefined) {
    await archive.setSetting('base', base)
    return ok(base)
  }
  return failed({
    stage: 'archive',
    code: 'other-base',
    subject: 'base',
    detail: `this archive was made for ${claimed}, not for ${base}: harvest with --base ${claimed}, or into another --data folder`,
  })
}
