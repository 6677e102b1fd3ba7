/** RIS, as reference managers read it: a tag, two blanks, a hyphen, a blank and a value per line; lines end in CR LF. */
import { type Citable, doiOf, yearOf } from './citable.ts'
import { oneLine } from './names.ts'

/** RIS dates: `YYYY/MM/DD/`, with what is not known left empty. */
const dateOf = (text: string | undefined): string | undefined => {
  const [, year, month = '', day = ''] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(text ?? '') ?? []
  return year === undefined ? undefined : `${year}/${month}/${day}/`
}

/** The reference; its type is GEN: RIS has none for objects. */
export const ris = (thing: Citable): string => {
  const { authors, publisher, subjects, licences, collected, description } = thing
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['TY', 'GEN'],
    ['TI', thing.title],
    ...authors.map(({ name }) => ['AU', name] as const),
    ['PY', yearOf(thing)],
    ['DA', dateOf(collected?.to ?? collected?.from)],
    ['PB', publisher?.name],
    ['M3', thing.kind],
    ['AB', description],
    ...subjects.map(({ label }) => ['KW', label] as const),
    // Not CY, which is where a thing was published.
    ['N1', thing.place === undefined ? undefined : `Collected at: ${thing.place}`],
    ['DO', doiOf(thing.id)],
    ['UR', thing.id],
    ...licences.map(licence => ['C1', licence] as const),
    ['ID', thing.identifiers[0]],
  ]
  const written = lines.flatMap(([tag, value]) => {
    const text = oneLine(value ?? '')
    return text === '' ? [] : [`${tag}  - ${text}\r\n`]
  })
  return `${written.join('')}ER  - \r\n`
}
