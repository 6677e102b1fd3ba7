/** What a command answers, to its standard output. */

const NEWLINE = 0x0a

/**
 * Writes a text (or UTF-8) with a newline at its end, so that a prompt or the next answer begins a line. Resolves when all of it
 * is out: the process ends right after.
 */
export const print = (content: string | Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const rest = bytes.length === 0 || bytes.at(-1) === NEWLINE ? '' : '\n'
    process.stdout.write(bytes)
    process.stdout.write(rest, error => (error ? reject(error) : resolve()))
  })
