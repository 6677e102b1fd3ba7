/** Mutation testing of shapes: each constraint is left out, then altered, and some example has to notice. */
import type { Quad } from '@rdfjs/types'
import { xsd } from '../../../rdf/namespaces.ts'
import { compileShapes } from '../../../shacl/compile.ts'
import type { DataGraph } from '../../../shacl/data-graph.ts'
import { type Example, readExamples } from '../examples.ts'
import type { Finding } from '../formats/sarif.ts'
import { runExample } from '../run-examples.ts'
import type { WorkProfile } from '../work-profile.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import { ShapesUnderLint } from './shapes-under-lint.ts'

/** How mutation testing came out. */
export interface Mutation {
  readonly mutants: number
  readonly noticed: number
  /** Mutants that are no shapes any more, so that nothing could be asked. */
  readonly invalid: number
  readonly survivors: readonly Finding[]
}

/** Datatypes whose values this engine checks against the calendar by itself. */
const CALENDAR = new Set(
  ['date', 'dateTime', 'dateTimeStamp', 'gYear', 'gYearMonth', 'gMonthDay', 'time'].map(
    name => xsd(name).value,
  ),
)
const FOR_OTHERS = ': it helps processors that do not know the calendar, which no example can show here'

/** A pattern beside a datatype of the calendar: no example can fail it alone (SHACL 4.1.2 lets processors know the datatype). */
const isForOthers = (lint: ShapesUnderLint, { shape, parameter, isLeftOut }: Mutant): boolean =>
  isLeftOut && parameter === 'pattern' && CALENDAR.has(lint.value(shape, 'datatype')?.value ?? '')

/**
 * Changes the profile's own shapes one by one and runs those examples that are as expected now; `onMutant` is called
 * with the number done and the number of all. Undefined when the shapes cannot be compiled.
 */
export const mutate = (
  profile: WorkProfile,
  background: DataGraph,
  onMutant: (done: number, all: number) => void = () => {},
): Mutation | undefined => {
  const { compilation, shapes, imported } = profile
  if (!compilation.ok) return undefined
  const { value: compiled } = compilation
  const examples = readExamples(profile, background).examples.filter(
    example => runExample(example, compiled, []).isAsExpected,
  )
  const lint = new ShapesUnderLint(shapes)
  const mutants = mutantsOf(lint)
  const survivors: Finding[] = []
  let invalid = 0
  mutants.forEach((mutant, i) => {
    const outcome = tried([...mutant.quads, ...imported], examples)
    if (outcome === 'invalid') invalid++
    if (outcome === 'survives')
      survivors.push(
        lint.finding(
          'survivor',
          mutant.isLeftOut && !isForOthers(lint, mutant) ? 'warning' : 'note',
          mutant.shape,
          `no example notices ${mutant.text} of ${lint.nameOf(mutant.shape)}${isForOthers(lint, mutant) ? FOR_OTHERS : ''}`,
          mutant.parameter,
          mutant.value,
        ),
      )
    onMutant(i + 1, mutants.length)
  })
  return {
    mutants: mutants.length,
    noticed: mutants.length - invalid - survivors.length,
    invalid,
    survivors,
  }
}

const tried = (quads: readonly Quad[], examples: readonly Example[]): 'noticed' | 'survives' | 'invalid' => {
  const compiled = compileShapes(quads, { foldSchemaOrg: false })
  if (!compiled.ok) return 'invalid'
  return examples.every(example => runExample(example, compiled.value, []).isAsExpected)
    ? 'survives'
    : 'noticed'
}
