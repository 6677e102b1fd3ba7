/** Writing into the folder of a site: only what changed, so that file times tell when a description last did. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failed, ok, type Result } from '../model/problem.ts'
import { PATHS } from './site-paths.ts'

export interface Written {
  readonly changed: boolean
  readonly modified: Date
}

export interface SiteFolder {
  /** Writes a file below the folder, unless it already has this content. */
  write(path: string, content: string | Uint8Array): Promise<Written>
  /** Removes landing pages and JSON-LD files that this run did not write; returns how many. */
  removeStalePages(): Promise<number>
}

const contentOf = async (file: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

const folderAt = (root: string): SiteFolder => {
  const written = new Set<string>()
  const made = new Set<string>()
  return {
    async write(path, content) {
      const file = join(root, path)
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      written.add(path)
      if (!made.has(dirname(file))) {
        await mkdir(dirname(file), { recursive: true })
        made.add(dirname(file))
      }
      const before = await contentOf(file)
      const changed = before === undefined || !before.equals(bytes)
      if (changed) await writeFile(file, bytes)
      return { changed, modified: (await stat(file)).mtime }
    },
    async removeStalePages() {
      const names = await namesIn(join(root, 'samples'))
      const stale = names.filter(name => /\.(html|jsonld)$/.test(name) && !written.has(`samples/${name}`))
      for (const name of stale) await rm(join(root, 'samples', name))
      return stale.filter(name => name.endsWith('.html')).length
    },
  }
}

/**
 * Opens the folder of a site, making it when there is none. A folder with other things in it is refused
 * (`not-a-site-folder`): publishing cleans up, and must not clean up what it did not make.
 */
export const openSiteFolder = async (root: string): Promise<Result<SiteFolder>> => {
  const names = await namesIn(root)
  if (names.length > 0 && !names.includes(PATHS.marker)) {
    const detail = `"${root}" has files in it but no ${PATHS.marker}; name an empty folder or one published before`
    return failed({ stage: 'publish', code: 'not-a-site-folder', subject: root, detail })
  }
  return ok(folderAt(root))
}
