/** All rules together, compiled once per list of rules. */
import type { Problem } from '../../model/problem.ts'
import { type Rule, ruleChooser } from '../rules.ts'
import type { Dataset } from './graph-index.ts'
import { storeUpdate } from './store-update.ts'
import { BeyondCompiler } from './syntax.ts'
import { TermTable } from './terms.ts'
import { type CompiledUpdate, compileUpdate } from './update.ts'

/** The rules, ready to run over records one at a time. */
export interface Program {
  /** Terms of the rules; those of each record go in a table above it. */
  readonly constants: TermTable
  /** One `rule-not-compiled` for each rule that the store runs instead, which takes many times as long. */
  readonly notices: readonly Problem[]
  /** Runs the rules over a record in which these properties and classes occur. */
  run(data: Dataset, terms: TermTable, present: ReadonlySet<string>): void
}

const programs = new WeakMap<readonly Rule[], Program>()

/** The program of a list of rules. */
export const programOf = (rules: readonly Rule[]): Program => {
  const known = programs.get(rules)
  if (known) return known
  const program = compileProgram(rules)
  programs.set(rules, program)
  return program
}

const compileProgram = (rules: readonly Rule[]): Program => {
  const constants = new TermTable()
  const notices: Problem[] = []
  const updates = rules.map(rule => compiledOrNot(rule, constants, notices))
  const chosen = ruleChooser(rules)
  return {
    constants,
    notices,
    run: (data, terms, present) => {
      for (const i of chosen(present)) {
        try {
          updates[i]?.(data, terms)
        } catch (error) {
          throw new Error(`${rules[i]?.name}: ${String(error)}`)
        }
      }
    },
  }
}

const compiledOrNot = ({ name, update }: Rule, constants: TermTable, notices: Problem[]): CompiledUpdate => {
  try {
    return compileUpdate(update, constants)
  } catch (error) {
    if (!(error instanceof BeyondCompiler)) throw error
    notices.push({
      stage: 'crosswalk',
      code: 'rule-not-compiled',
      subject: name,
      detail: `the rule uses ${error.feature}, which the rule compiler does not know; it runs in a store instead, many times slower: write it with what other rules use, or extend src/transform/compile`,
    })
    return storeUpdate(update)
  }
}
