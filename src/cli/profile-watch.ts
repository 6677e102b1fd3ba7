/** Runs something again whenever files below some folders change. */
import { type FSWatcher, watch } from 'node:fs'

/** Editors write a file in several steps, and save several files at once. */
const SETTLE_MS = 120

/** Aborted by the first Ctrl+C or SIGTERM, without a word: watching ends no other way. */
export const stopped = (): AbortSignal => {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return controller.signal
}

/** Calls `again` a moment after Turtle files below the folders have changed; resolves when `stop` is aborted. */
export const watchFolders = async (
  folders: readonly string[],
  stop: AbortSignal,
  again: () => void,
): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const changed = (_event: string, file: string | null): void => {
    // Its directory, when the system does not say which file; anything that is no Turtle is an editor's own.
    if (file !== null && !/\.ttl$/i.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(again, SETTLE_MS)
  }
  const watchers: FSWatcher[] = [...new Set(folders)].map(folder =>
    watch(folder, { recursive: true }, changed).on('error', () => changed('error', null)),
  )
  await new Promise<void>(resolve => {
    if (stop.aborted) resolve()
    else stop.addEventListener('abort', () => resolve(), { once: true })
  })
  clearTimeout(timer)
  for (const watcher of watchers) watcher.close()
}
