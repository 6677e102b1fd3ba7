/** The citation formats, by media type. */
import { bibtex } from './bibtex.ts'
import type { Citable } from './citable.ts'
import { csl } from './csl.ts'
import { datacite } from './datacite.ts'
import { ris } from './ris.ts'
import { citationText } from './text.ts'

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

/** What each media type is called, and how it is written; `year` as in `datacite`. */
export const CITATION_FORMATS = {
  'application/vnd.datacite.datacite+json': {
    ...{ name: 'DataCite JSON', extension: 'datacite.json' },
    write: (thing: Citable, year: string) => json(datacite(thing, year)),
  },
  'application/vnd.citationstyles.csl+json': {
    ...{ name: 'CSL JSON', extension: 'csl.json' },
    write: (thing: Citable) => json(csl(thing)),
  },
  'application/x-bibtex': {
    ...{ name: 'BibTeX', extension: 'bib' },
    write: (thing: Citable) => bibtex(thing),
  },
  'application/x-research-info-systems': {
    ...{ name: 'RIS', extension: 'ris' },
    write: (thing: Citable) => ris(thing),
  },
  'text/x-bibliography': {
    ...{ name: 'Text', extension: 'txt' },
    write: (thing: Citable) => `${citationText(thing)}\n`,
  },
} as const

/** A media type of a citation format. */
export type CitationType = keyof typeof CITATION_FORMATS

/** All of them, in the order in which they are offered. */
export const CITATION_TYPES = Object.keys(CITATION_FORMATS) as CitationType[]
