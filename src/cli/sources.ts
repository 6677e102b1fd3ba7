/** `lodestone sources`: is the registry right, and who is in it? */
import { parseArgs } from 'node:util'
import type { Command, ExitCode } from './command.ts'
import { openRegistry } from './registry.ts'
import { checkCommand } from './sources-check.ts'
import { deadLettersCommand } from './sources-dead-letters.ts'
import { historyCommand } from './sources-history.ts'
import { table } from './table.ts'

const ACTIONS: Readonly<Record<string, (args: string[]) => Promise<ExitCode>>> = {
  check: checkCommand,
  history: historyCommand,
  'dead-letters': deadLettersCommand,
}

export const sources: Command = {
  help: `Usage: lodestone sources --registry FILE
       lodestone sources check ID --registry FILE [--pages N] [--format table|markdown|json]
       lodestone sources history ID [--data DIR] [--runs N] [--format table|json]
       lodestone sources dead-letters [ID] [--data DIR] [--limit N] [--format table|jsonl]

Checks a sources.yaml and lists its sources. Every mistake is shown with its line.

\`check\` looks at ten pages of a source, chosen by lot, as a harvest would, and tells its publisher what to better. It
writes nothing, and asks no faster than a harvest does. It ends within a minute or so: when the host asks for a pause that
is too long for ten pages it looks at fewer, and says so.
\`history\` shows the newest harvests of a source, and what they say together: how reliable its listing is, how much
reaches the graph, what had to be repaired, what is lost, which links are dead.
\`dead-letters\` lists the pages that could not be had, with the reason, and the command that tries them again.

  --registry FILE  the registry to check (default: sources.yaml)
  --pages N        how many pages to look at (default 10)
  --data DIR       where the archive is kept (default: data)
  --runs N         how many harvests to show (default 20)
  --limit N        rows of the table of dead letters (default 50)
  --format FORMAT  table; json or jsonl for programs; markdown for a message to the publisher

Exit codes: 0 the registry is right (check: nothing to better but hints; dead-letters: none), 1 there are findings, 2 it
could not be read.`,
  run: async args => {
    const action = ACTIONS[args[0] ?? '']
    if (action) return action(args.slice(1))
    const { values } = parseArgs({ args, options: { registry: { type: 'string', default: 'sources.yaml' } } })
    const { sources, problems } = await openRegistry(values.registry)
    for (const problem of problems) console.error(`${problem.subject}: ${problem.detail}`)
    if (problems.some(problem => problem.code === 'unreadable-sources-file')) return 2
    if (problems.length > 0) return 1
    const columns = [
      { title: 'id' },
      { title: 'name', most: 50 },
      { title: 'profiles' },
      { title: 'feeds', most: 70 },
    ]
    const rows = sources.map(one => [
      one.id,
      one.name,
      one.profiles.join(', '),
      one.feeds.map(({ kind, url }) => (kind === 'sitemap' ? url : `${kind} ${url}`)).join(' '),
    ])
    console.log(table(columns, rows))
    return 0
  },
}
