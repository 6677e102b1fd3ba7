/** Files that ship with the program: shapes/, vocab/, queries/, examples/, assets/. */
import { fileURLToPath } from 'node:url'

// src/registry and dist/registry lie equally deep below the package's root.
const root = new URL('../../', import.meta.url)

/** Absolute path of a file or folder of the package, e.g. `bundled('vocab/contexts')`. */
export const bundled = (path: string): string => fileURLToPath(new URL(path, root))
