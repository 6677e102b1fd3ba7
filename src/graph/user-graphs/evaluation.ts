/** What the operations of an update share: what they ask, what they change, and their bounds. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import type { GraphStore, QueryOptions } from '../store.ts'
import { isEmpty } from './delta.ts'
import { graphProblem } from './problem.ts'
import type { NodeNames } from './solutions.ts'
import type { WorkingCopy } from './working-copy.ts'

/** Dataset of the protocol (SPARQL 1.1 Protocol, 2.2.3). */
export interface UsingGraphs {
  readonly usingGraphs: readonly string[]
  readonly usingNamedGraphs: readonly string[]
}

/** What an update works with. */
export interface Evaluation {
  readonly graph: GraphStore
  readonly copy: WorkingCopy
  readonly using: UsingGraphs
  /** Why a graph may not be written, if so. */
  readonly refusal: (graph: string | undefined) => Promise<Problem | undefined>
  readonly nodes: NodeNames
  /** Solutions and statements that one request may come to. */
  readonly maxChanges: number
  /** Milliseconds that are left. */
  readonly left: () => number
  readonly signal?: AbortSignal
}

/** The problem of a change beyond `most`. */
export const tooMany = (most: number): Problem =>
  graphProblem(
    'too-many-changes',
    'update',
    `the update comes to more than ${most} solutions or statements; narrow it down or split it`,
  )

/** The problem of a write that is not done at its deadline. */
export const TOO_LATE: Problem = graphProblem(
  'deadline',
  'update',
  'the update took too long and changed nothing; narrow it down or split it',
)

/** Lets others have their turn of this thread; says why the work must end, if so. */
export const rest = async ({ left, signal }: Evaluation): Promise<Problem | undefined> => {
  await nextTurn()
  if (signal?.aborted) return graphProblem('cancelled', 'update', 'the client went away; nothing was written')
  return left() <= 0 ? TOO_LATE : undefined
}

/** Asks the graph as the operations before have left it. Problems: those of the graph, and `deadline`. */
export const ask = async (
  evaluation: Evaluation,
  text: string,
  options: QueryOptions,
): Promise<Result<Uint8Array>> => {
  const { graph, copy, left, signal } = evaluation
  const delta = copy.delta()
  if (left() <= 0) return failed(TOO_LATE)
  const answer = await graph.query(text, {
    ...options,
    deadlineMs: Math.ceil(left()),
    ...(isEmpty(delta) ? {} : { after: delta }),
    ...(signal ? { signal } : {}),
  })
  return answer.ok ? ok(answer.value.body) : answer
}
