/** `lodestone publish`: a table of samples becomes a site of landing pages. */
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Iri } from '../model/iri.ts'
import { identify } from '../pid/identifiers.ts'
import { type PublishReport, publishSite } from '../publish/publish-site.ts'
import type { Agent } from '../publish/sample-row.ts'
import { isStyle, STYLES, type StyleName } from '../publish/styles.ts'
import { didYouMean } from '../registry/nearest.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'

const styleLines = Object.entries(STYLES)
  .map(([name, style]) => `                       ${name.padEnd(18)} ${style.about}`)
  .join('\n')

const help = `Usage: lodestone publish TABLE.csv --base-url URL --agent-name NAME --out DIR [OPTIONS]

Turns a table of samples (CSV, UTF-8, columns: docs/agents.md) into a static site: a landing page per sample with
embedded JSON-LD and Signposting links, JSON-LD files, robots.txt and gzipped sitemaps. Run again after every change
of the table: only what differs is written.

  --base-url URL       where the site will be served
  --out DIR            folder for the site; empty, or published before
  --agent-name NAME    who publishes the samples
  --agent-ror ROR      ROR id of that organisation
  --agent-homepage URL
  --agent-email EMAIL
  --agent-description TEXT
  --style STYLE        form of the JSON-LD (default schema-org):
${styleLines}
  --demo               mark every page as made-up data
  --with-faults        read the column _fault: deliberate defects, to test harvesters

Exit codes: 0 all rows published, 1 some rows have problems and were left out, 2 nothing was published.`

const OPTIONS = {
  'base-url': { type: 'string' },
  out: { type: 'string' },
  'agent-name': { type: 'string' },
  'agent-ror': { type: 'string' },
  'agent-homepage': { type: 'string' },
  'agent-email': { type: 'string' },
  'agent-description': { type: 'string' },
  style: { type: 'string', default: 'schema-org' },
  demo: { type: 'boolean', default: false },
  'with-faults': { type: 'boolean', default: false },
} as const

const rorOf = (text: string | undefined): Iri | undefined => {
  if (text === undefined) return undefined
  const found = identify(text)
  if (found?.scheme === 'ror') return found.canonical
  throw new Misuse(`"${text}" is not a valid ROR id; look it up on ror.org`)
}

const styleOf = (text: string): StyleName => {
  if (isStyle(text)) return text
  const names = Object.keys(STYLES)
  throw new Misuse(`unknown style "${text}"${didYouMean(text, names) || `; there are: ${names.join(', ')}`}`)
}

const needed = (value: string | undefined, option: string): string => {
  if (value) return value
  throw new Misuse(`--${option} is missing`)
}

const printReport = (report: PublishReport, table: string, outDir: string): void => {
  for (const { subject, detail } of report.problems) console.error(`${table}: ${subject}: ${detail}`)
  const unprinted = report.problemCount - report.problems.length
  if (unprinted > 0) console.error(`${table}: and ${unprinted} more problems`)
  const { published, changed, removed } = report
  console.log(
    `${published} samples published in ${outDir} (${changed} pages new or changed, ${removed} removed)`,
  )
  console.log(`Sitemap: ${report.sitemapUrl}`)
  if (report.problemCount > 0) console.log(`${report.problemCount} problems: correct the table and run again`)
}

const run = async (args: string[]): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [table, ...more] = positionals
  if (table === undefined || more.length > 0) throw new Misuse('name one table')
  const { 'agent-homepage': homepage, 'agent-email': email, 'agent-description': description } = values
  const ror = rorOf(values['agent-ror'])
  const agent: Agent = {
    name: needed(values['agent-name'], 'agent-name'),
    ...(ror && { ror }),
    ...(homepage && { homepage }),
    ...(email && { email }),
    ...(description && { description }),
    demo: values.demo,
  }
  const outDir = needed(values.out, 'out')
  const style = styleOf(values.style)
  const baseUrl = needed(values['base-url'], 'base-url')
  try {
    await access(table)
  } catch {
    throw new Misuse(`the table "${table}" cannot be read; check its name`)
  }
  const published = await publishSite(() => createReadStream(table), {
    style,
    baseUrl,
    agent,
    outDir,
    withFaults: values['with-faults'],
  })
  if (!published.ok) {
    console.error(`lodestone publish: ${published.problem.detail}`)
    return 2
  }
  printReport(published.value, table, outDir)
  if (published.value.published === 0) return 2
  return published.value.problemCount > 0 ? 1 : 0
}

export const publish: Command = {
  help,
  run,
}
