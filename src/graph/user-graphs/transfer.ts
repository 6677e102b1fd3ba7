/** Operations that take the statements of one graph to another. */

import { failed, ok, type Result } from '../../model/problem.ts'
import { parseQuads } from '../../rdf/n-quads.ts'
import { ask, type Evaluation, tooMany } from './evaluation.ts'
import type { UpdateOperation } from './operations.ts'
import { graphProblem } from './problem.ts'
import { statementLine } from './statement-line.ts'

/** The statements of any graph, each as a line of `to`. */
const linesFor = async (
  evaluation: Evaluation,
  from: string | undefined,
  to: string,
): Promise<Result<string[]>> => {
  const most = evaluation.maxChanges + 1
  const answer = await ask(evaluation, `CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT ${most}`, {
    accept: 'application/n-triples',
    ...(from === undefined ? {} : { defaultGraphs: [from] }),
  })
  if (!answer.ok) return answer
  const quads = parseQuads(new TextDecoder().decode(answer.value))
  if (quads.length >= most) return failed(tooMany(evaluation.maxChanges))
  return ok(quads.flatMap(quad => statementLine(quad.subject, quad.predicate, quad.object, to) ?? []))
}

/** COPY, MOVE and ADD (SPARQL 1.1 Update, 3.2.3 to 3.2.5). Problems: `harvested-graph`, `no-such-graph`, `too-many-changes`. */
export const transfer = async (
  evaluation: Evaluation,
  { kind, from, to, silent }: Extract<UpdateOperation, { kind: 'copy' | 'move' | 'add' }>,
): Promise<Result<void>> => {
  const { copy, refusal } = evaluation
  const refused = (await refusal(to)) ?? (kind === 'move' ? await refusal(from) : undefined)
  if (refused || to === undefined) return refused ? failed(refused) : ok(undefined)
  if (from === to) return ok(undefined)
  const lines = await linesFor(evaluation, from, to)
  if (!lines.ok) return lines
  if (lines.value.length === 0 && from !== undefined) {
    if (silent) return ok(undefined)
    return failed(
      graphProblem(
        'no-such-graph',
        from,
        `there is no graph <${from.slice(0, 200)}>, so it cannot be taken to another; with SILENT nothing is done`,
      ),
    )
  }
  if (kind !== 'add') for (const line of copy.lines(to)) copy.remove(line)
  for (const line of lines.value) copy.add(line)
  if (kind === 'move') for (const line of copy.lines(from ?? '')) copy.remove(line)
  return ok(undefined)
}
