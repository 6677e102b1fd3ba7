/** README.txt of a crate: for people who have nothing but the files. */
import type { ExportContext } from './format.ts'
import { citationOf, sourcesOf } from './manifest.ts'
import type { Tally } from './tally.ts'

/** The text of the file. */
export const crateReadme = (context: ExportContext, tally: Tally): string => {
  const sources = sourcesOf(context, tally).map(
    ({ name, homepage, licence, samples }) =>
      `- ${name}${homepage === undefined ? '' : ` (${homepage})`}: ${samples} samples, licence: ${licence ?? 'not stated; ask the source'}`,
  )
  return `Physical samples, exported from Lodestone
=========================================

${tally.samples} samples; state of change ${context.generation}, ${context.date}.
Filters: ${context.query === '' ? 'none' : context.query}
The same again: ${context.url}

samples.csv    one sample a line; several values of a cell stand between " | ",
               where \\| is a bar and \\\\ a backslash within a value
samples.jsonl  one sample a line, as the API shows it
samples.nq     the records as harvested, a graph each, and their clean statements in the default graph

Sources and licences
--------------------
${sources.join('\n')}

Cite as
-------
${citationOf(context, tally)}
`
}
