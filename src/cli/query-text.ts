/** The query of `lodestone query`: where it comes from, its prefixes, and a mistake's place in it. */
import { existsSync } from 'node:fs'
import { tokensOf } from '../graph/tokens.ts'
import { ok, type Result } from '../model/problem.ts'
import { PREFIXES } from '../rdf/namespaces.ts'
import { printable } from './printable.ts'
import { readBytes } from './validate-input.ts'

/** The text that an argument stands for: a file, standard input for `-`, or the query itself. Problems: those of reading. */
export const readQueryText = async (argument: string): Promise<Result<string>> => {
  const isFile = argument === '-' || (!/[{\n]/.test(argument) && existsSync(argument))
  if (!isFile) return ok(argument)
  const read = await readBytes(argument)
  return read.ok ? ok(new TextDecoder().decode(read.value)) : read
}

/** PREFIX lines for the well-known names that a query uses without declaring them. */
export const missingPrefixes = (text: string): string => {
  const used = new Set<string>()
  const declared = new Set<string>()
  let before = ''
  for (const token of tokensOf(text)) {
    const name = token.kind === 'name' ? (/^([A-Za-z][\w-]*):/.exec(token.text)?.[1] ?? '') : ''
    if (name !== '') (/^prefix$/i.test(before) ? declared : used).add(name)
    before = token.text
  }
  const known: Readonly<Record<string, string>> = PREFIXES
  return [...used]
    .filter(name => !declared.has(name) && known[name] !== undefined)
    .map(name => `PREFIX ${name}: <${known[name]}>\n`)
    .join('')
}

/** The line of a text where a mistake is, with a caret under the place; lines and columns count from 1. */
export const caret = (text: string, line: number, column: number): string => {
  const shown = text.split('\n')[line - 1] ?? ''
  const number = `${line} | `
  // Characters before the place, each one column wide as far as a terminal goes.
  const before = printable(shown.slice(0, column - 1).replaceAll('\t', ' '))
  return `${number}${printable(shown.replaceAll('\t', ' '), 200)}\n${' '.repeat(number.length + before.length)}^`
}
