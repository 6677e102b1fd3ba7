/** Misspelt keys: the table of vocab/misspelt-keys.json. */
import { readFileSync } from 'node:fs'
import { bundled } from '../../registry/bundled.ts'
import type { DocumentRule } from './rule.ts'

interface Form {
  readonly form: string
  /** Wrong key -> right key. */
  readonly keys: Readonly<Record<string, string>>
}

let table: ReadonlyMap<string, string> | undefined

/** The table, wrong key to right key, of all forms. */
export const misspeltKeys = (): ReadonlyMap<string, string> => {
  table ??= new Map(
    (JSON.parse(readFileSync(bundled('vocab/misspelt-keys.json'), 'utf8')) as readonly Form[]).flatMap(
      ({ keys }) => Object.entries(keys),
    ),
  )
  return table
}

/** A misspelt key is lost without a word, for contexts do not know it. Where the right key is there too, both stay. */
export const misspeltKey: DocumentRule = {
  name: 'misspelt-key',
  concerns: key => misspeltKeys().has(key),
  apply: (object, { within }) => {
    const keys = misspeltKeys()
    const details: string[] = []
    const taken = new Set<string>()
    const entries = Object.entries(object).map(([key, value]): [string, (typeof object)[string]] => {
      const right = keys.get(key)
      if (right === undefined || right in object || taken.has(right) || within().defined.has(key))
        return [key, value]
      taken.add(right)
      details.push(`"${key}" was read as "${right}"`)
      return [right, value]
    })
    return details.length === 0 ? undefined : { object: Object.fromEntries(entries), details }
  },
}
