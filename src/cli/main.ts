#!/usr/bin/env node
/** argv -> command. The only place that exits the process. */
import { didYouMean } from '../registry/nearest.ts'
import { type ExitCode, Misuse } from './command.ts'
import { commands } from './commands.ts'

const overview = (): string => {
  const width = Math.max(...commands.map(command => command.name.length))
  return [
    'lodestone: one linked graph of physical samples, harvested from landing pages',
    '',
    'Usage: lodestone COMMAND [OPTIONS]',
    '',
    ...commands.map(command => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'lodestone COMMAND --help tells the options of a command.',
    'Exit codes: 0 done, 1 findings, 2 misuse or failure; of profile test --strict also 3, examples are missing.',
    '',
  ].join('\n')
}

/** parseArgs of node:util throws TypeErrors with these codes when the options are wrong: misuse, not a bug. */
const isMisuse = (error: unknown): error is Error =>
  error instanceof Misuse ||
  (error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS'))

const run = async ([name, ...args]: string[]): Promise<ExitCode> => {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview())
    return name === undefined ? 2 : 0
  }
  const entry = commands.find(one => one.name === name)
  if (!entry) {
    const hint = didYouMean(
      name,
      commands.map(one => one.name),
    )
    console.error(`lodestone: there is no command "${name}"${hint}\n\n${overview()}`)
    return 2
  }
  const command = await entry.load()
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help)
    return 0
  }
  try {
    return await command.run(args)
  } catch (error) {
    if (isMisuse(error)) console.error(`lodestone ${name}: ${error.message}\n\n${command.help}`)
    else console.error(`lodestone ${name} broke down; please report this:\n`, error)
    return 2
  }
}

process.exit(await run(process.argv.slice(2)))
