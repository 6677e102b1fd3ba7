import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../src', import.meta.url))

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory()
      ? filesBelow(join(folder, entry.name))
      : entry.name.endsWith('.ts')
        ? [join(folder, entry.name)]
        : [],
  )

const files = filesBelow(root).map(file => relative(root, file))
const roomOf = (file: string): string =>
  file.includes('/') ? (file.split('/')[0] ?? '') : file.replace('.ts', '')

const foundations = ['model', 'rdf', 'pid', 'links', 'registry']
const stages = ['harvest', 'transform', 'shacl', 'validate', 'archive', 'graph', 'catalogue', 'publish']

/** What each room may import besides itself; docs/architecture.md shows the same as a picture. */
const allowed: Record<string, readonly string[]> = {
  model: [],
  rdf: ['model'],
  pid: ['model', 'rdf'],
  links: ['model', 'rdf', 'pid'],
  registry: ['model', 'rdf', 'pid'],
  config: ['model', 'registry'],
  ...Object.fromEntries(stages.map(stage => [stage, foundations])),
  shacl: ['model', 'rdf'],
  validate: [...foundations, 'shacl'],
  graph: [...foundations, 'archive/archive', 'archive/open'],
  catalogue: [...foundations, 'archive/archive', 'archive/open'],
  export: [...foundations, 'archive/archive', 'catalogue/geometry', 'catalogue/item', 'catalogue/scan'],
  verify: ['model', 'pid', 'registry'],
  walk: [...foundations, 'harvest', 'transform', 'validate', 'archive'],
  serve: [...foundations, 'config', 'export', 'verify', ...stages.filter(stage => stage !== 'harvest')],
  cli: [...foundations, 'config', ...stages, 'export', 'verify', 'walk', 'serve'],
}

/** Files whose length is that of the grammar they read. */
const parsers: readonly string[] = ['harvest/sitemap-grammar.ts', 'harvest/html-blocks.ts']

/** Folders and files that follow a grammar or a specification clause by clause: their files are as long as their clauses. */
const grammars: readonly string[] = [
  ...parsers,
  'harvest/formats/',
  'harvest/json-scanner.ts',
  'harvest/json-text.ts',
  'rdf/json-ld/',
  'rdf/n-quads-reader.ts',
  'shacl/',
  'transform/compile/',
]

const beginning = /^(?:export )?(?:async )?(?:(?:function|class)\b|const \w+.*(?:=>|=|[{(])$)/

/** Lines of each function, class or other value at the top level of a file, by the layout that the formatter keeps. */
const topLevelLengths = (file: string): { place: string; lines: number }[] => {
  const lines = readFileSync(join(root, file), 'utf8').split('\n')
  return lines.flatMap((line, start) => {
    if (!beginning.test(line) || line.includes('class ')) return []
    const closes = (other: string, i: number): boolean =>
      (/^[})\]`]/.test(other) && !/(?:=>|[{([])$/.test(other)) ||
      (other === '' && /^(?:export|const|type|interface|\/\*\*)/.test(lines[i + 1] ?? ''))
    const end = lines.findIndex((other, i) => i > start && closes(other, i))
    return end < 0 ? [] : [{ place: `${file}:${start + 1}`, lines: end - start + 1 }]
  })
}

const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?['"](\.[^'"]+)['"]/g)].map(
    match => relative(root, join(root, file, '..', match[1] ?? '')).replace(/\.ts$/, ''),
  )

describe('the house', () => {
  it('has only rooms that are on the map', () => {
    expect(files.map(roomOf).filter(room => !(room in allowed))).toEqual([])
  })

  it('keeps its import rule: stages never import sibling stages, and serving never reaches harvesting', () => {
    const broken = files.flatMap(file =>
      importsOf(file)
        .filter(target => {
          const room = roomOf(file)
          const rooms = allowed[room] ?? []
          return roomOf(target) !== room && !rooms.includes(roomOf(target)) && !rooms.includes(target)
        })
        .map(target => `${file} -> ${target}`),
    )
    expect(broken).toEqual([])
  })

  it('reads the environment in config.ts only, and writes to the console in cli only', () => {
    const text = (file: string): string => readFileSync(join(root, file), 'utf8')
    expect(files.filter(file => file !== 'config.ts' && /process\.env/.test(text(file)))).toEqual([])
    expect(files.filter(file => roomOf(file) !== 'cli' && /console\.\w+\(/.test(text(file)))).toEqual([])
    expect(files.filter(file => file !== 'cli/main.ts' && /process\.exit\(/.test(text(file)))).toEqual([])
  })

  it('keeps files small: at most 300 lines, half of them at most 80', () => {
    const lines = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length - 1
    expect(files.filter(file => lines(file) > 300 && !parsers.includes(file))).toEqual([])
    const others = files.filter(file => !grammars.some(grammar => file.startsWith(grammar)))
    const sorted = others.map(lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80)
  })

  it('keeps functions short: at most 60 lines, 19 of 20 at most 45', () => {
    const lengths = files.filter(file => !parsers.includes(file)).flatMap(topLevelLengths)
    expect(lengths.length).toBeGreaterThan(500)
    expect(lengths.filter(one => one.lines > 60)).toEqual([])
    const sorted = lengths.map(one => one.lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThanOrEqual(45)
  })

  it('has a test folder for every room with behaviour', () => {
    const tests = new Set(
      readdirSync(fileURLToPath(new URL('.', import.meta.url))).filter(name =>
        statSync(fileURLToPath(new URL(name, import.meta.url))).isDirectory(),
      ),
    )
    const rooms = [...new Set(files.filter(file => file.includes('/')).map(roomOf))]
    expect(rooms.filter(room => room !== 'model' && !tests.has(room))).toEqual([])
  })
})
