/** SPARQL over the data of one validation. */
import type { DataGraph } from '../data-graph.ts'

/** What SPARQL constraints of one shapes graph share. */
export interface SparqlShapes {
  open(data: DataGraph): SparqlSession
}

/** One validation's view of its data. */
export interface SparqlSession {
  close(): void
}
