/** The graph of families of the generation that is asked for last: made once, whoever asks first. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { type KinshipGraph, readKinship } from './kinship-graph.ts'

/** Gives the graph of a generation within a read transaction of it. One that fails is made again by whoever asks next. */
export const keptKinship = (): ((
  connection: DuckDBConnection,
  generation: number,
) => Promise<KinshipGraph>) => {
  let kept: { readonly generation: number; readonly graph: Promise<KinshipGraph> } | undefined
  return async (connection, generation) => {
    if (kept?.generation === generation) return kept.graph
    const own = { generation, graph: readKinship(connection) }
    kept = own
    try {
      return await own.graph
    } catch (error) {
      if (kept === own) kept = undefined
      throw error
    }
  }
}
