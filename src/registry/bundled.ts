/** Files that ship with the program: shapes/, vocab/, queries/, examples/, assets/. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// src/registry and dist/registry lie equally deep below the package's root.
const root = new URL('../../', import.meta.url)

/** Absolute path of a file or folder of the package, e.g. `bundled('vocab/contexts')`. */
export const bundled = (path: string): string => fileURLToPath(new URL(path, root))

/** Version of the program, from its package.json. */
export const programVersion = (): string =>
  (JSON.parse(readFileSync(bundled('package.json'), 'utf8')) as { version: string }).version
