/** BibTeX: one @misc entry, in UTF-8. */
import { type Citable, doiOf, type Party, yearOf } from './citable.ts'
import { nameParts, oneLine } from './names.ts'

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '%': '\\%',
  '&': '\\&',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

/** Text that TeX shows as it is. */
export const escapeTex = (text: string): string =>
  oneLine(text).replace(/[\\{}%&$#_~^]/g, character => SPECIAL[character] ?? character)

// Read character by character: only what would end the field or begin a comment is written as a URI writes it.
const verbatim = (uri: string): string =>
  oneLine(uri).replace(/[{}\\\s]/g, character => encodeURIComponent(character))

// To biblatex a publisher is a list, too, whose members stand between ` and `.
const unparted = (text: string): string => (/\band\b/i.test(text) ? `{${escapeTex(text)}}` : escapeTex(text))

// Braces keep a name that is not `Family, Given` in one piece, and ` and ` from parting it.
const author = (party: Party): string => {
  const parts = nameParts(party)
  if (!parts) return `{${escapeTex(party.name)}}`
  const { family, given } = parts
  return [family, given].map(unparted).join(', ')
}

const keyOf = (thing: Citable): string => {
  const [first] = thing.authors
  const who = first ? (nameParts(first)?.family ?? first.name.split(/\s+/).at(-1) ?? '') : ''
  const parts = [who, yearOf(thing) ?? '', thing.id.split('/').at(-1) ?? '']
  return parts
    .map(part => part.normalize('NFKD').replace(/[^A-Za-z0-9-]/g, ''))
    .filter(part => part !== '')
    .join('_')
}

/** The entry, ended by a line feed. The title is in double braces, so that no style changes its capitals. */
export const bibtex = (thing: Citable): string => {
  const doi = doiOf(thing.id)
  const [licence] = thing.licences
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['author', thing.authors.length > 0 ? thing.authors.map(author).join(' and ') : undefined],
    ['title', `{${escapeTex(thing.title)}}`],
    ['year', yearOf(thing)],
    ['publisher', thing.publisher && unparted(thing.publisher.name)],
    ['howpublished', escapeTex(thing.kind)],
    ['doi', doi && verbatim(doi)],
    ['url', verbatim(thing.id)],
    ['abstract', thing.description && escapeTex(thing.description)],
    ['copyright', licence && escapeTex(licence)],
  ]
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = {${value}}`] : []))
  return `@misc{${keyOf(thing) || 'sample'},\n${lines.join(',\n')}\n}\n`
}
