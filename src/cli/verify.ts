/** `lodestone verify`: a verdict for every sample identifier of documents. */

import type { Verified } from '../serve/verify-service.ts'
import { verifyReportPage } from '../serve/views/verify-report.ts'
import { isFinding } from '../verify/report.ts'
import { csvOfReports } from '../verify/report-csv.ts'
import type { Command, ExitCode } from './command.ts'
import { printable } from './printable.ts'
import { print } from './standard-output.ts'
import { readBytes } from './validate-input.ts'
import { FORMATS, type Format, type VerifyJob, verifyJobOf } from './verify-options.ts'
import { tableOfReports } from './verify-table.ts'
import { openVerifier, type Verifier } from './verify-verifier.ts'

const write = (verified: readonly Verified[], format: Format, base: string): string => {
  const reports = verified.map(({ report }) => report)
  switch (format) {
    case 'table':
      return `${tableOfReports(reports)}\n`
    case 'json':
      // One document gives what the API gives.
      return `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`
    case 'csv':
      return csvOfReports(reports)
    case 'html':
      return verifyReportPage(verified, base)
  }
}

const verifyFiles = async (
  verifier: Verifier,
  { files }: VerifyJob,
): Promise<{ verified: Verified[]; failures: number }> => {
  const verified: Verified[] = []
  for (const file of files) {
    const bytes = await readBytes(file)
    const result = bytes.ok ? await verifier.verify(file, bytes.value) : bytes
    if (result.ok) verified.push(result.value)
    else console.error(printable(`${file}: ${result.problem.detail}`, 1000))
  }
  return { verified, failures: files.length - verified.length }
}

const run = async (args: string[]): Promise<ExitCode> => {
  const job = verifyJobOf(args)
  const opened = await openVerifier(job)
  if (!opened.ok) {
    console.error(printable(`${opened.problem.subject}: ${opened.problem.detail}`, 1000))
    return 2
  }
  const { verified, failures } = await verifyFiles(opened.value, job)
  await opened.value.close()
  if (verified.length > 0) await print(write(verified, job.format, job.server ?? job.config.base))
  if (failures > 0) return 2
  return verified.some(({ report }) => report.results.some(({ verdict }) => isFinding(verdict))) ? 1 : 0
}

export const verify: Command = {
  help: `Usage: lodestone verify FILE... [--data DIR | --server URL] [OPTIONS]

Finds every identifier in manuscripts and tables (text, CSV, .docx, .xlsx, .odt, PDF with a text layer; - is standard
input) and says of each whether a sample is registered under it, what is meant when it is misspelt, whether the
sample's record names the publication, and how complete that record is.

  --data DIR         data folder of a harvest (default: data); no network is used
  --server URL       a Lodestone that is asked instead; the documents are sent to it and not kept there
  --registry FILE    the sources.yaml of the harvest, when the folder's catalogue has to be brought up to date
  --publication DOI  the publication; without it, the document's own DOI is guessed from its first page
  --format FORMAT    ${FORMATS.join(', ')} (default: table)

Exit codes: 0 nothing to correct, 1 findings (alias, ambiguous, malformed, unknown, withdrawn), 2 some document could not be
verified, or misuse.`,
  run,
}
