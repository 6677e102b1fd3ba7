/**
 * A year of a source whose sitemap fails and shrinks: what the guarded withdrawal made of it, beside pruning on absence.
 * Usage: npm run bench -- replay [SEED] [PAGES]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figures, replay } from '../test/archive/replay.ts'

const [seed = 20260101, pages = 1000] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'lodestone-bench-replay-'))
try {
  const year = await replay({ seed, days: 365, pages }, folder)
  const { failedDays, longestOutage, shrunkDays } = year
  console.log(
    `${pages} pages, 365 days, seed ${seed}: ${failedDays} days without sitemap (longest ${longestOutage}), ${shrunkDays} with half of it\n`,
  )
  const row = (name: string, { wrongful, noticed, removed, delays, heldBack }: Figures): string => {
    const cells = [name.padEnd(32), String(wrongful).padStart(9), `${noticed} of ${removed}`.padStart(9)]
    return `| ${[...cells, String(heldBack).padStart(9), delays.join(', ')].join(' | ')} |`
  }
  console.log(
    '| withdrawal                       |  wrongful |   noticed | held back | days until withdrawn |',
  )
  console.log(row('guarded', year.guarded))
  console.log(row('prune on absence', year.naive))
  console.log(row('prune on absence, readable days', year.naiveWhenReadable))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
