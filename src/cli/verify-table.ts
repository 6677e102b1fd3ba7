/** Reports of `lodestone verify` as tables for terminals. */
import { placeText } from '../verify/place-text.ts'
import { VERDICTS, type VerifyReport } from '../verify/report.ts'
import { printable } from './printable.ts'
import { type Column, table } from './table.ts'

const COLUMNS: readonly Column[] = [
  { title: 'verdict' },
  { title: 'in the document', most: 44 },
  { title: 'where', most: 28 },
  { title: 'names it' },
  { title: 'metadata', align: 'right' },
  { title: 'what to know', most: 100 },
]

const headOf = ({ document, publication, summary, samples, notes }: VerifyReport): string => {
  const counts = VERDICTS.flatMap(verdict => (summary[verdict] > 0 ? [`${summary[verdict]} ${verdict}`] : []))
  const linking =
    samples.linkingBack === null ? '' : `; ${samples.linkingBack} of ${samples.distinct} samples name it`
  return [
    `${document.name}: ${counts.length === 0 ? 'no identifiers' : counts.join(', ')}`,
    ...(publication
      ? [
          `publication ${publication.id}${publication.guessed ? ' (guessed from the first page)' : ''}${linking}`,
        ]
      : []),
    ...notes,
  ]
    .map(line => printable(line, 500))
    .join('\n')
}

/** One table per document, below its figures. */
export const tableOfReports = (reports: readonly VerifyReport[]): string =>
  reports
    .map(report => {
      const rows = report.results.map(
        ({ verdict, text, place, linksBack, completeness, name, suggestion, detail }) => [
          verdict,
          text.replace(/\s+/g, ' '),
          placeText(place),
          linksBack === null ? '' : linksBack ? 'yes' : 'no',
          completeness === null ? '' : `${Math.round(completeness.share * 100)} %`,
          verdict === 'registered'
            ? (name ?? detail)
            : suggestion === null
              ? detail
              : `${suggestion}: ${detail}`,
        ],
      )
      return rows.length === 0 ? headOf(report) : `${headOf(report)}\n\n${table(COLUMNS, rows)}`
    })
    .join('\n\n')
