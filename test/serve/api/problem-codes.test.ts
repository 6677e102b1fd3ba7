import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROBLEM_CODES } from '../../../src/serve/api/problem-codes.ts'

/** Codes that the source of the server and of what it calls for a request spells out. */
const codesInSource = (): string[] => {
  const source = new URL('../../../src/', import.meta.url).pathname
  const files = ['serve', 'export', 'verify', 'shacl', 'validate', 'graph/user-graphs', 'graph/federation']
    .flatMap(folder =>
      readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' }).map(name =>
        join(folder, name),
      ),
    )
    .filter(name => name.endsWith('.ts') && !/^validate\/workbench|problem-codes/.test(name))
  return files.flatMap(name => {
    const text = readFileSync(join(source, name), 'utf8')
    const table = /const STATUS: Readonly<Record<string, [^=]*= \{\n(.*?)\n\}/s.exec(text)?.[1] ?? ''
    return [
      ...text.matchAll(/\bcode: '([a-z-]+)'/g),
      ...text.matchAll(/\b(?:bad|requestProblem)\(\s*\d{3},\s*'([a-z-]+)'/g),
      ...text.matchAll(/\b(?:problem|unreadable|conflict)\(\s*'([a-z-]+)'/g),
      ...table.matchAll(/^ {2}'?([a-z-]+)'?:/gm),
    ].map(([, code = '']) => code)
  })
}

/** Told to who starts the server or works on profiles, never in an answer. */
const ELSEWHERE = ['cannot-listen', 'catalogue-locked', 'other-base', 'invalid-profile', 'renderer-missing']

describe('the table of codes', () => {
  it('has every code that the source spells out', () => {
    const codes = [...new Set(codesInSource())]
    expect(codes.length).toBeGreaterThan(60)
    expect(codes.filter(code => !(code in PROBLEM_CODES) && !ELSEWHERE.includes(code))).toEqual([])
  })
})
