/** `/health`: is everything there, and how far behind the archive are the projections? */

/** What the parts report about themselves. */
export interface HealthParts {
  /** Last sequence number of the archive. */
  readonly generation: number
  /** Records whose current version is accepted. */
  readonly records: number
  readonly graph: { readonly generation: number; readonly quads: number; readonly problem?: string }
  readonly catalogue: { readonly generation: number; readonly samples: number; readonly problem?: string }
}

export interface Health extends HealthParts {
  /** `catching-up`: answers are right but older than the archive; `degraded`: a part has a problem that does not pass by itself. */
  readonly status: 'ok' | 'catching-up' | 'degraded'
  /** Why it is degraded, and what an operator should know although everything works; absent when there is nothing. */
  readonly reasons?: readonly string[]
}

/** Sums the parts up in one word; the parts stay visible. */
export const healthOf = (parts: HealthParts, notes: readonly string[] = []): Health => {
  const degraded = parts.graph.problem !== undefined || parts.catalogue.problem !== undefined
  const behind = parts.graph.generation < parts.generation || parts.catalogue.generation < parts.generation
  const problems = [parts.graph.problem, parts.catalogue.problem].filter(each => each !== undefined)
  const reasons = [...problems, ...notes]
  return {
    status: degraded ? 'degraded' : behind ? 'catching-up' : 'ok',
    ...parts,
    ...(reasons.length > 0 && { reasons }),
  }
}
