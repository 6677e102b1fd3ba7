/** agents.json: agents that publish tables of samples side by side, such as the three of the demo. */
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { Iri } from '../model/iri.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { identify } from '../pid/identifiers.ts'
import { isStyle, type StyleName } from './styles.ts'

const ror = z.string().transform((text, context): Iri => {
  const found = identify(text)
  if (found?.scheme === 'ror') return found.canonical
  context.addIssue({ code: 'custom', message: `"${text}" is not a valid ROR id` })
  return z.NEVER
})

const style = z.string().transform((text, context): StyleName => {
  if (isStyle(text)) return text
  context.addIssue({ code: 'custom', message: `"${text}" is no style` })
  return z.NEVER
})

const agentEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and hyphens'),
  name: z.string().min(1),
  /** File name of the table, relative to agents.json; absolute after reading. */
  table: z.string().min(1),
  style,
  ror: ror.optional(),
  homepage: z.url().optional(),
  email: z.string().optional(),
  description: z.string().optional(),
  licence: z.url().optional(),
  profiles: z.array(z.string()).default([]),
})

/** An agent of agents.json; `id` and `profiles` are what its entry in sources.yaml needs. */
export type AgentEntry = z.infer<typeof agentEntry>

/** Reads agents.json. The tables' paths come back absolute. Fails with `invalid-agents-file`, naming what is wrong. */
export const readAgentsFile = async (file: string): Promise<Result<AgentEntry[]>> => {
  const problem = (detail: string) =>
    failed({ stage: 'publish', code: 'invalid-agents-file', subject: file, detail })
  let json: unknown
  try {
    json = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    return problem(`"${file}" cannot be read as JSON: ${(error as Error).message}`)
  }
  const parsed = z.array(agentEntry).safeParse(json)
  if (!parsed.success) return problem(`"${file}": ${z.prettifyError(parsed.error)}`)
  return ok(parsed.data.map(entry => ({ ...entry, table: resolve(dirname(file), entry.table) })))
}
