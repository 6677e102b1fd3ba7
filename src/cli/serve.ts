/** `lodestone serve`: SPARQL, API and portal over an archive. */
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { startServer } from '../serve/server.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { openRegistry } from './registry.ts'
import { checkerFor } from './validate-checker.ts'

/** Resolves at the first SIGINT or SIGTERM. */
export const untilStopped = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

const run = async (args: string[]): Promise<ExitCode> => {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      registry: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      base: { type: 'string' },
    },
  })
  const config = readConfig({ data: values.data, host: values.host, port: values.port, base: values.base })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  const registry =
    values.registry === undefined ? { sources: [], problems: [] } : await openRegistry(values.registry)
  for (const problem of registry.problems) console.error(`${problem.subject}: ${problem.detail}`)
  if (registry.problems.length > 0) return 2
  const server = await startServer({
    config: config.value,
    sources: registry.sources,
    checker: checkerFor(config.value),
  })
  if (!server.ok) {
    console.error(`${server.problem.subject}: ${server.problem.detail}`)
    return 2
  }
  console.log(`Lodestone serves ${config.value.data} on ${server.value.url}`)
  await untilStopped()
  await server.value.close()
  return 0
}

export const serve: Command = {
  help: `Usage: lodestone serve --data DIR [OPTIONS]

Serves what was harvested into DIR and follows it: a harvest in another process shows within two seconds.

  --data DIR       where the archive is kept (default: data)
  --registry FILE  the sources.yaml of the harvest: names, licences and RORs of the sources
  --host ADDRESS   address to listen on (default 127.0.0.1: this machine only)
  --port PORT      port to listen on (default 3030)
  --base URL       public address that generated IRIs start with (default http://localhost:3030)`,
  run,
}
