/**
 * The crosswalk rules: SPARQL updates in the files of queries/crosswalk, run in the order of their names.
 *
 * A file holds PREFIX lines and then updates, with a line `} ;` between one and the next. Most of them have
 * nothing to do for most records, so an update can say what it cannot do without:
 *
 *   # needs: schema:box schema:polygon
 *   # needs: ?property
 *
 * It is left out for a record in which none of the names of one of these lines is a property or class, be it of what the
 * records say, of the notes, or of what earlier rules may have made. `?property` stands for the values that VALUES gives
 * that variable, in the first column of its table; the other columns count as made.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundled } from '../registry/bundled.ts'

/** One SPARQL 1.1 update. */
export interface Rule {
  /** File and position in it, from 1: `40-people.ru 3`. */
  readonly name: string
  readonly update: string
  /** IRIs: of each list one has to occur in the record. */
  readonly needs: readonly (readonly string[])[]
  /** IRIs of all properties and classes that may occur after it because of it. */
  readonly makes: readonly string[]
}

/** Reads the rules of a folder. Throws when it cannot be read or a file is not in the form above: they ship with the program. */
export const loadRules = (dir: string = bundled('queries/crosswalk')): readonly Rule[] =>
  readdirSync(dir)
    .filter(file => file.endsWith('.ru'))
    .sort()
    .flatMap(file => readRules(file, readFileSync(join(dir, file), 'utf8')))

/** The rules of one file, given its name and text. */
export const readRules = (file: string, text: string): readonly Rule[] => {
  const prologue = text.match(/^PREFIX .*$/gm) ?? []
  const prefixes = new Map(
    prologue.map(line => /^PREFIX\s+(\S*):\s+<([^>]*)>/.exec(line)).map(match => [match?.[1], match?.[2]]),
  )
  const namesIn = (part: string): string[] =>
    (part.match(NAME) ?? []).flatMap(name => {
      if (name.startsWith('<')) return [name.slice(1, -1)]
      const colon = name.indexOf(':')
      const prefix = prefixes.get(name.slice(0, colon))
      return prefix === undefined ? [] : [prefix + name.slice(colon + 1)]
    })
  const updates = text.replace(/^PREFIX .*$/gm, '').split(/(?<=^\}) ;$/m)
  return updates.map((update, i) => {
    const name = `${file} ${i + 1}`
    const start = update.search(/^(?:INSERT|DELETE)\b/m)
    if (start < 0 || update.lastIndexOf('# needs:') > start)
      throw new Error(
        `${name}: between two updates there has to be a line "} ;", and "# needs:" before an update`,
      )
    const needs = [...update.matchAll(/^# needs: (.*)$/gm)].map(([, line = '']) =>
      namesIn(line.startsWith('?') ? tableOf(line.trim(), update, name) : line),
    )
    const body = update.slice(start)
    return {
      name,
      update: [...prologue, body].join('\n'),
      needs,
      makes: namesIn(body.replace(TABLE, withoutFirstColumn)),
    }
  })
}

const NAME = /<[^<>\s]*>|[A-Za-z][\w-]*:[A-Za-z]\w*/g

/** A VALUES table of several columns. */
const TABLE = /VALUES \((\?\w+) [^)]*\) \{([^}]*)\}/g

const withoutFirstColumn = (table: string): string => table.replace(/\(\S+/g, '(')

/** The names that VALUES gives a variable. */
const tableOf = (variable: string, update: string, name: string): string => {
  for (const [, first, rows = ''] of update.matchAll(TABLE))
    if (first === variable) return [...rows.matchAll(/\((\S+)/g)].map(([, value]) => value).join(' ')
  const column = new RegExp(`VALUES \\${variable} \\{([^}]*)\\}`).exec(update)?.[1]
  if (column === undefined) throw new Error(`${name}: "# needs: ${variable}" without VALUES for it`)
  return column
}

/**
 * Chooses rules by what they need. The function takes the properties and classes of a record and gives the places of the
 * rules to run over it, in order; it counts in what those may make.
 */
export const ruleChooser = (
  rules: readonly Rule[],
): ((present: ReadonlySet<string>) => readonly number[]) => {
  const numbers = new Map<string, number>()
  for (const { needs } of rules)
    for (const name of needs.flat()) if (!numbers.has(name)) numbers.set(name, numbers.size)
  const numbersOf = (names: readonly string[]): readonly number[] =>
    names.flatMap(name => numbers.get(name) ?? [])
  const numbered = rules.map(({ needs, makes }) => ({
    needs: needs.map(numbersOf),
    makes: numbersOf(makes),
  }))
  return present => {
    const has = new Uint8Array(numbers.size)
    for (const name of present) {
      const number = numbers.get(name)
      if (number !== undefined) has[number] = 1
    }
    const chosen: number[] = []
    for (const [i, { needs, makes }] of numbered.entries()) {
      if (!needs.every(names => names.some(number => has[number] === 1))) continue
      chosen.push(i)
      for (const number of makes) has[number] = 1
    }
    return chosen
  }
}
