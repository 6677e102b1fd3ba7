/** Which graphs are users' own. */

import type { Problem } from '../../model/problem.ts'
import { isIri } from '../../rdf/terms.ts'
import { graphProblem } from './problem.ts'

/** Where the users' graph store is below the base; graphs that it names itself are below it. */
const USERS = '/user-graphs'

/** The default graph of the users' graph store: a named graph to everybody else. */
export const userDefaultGraph = (base: string): string => `${base}${USERS}/default`

/** What the nodes of users' documents that have no name are called (RDF 1.1 Concepts, 3.5). */
export const userNodePrefix = (base: string): string => `${base}/.well-known/genid/user-`

/** Tells whether a graph IRI is the landing page of a record. */
export type IsRecord = (iri: string) => Promise<boolean>

/**
 * Why a graph may not be written: it is the default graph (undefined), no IRI, one of ours, or a record's; undefined when it is a
 * user graph, whether it has statements or not. Problem codes: `harvested-graph`, `bad-graph-iri`.
 */
export const refusalOf = async (
  iri: string | undefined,
  base: string,
  isRecord: IsRecord,
): Promise<Problem | undefined> => {
  if (iri === undefined)
    return graphProblem(
      'harvested-graph',
      'default graph',
      `the default graph follows what is harvested and cannot be written; name a graph with GRAPH <iri> or WITH <iri>, e.g. <${userDefaultGraph(base)}>`,
    )
  const shown = iri.slice(0, 200)
  if (!isIri(iri))
    return graphProblem(
      'bad-graph-iri',
      shown,
      `"${shown}" is not an absolute IRI; no graph can have that name`,
    )
  const path = `${base}/graph`
  if (iri === path || iri.startsWith(`${path}/`) || (await isRecord(iri)))
    return graphProblem(
      'harvested-graph',
      shown,
      `<${shown}> follows what is harvested and cannot be written; write to a graph with another name`,
    )
  return undefined
}
