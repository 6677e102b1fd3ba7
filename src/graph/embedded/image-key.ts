/** What a saved graph follows from besides the archive. */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { ChangeFeed } from '../../model/change.ts'
import { programVersion } from '../../registry/bundled.ts'
import { engineBinary } from './engine-module.ts'
import type { ProjectionSettings } from './projection.ts'

/** Digest of the settings, the engine and this program's own code for graphs: a graph saved under another one is not used. */
export const imageKey = ({ base, profiles, vocabulary, fixed }: ProjectionSettings): string => {
  const hash = createHash('sha256')
  hash.update(JSON.stringify({ base, profiles, vocabulary, fixed, program: programVersion() }))
  for (const folder of ['./', '../', '../../rdf/']) {
    const here = new URL(folder, import.meta.url)
    const scripts = readdirSync(here).filter(name => /\.[jt]s$/.test(name))
    for (const name of scripts.sort()) hash.update(name).update(readFileSync(new URL(name, here)))
  }
  return hash.update(engineBinary()).digest('hex')
}

/** Identifies an archive by its change of one generation; undefined when it has none. */
export const markOf = async (feed: ChangeFeed, generation: number): Promise<string | undefined> => {
  const [change] = await feed.changesSince(generation - 1, 1)
  if (change?.seq !== generation) return undefined
  return JSON.stringify([change.seq, change.at, change.url, change.after.bodyDigest])
}
