/** Present results become what is expected: the lines `# expect:` of examples are written anew. */
import { writeFileSync } from 'node:fs'
import { kindsOf, kindText, withExpectations } from './expectation.ts'
import type { ExampleOutcome } from './run-examples.ts'

/** What became of one example. */
export interface Approval {
  readonly file: string
  readonly isChanged: boolean
  /** The expectations that were written, or why they were not. */
  readonly says: readonly string[]
  readonly isRefused: boolean
}

/**
 * Approves what an example shows. Refused where that would make nonsense of its folder: a valid example with
 * violations, an invalid one without results. A valid example gets no lines unless it has some.
 */
export const approve = ({ example, results, inherited }: ExampleOutcome): Approval => {
  const { file, text } = example.source
  const kinds = kindsOf(results)
  const refused = (why: string): Approval => ({ file, isChanged: false, isRefused: true, says: [why] })
  if (example.kind === 'invalid' && kinds.length === 0)
    return refused('nothing was found, so there is nothing to expect: move it to valid/ or mend the shapes')
  if (
    example.kind === 'valid' &&
    (inherited.length > 0 || kinds.some(({ severity }) => severity === 'Violation'))
  )
    return refused('it has violations, which a valid example must not: mend it or the shapes')
  if (example.kind === 'valid' && example.expected.length === 0)
    return { file, isChanged: false, isRefused: false, says: [] }
  const wanted = withExpectations(text, kinds)
  if (wanted !== text) writeFileSync(file, wanted)
  return { file, isChanged: wanted !== text, isRefused: false, says: kinds.map(kindText) }
}
