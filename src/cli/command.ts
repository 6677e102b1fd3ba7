/** What a command of `lodestone` is. Exit codes: 0 done, 1 findings, 2 misuse or failure; 3 for what a command says. */

export type ExitCode = 0 | 1 | 2 | 3

export interface Command {
  /** The whole help text, options included. */
  readonly help: string
  /** Runs with the arguments after the command's name. */
  run(args: string[]): Promise<ExitCode>
}

/** Misuse of the command line: the caller prints the message and the command's help, and exits with 2. */
export class Misuse extends Error {}
