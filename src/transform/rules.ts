/**
 * The crosswalk rules: SPARQL updates in the files of queries/crosswalk, run in the order of their names.
 *
 * A file holds PREFIX lines and then updates, with a line `} ;` between one and the next. To parse and plan an update
 * takes about as long as to run it, so one can say what it cannot do without:
 *
 *   # needs: schema:box schema:polygon
 *   # needs: ?property
 *
 * It is left out for a batch in which none of the names of one of these lines is a property or class, be it of what the
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
  /** IRIs: of each list one has to occur in the batch. */
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

/** The rules to run over a batch in which these properties and classes occur. `present` grows by what they may make. */
export function* rulesFor(rules: readonly Rule[], present: Set<string>): Generator<Rule> {
  for (const rule of rules) {
    if (!rule.needs.every(names => names.some(name => present.has(name)))) continue
    yield rule
    for (const name of rule.makes) present.add(name)
  }
}
