/** `lodestone sources`: is the registry right, and who is in it? */
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'
import { openRegistry } from './registry.ts'
import { table } from './table.ts'

export const sources: Command = {
  name: 'sources',
  summary: 'check a registry and list its sources',
  help: `Usage: lodestone sources --registry FILE

Checks a sources.yaml and lists its sources. Every mistake is shown with its line.

  --registry FILE  the registry to check (default: sources.yaml)

Exit codes: 0 the registry is right, 1 it has mistakes, 2 it could not be read.`,
  run: async args => {
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
