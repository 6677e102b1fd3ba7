/** Live progress: one line that is redrawn on a terminal, a plain line now and then otherwise. */

export interface Progress {
  /** Shows the newest state; called as often as one likes. */
  update(text: string): void
  /** Ends the line so that other output can follow. */
  done(): void
}

const REDRAW_MS = 100
const PLAIN_MS = 5000

/** Progress on stderr, so that the output of a command can be piped. */
export const openProgress = (stream: NodeJS.WriteStream = process.stderr): Progress => {
  const interval = stream.isTTY ? REDRAW_MS : PLAIN_MS
  let shown = Date.now()
  let drawn = false
  return {
    update: text => {
      const now = Date.now()
      if (now - shown < interval) return
      shown = now
      if (stream.isTTY) stream.write(`\r\u001b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`)
      else stream.write(`${text}\n`)
      drawn = true
    },
    done: () => {
      if (drawn && stream.isTTY) stream.write('\r\u001b[2K')
      drawn = false
    },
  }
}
