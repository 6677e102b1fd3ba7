/** Writes what comes in to a file, and says what it came to. */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** Size and SHA-256 (hexadecimal) of a file. */
export interface FileDigest {
  readonly bytes: number
  readonly sha256: string
}

/** Writes the bytes to `path`, a new file; `advance` is told how many are on their way to the disk. Rejects as the bytes or the disk do. */
export const writeFileFrom = async (
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  advance: (bytes: number) => void | Promise<void> = () => undefined,
): Promise<FileDigest> => {
  const file = await open(path, 'w')
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      await file.writeFile(chunk)
      bytes += chunk.length
      await advance(bytes)
    }
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}
