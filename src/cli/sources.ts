/** `lodestone sources`: is the registry right, and who is in it? */
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'
import { openRegistry } from './registry.ts'
import { checkCommand } from './sources-check.ts'
import { table } from './table.ts'

export const sources: Command = {
  name: 'sources',
  summary: 'check a registry and list its sources',
  help: `Usage: lodestone sources --registry FILE
       lodestone sources check ID --registry FILE [--pages N] [--format table|json]

Checks a sources.yaml and lists its sources. Every mistake is shown with its line.

\`check\` looks at ten pages of a source, chosen by lot, as a harvest would, and tells its publisher what to better. It
writes nothing, and asks no faster than a harvest does.

  --registry FILE  the registry to check (default: sources.yaml)
  --pages N        how many pages to look at (default 10)
  --format FORMAT  table or json

Exit codes: 0 the registry is right (check: nothing to better), 1 it has mistakes (check: findings), 2 it could not be read.`,
  run: async args => {
    if (args[0] === 'check') return checkCommand(args.slice(1))
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
      one.feeds.map(feed => feed.url).join(' '),
    ])
    console.log(table(columns, rows))
    return 0
  },
}
