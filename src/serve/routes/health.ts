/** `/health`: is everything there, and how far behind the archive are the projections? (The form is fixed by the public contract.) */
import { Hono } from 'hono'
import type { Archive } from '../../archive/archive.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { GraphStore } from '../../graph/store.ts'
import { type HealthParts, healthOf } from '../health.ts'
import type { Operation } from '../operation/operation.ts'

export interface HealthDeps {
  readonly archive: Pick<Archive, 'generation' | 'statistics'>
  readonly catalogue: Pick<Catalogue, 'status'>
  readonly graph: Pick<GraphStore, 'status'>
  readonly operation?: Pick<Operation, 'notes'>
}

/** Asks the parts; never waits for a projection. */
export const readHealth = async ({ archive, catalogue, graph }: HealthDeps): Promise<HealthParts> => {
  const [generation, statistics] = await Promise.all([archive.generation(), archive.statistics()])
  const graphStatus = graph.status()
  const catalogueStatus = catalogue.status()
  return {
    generation,
    records: statistics.reduce((sum, source) => sum + source.accepted, 0),
    graph: {
      generation: graphStatus.generation,
      quads: graphStatus.quads,
      ...(graphStatus.problem && { problem: graphStatus.problem.detail }),
    },
    catalogue: {
      generation: catalogueStatus.generation,
      samples: catalogueStatus.samples,
      ...(catalogueStatus.problem !== undefined && { problem: catalogueStatus.problem }),
    },
  }
}

/** 200 while answers are right, even if older than the archive; 503 when a part needs an operator. */
export const healthRoutes = (deps: HealthDeps): Hono =>
  new Hono().get('/health', async c => {
    const health = healthOf(await readHealth(deps), deps.operation?.notes())
    return c.json(health, health.status === 'degraded' ? 503 : 200, {
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    })
  })
