/** Commands that messages suggest hold words from outside: pasted into a shell they must be words and nothing else. */

/** A word of a shell command (POSIX shell command language, 2.2.2), quoted where it must be. */
export const shellWord = (text: string): string =>
  /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
