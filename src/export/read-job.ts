/** The bytes of an export as a stream, from any place, while it is still being made. */
import { type FileHandle, open } from 'node:fs/promises'
import type { Job } from './job.ts'

/** Read at once, in bytes. */
const PIECE = 256 * 1024

/**
 * The bytes from `from` to `to` (exclusive; the end by default). The stream fails when the export breaks, so that what was
 * sent of it cannot be taken for the whole. Holds the job until it ends or is cancelled.
 */
export const readJob = (job: Job, from = 0, to = Number.POSITIVE_INFINITY): ReadableStream<Uint8Array> => {
  const release = job.hold()
  let file: FileHandle | undefined
  let at = from
  const end = async (): Promise<void> => {
    release()
    await file?.close()
  }
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    try {
      for (;;) {
        const broken = job.broken()
        if (broken) throw broken
        const whole = job.manifest() !== undefined
        const ready = Math.min(job.bytes(), to)
        if (at < ready) {
          const piece = Buffer.alloc(Math.min(PIECE, ready - at))
          file ??= await open(job.path, 'r')
          const { bytesRead } = await file.read(piece, 0, piece.length, at)
          if (bytesRead === 0) throw new Error(`the file of the export ends at ${at}, before its end`)
          at += bytesRead
          controller.enqueue(piece.subarray(0, bytesRead))
          return
        }
        if (whole || at >= to) {
          await end()
          controller.close()
          return
        }
        await job.progress()
      }
    } catch (thrown) {
      await end().catch(() => undefined)
      controller.error(thrown)
    }
  }
  return new ReadableStream({ pull, cancel: end }, { highWaterMark: 0 })
}
