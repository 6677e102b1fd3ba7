/** Constraints that the examples of a profile leave in the dark. */
import type { KnownConstraint } from '../constraints.ts'
import type { Finding } from '../formats/sarif.ts'
import { type ProfileTest, withoutExample } from '../test-profile.ts'

/** Constraints that the examples do not reach, or never show failing. Inner ones only when they are never reached. */
export const uncovered = ({ coverage, profile }: ProfileTest): readonly Finding[] => {
  const named = ({ owner, text, path }: KnownConstraint): string =>
    `${owner}: ${text}${path === undefined ? '' : ` of ${path}`}`
  const finding = (
    rule: string,
    level: Finding['level'],
    known: KnownConstraint,
    message: string,
  ): Finding => ({
    rule,
    level,
    message,
    places: [{ file: profile.shapes.file, ...(known.line !== undefined && { line: known.line }) }],
  })
  const never = coverage.filter(({ evaluated, roots }) => evaluated === 0 && roots.length > 0)
  const silent = coverage.filter(({ evaluated, failed, reports }) => reports && evaluated > 0 && failed === 0)
  const serious = new Set(withoutExample(coverage))
  return [
    ...never.map(each =>
      finding(
        'never-evaluated',
        'warning',
        each,
        `${named(each)} is never evaluated by any example: none has what it is about`,
      ),
    ),
    ...silent.map(each =>
      finding(
        'never-fired',
        serious.has(each) ? 'warning' : 'note',
        each,
        `${named(each)} fails on no example: add one to examples/invalid`,
      ),
    ),
  ]
}
