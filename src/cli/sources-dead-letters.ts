/** `lodestone sources dead-letters`: pages that could not be had, and why. */
import { parseArgs } from 'node:util'
import { openFrontier } from '../archive/frontier/open.ts'
import type { DeadLetter, Frontier } from '../archive/frontier.ts'
import { readConfig } from '../config.ts'
import { shellWord } from '../registry/shell-word.ts'
import { type ExitCode, Misuse } from './command.ts'
import { table } from './table.ts'

const PAGE = 500

/** All dead letters of a source, or of all sources, in the order of their URLs; a page of them in memory at a time. */
async function* lettersOf(frontier: Frontier, source: string | undefined): AsyncGenerator<DeadLetter> {
  for (let after: string | undefined; ; ) {
    const letters = await frontier.deadLetters({
      limit: PAGE,
      ...(source !== undefined && { source }),
      ...(after !== undefined && { after }),
    })
    yield* letters
    after = letters.at(-1)?.url
    if (letters.length < PAGE) return
  }
}

const letterTable = (letters: readonly DeadLetter[]): string =>
  table(
    [
      { title: 'page', most: 80 },
      ...[{ title: 'source' }, { title: 'code' }],
      { title: 'tries', align: 'right' },
      { title: 'last (UTC)' },
      { title: 'why', most: 100 },
    ],
    letters.map(({ url, source, code, attempts, at, detail }) => [
      ...[url, source, code, String(attempts)],
      ...[at.slice(0, 16).replace('T', ' '), detail],
    ]),
  )

interface Asked {
  readonly source: string | undefined
  readonly limit: number
  readonly data: string
}

const asTable = async (frontier: Frontier, { source, limit, data }: Asked): Promise<ExitCode> => {
  const shown: DeadLetter[] = []
  const counts = new Map<string, number>()
  for await (const letter of lettersOf(frontier, source)) {
    counts.set(letter.source, (counts.get(letter.source) ?? 0) + 1)
    if (shown.length < limit) shown.push(letter)
  }
  if (shown.length === 0) {
    console.log(
      'no dead letters. Pages that answer 404 or 410 are none: "lodestone sources history ID" counts them as missed',
    )
    return 0
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  console.log(letterTable(shown))
  if (all > shown.length)
    console.log(`… and ${all - shown.length} more: --limit N, or --format jsonl for all`)
  const folder = data === 'data' ? '' : ` --data ${shellWord(data)}`
  const commands = [...counts].map(
    ([id, count]) => `  lodestone harvest --source ${shellWord(id)} --retry-failed${folder}   # ${count}`,
  )
  console.log(`\nTo try them again:\n${commands.join('\n')}`)
  return 1
}

const asLines = async (frontier: Frontier, { source }: Asked): Promise<ExitCode> => {
  let code: ExitCode = 0
  for await (const letter of lettersOf(frontier, source)) {
    console.log(JSON.stringify(letter))
    code = 1
  }
  return code
}

/** Runs the command; `args` are those after `dead-letters`. Exit code 0: there are none, 1: there are some, 2: failure. */
export const deadLettersCommand = async (args: string[]): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      limit: { type: 'string', default: '50' },
      format: { type: 'string', default: 'table' },
    },
  })
  const [source, ...more] = positionals
  if (more.length > 0)
    throw new Misuse('name one source, or none for all: lodestone sources dead-letters [ID]')
  const limit = /^\d{1,6}$/.test(values.limit) ? Number(values.limit) : 0
  if (limit < 1) throw new Misuse(`--limit must be a number from 1 to 999999, not "${values.limit}"`)
  if (!['table', 'jsonl'].includes(values.format)) throw new Misuse('--format must be table or jsonl')
  const config = readConfig({ data: values.data })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  const frontier = await openFrontier(config.value.data, { readOnly: true })
  if (!frontier.ok) {
    console.error(`${frontier.problem.subject}: ${frontier.problem.detail}`)
    return 2
  }
  try {
    const asked = { source, limit, data: config.value.data }
    return await (values.format === 'jsonl' ? asLines : asTable)(frontier.value, asked)
  } finally {
    await frontier.value.close()
  }
}
