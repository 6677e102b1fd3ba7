/** Before a harvest: records whose checks alone changed are checked anew from their statements, so that no page of theirs is converted. */
import type { StampGroup } from '../archive/revalidations.ts'
import { listedIn } from './made-by.ts'
import type { PipelineFacts } from './pipeline.ts'
import { type RevalidateDeps, type RevalidationFigures, revalidate } from './revalidate.ts'

/** What catching up works with: a revalidation for the pipeline that will convert. */
export interface CatchUpDeps extends RevalidateDeps {
  readonly pipeline: PipelineFacts
}

/** Whether records were made by the same conversion and checked otherwise; told from stamps, without opening a pipeline. */
const isBehind = (
  { source, stamp }: StampGroup,
  { pipeline, profilesOf }: Pick<CatchUpDeps, 'pipeline' | 'profilesOf'>,
): boolean => {
  const listed = profilesOf.get(source)
  if (!listed || stamp.conversion !== pipeline.conversion) return false
  return (
    stamp.pipelineDigest !== pipeline.digest || listedIn(stamp.validation)?.join('\n') !== listed.join('\n')
  )
}

/** Revalidates the records that this pipeline would check otherwise; undefined when there is none, which is told at once. */
export const catchUp = async (deps: CatchUpDeps): Promise<RevalidationFigures | undefined> => {
  const groups = await deps.archive.stampGroups()
  if (!groups.some(group => isBehind(group, deps))) return undefined
  return revalidate({ ...deps, conversion: deps.pipeline.conversion })
}
