/** What a revalidation tells: the bar while it runs, and the account at its end. */
import type { RevalidationFigures } from '../walk/revalidate.ts'
import { durationText } from './harvest-progress.ts'
import { printable } from './printable.ts'
import { table } from './table.ts'

const WIDTH = 20

const number = (n: number): string => n.toLocaleString('en')

const perSecond = (read: number, seconds: number): number => Math.round(read / Math.max(seconds, 0.001))

/** How far it is, in one line: a bar, figures, speed and how long it takes still. */
export const revalidationBar = ({ read, due, changed }: RevalidationFigures, seconds: number): string => {
  const share = due === 0 ? 1 : Math.min(1, read / due)
  const full = Math.floor(share * WIDTH)
  const rate = perSecond(read, seconds)
  const left = rate > 0 ? `, ${durationText((due - read) / rate)} left` : ''
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
  return `${bar} ${Math.floor(share * 100)} %, ${number(read)} of ${number(due)} records, ${number(changed)} changed, ${number(rate)}/s${left}`
}

/** A revalidation that ended, or was stopped. */
export interface Told {
  readonly figures: RevalidationFigures
  readonly seconds: number
  readonly dryRun: boolean
  /** Whether sources were named: then records of others are nobody's concern. */
  readonly named: boolean
}

/** The account as one JSON object. */
export const revalidationRecord = ({ figures, seconds, dryRun, named }: Told) => {
  const { due, read, changed, newlyRejected, newlyAccepted, written, current, foreign, examples } = figures
  return {
    ...{
      dryRun,
      due,
      read,
      unchanged: read - changed,
      changed,
      newlyRejected,
      newlyAccepted,
      written,
      current,
    },
    ...(named ? {} : { unknownSource: foreign }),
    ...{ rejected: examples, complete: read >= due },
    ...{ seconds: Number(seconds.toFixed(2)), recordsPerSecond: perSecond(read, seconds) },
  }
}

/** The account as a table, with the first records that are rejected now. */
export const revalidationText = (told: Told): string => {
  const { read, unchanged, changed, newlyRejected, newlyAccepted, written, current, rejected, ...rest } =
    revalidationRecord(told)
  const rows = [
    ['read', read],
    ['unchanged', unchanged],
    ['report changed', changed],
    ['newly rejected', newlyRejected],
    ['newly accepted', newlyAccepted],
    [told.dryRun ? 'written (dry run)' : 'written', written],
    ['checked before, or not concerned', current],
  ] as const
  const columns = [{ title: 'records' }, { title: '', align: 'right' as const }]
  const lines = [
    table(
      columns,
      rows.map(([name, value]) => [name, number(value)]),
    ),
    `${rest.seconds} s, ${number(rest.recordsPerSecond)} records a second`,
  ]
  const foreign = rest.unknownSource ?? 0
  if (foreign > 0)
    lines.push(`${number(foreign)} records of sources that the registry does not have were left alone`)
  if (!rest.complete)
    lines.push(`stopped with ${number(rest.due - read)} left: the same command goes on from here`)
  if (rejected.length > 0) lines.push('newly rejected:', ...rejected.map(url => `  ${printable(url)}`))
  if (newlyRejected > rejected.length) lines.push(`  … and ${number(newlyRejected - rejected.length)} more`)
  return lines.join('\n')
}
