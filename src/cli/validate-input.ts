/** The bytes that `lodestone validate` is given: files and standard input, of bounded size. */
import { readFile, stat } from 'node:fs/promises'
import { failed, ok, type Result } from '../model/problem.ts'

const MAX_BYTES = 64 * 1024 * 1024

const readStdin = async (): Promise<Result<Uint8Array>> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of process.stdin) {
    size += (part as Uint8Array).byteLength
    if (size > MAX_BYTES) return tooLarge('-', size)
    parts.push(part as Uint8Array)
  }
  return ok(Buffer.concat(parts))
}

const tooLarge = (file: string, size: number): Result<never> =>
  failed({
    ...{ stage: 'scales', code: 'too-large', subject: file },
    detail: `it has ${size} bytes or more; at most ${MAX_BYTES} are read`,
  })

/** The content of a file, or of standard input for `-`. Problems: `too-large`, `unreadable-file`. */
export const readBytes = async (file: string): Promise<Result<Uint8Array>> => {
  if (file === '-') return readStdin()
  try {
    const { size } = await stat(file)
    return size > MAX_BYTES ? tooLarge(file, size) : ok(await readFile(file))
  } catch (error) {
    const detail = `it cannot be read: ${(error as Error).message}`
    return failed({ stage: 'scales', code: 'unreadable-file', subject: file, detail })
  }
}
