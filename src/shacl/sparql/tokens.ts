/** SPARQL text as tokens: enough to find groups, variables and keywords, and nothing inside strings, IRIs or comments. */

/** One token; white space and comments are none. */
export interface Token {
  readonly kind: 'variable' | 'word' | 'open' | 'close' | 'other'
  readonly text: string
  readonly start: number
  readonly end: number
}

// SPARQL 1.1, 19.8. Longer forms stand before those that they begin with.
const TOKEN = new RegExp(
  [
    String.raw`(?<skip>\s+|#[^\n\r]*)`,
    String.raw`(?<iri><[^<>"{}|^\x60\\\u0000-\u0020]*>)`,
    String.raw`(?<string>"""(?:"{0,2}(?:[^"\\]|\\[^]))*"""|'''(?:'{0,2}(?:[^'\\]|\\[^]))*'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')`,
    String.raw`(?<variable>[?$][\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*)`,
    String.raw`(?<name>(?:[\p{L}_][\p{L}\p{N}\p{M}_.-]*)?:(?:[\p{L}\p{N}\p{M}_:.-]|%[0-9A-Fa-f]{2}|\\.)*|@[A-Za-z-]+)`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}\p{M}_]*)`,
    String.raw`(?<open>\{)|(?<close>\})|(?<other>[^])`,
  ].join('|'),
  'uy',
)

/** Cuts a query into tokens. What is no SPARQL comes out as tokens of one character; a parser refuses it later. */
export const tokens = (query: string): readonly Token[] => {
  const found: Token[] = []
  const pattern = new RegExp(TOKEN)
  for (let match = pattern.exec(query); match; match = pattern.exec(query)) {
    const { skip, variable, word, open, close } = match.groups ?? {}
    if (skip !== undefined) continue
    const kind = variable ? 'variable' : word ? 'word' : open ? 'open' : close ? 'close' : 'other'
    found.push({ kind, text: match[0], start: match.index, end: pattern.lastIndex })
  }
  return found
}

/** Whether a token is a keyword, whatever its case. */
export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word
