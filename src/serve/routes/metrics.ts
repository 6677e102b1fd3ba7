/** `/metrics`: figures for monitoring, for the operator and for programs on the same machine. */

import { Hono } from 'hono'
import { OPEN_METRICS, PROMETHEUS, writeMetrics } from '../operation/exposition.ts'
import type { Operation } from '../operation/operation.ts'
import { createPartFigures, type PartFiguresOptions } from '../operation/part-figures.ts'
import { chooseType } from './accept.ts'

export interface MetricsDeps extends Omit<PartFiguresOptions, 'now'> {
  readonly operation: Operation
}

/** Prometheus text, or OpenMetrics when the client prefers it. 401 or 403 for anybody else. */
export const metricsRoutes = ({ operation, archive, graph, catalogue }: MetricsDeps): Hono => {
  const parts = createPartFigures({ archive, graph, catalogue, now: () => performance.now() })
  return new Hono().get('/metrics', async c => {
    const refused = operation.isLocal(c) ? undefined : operation.operator.refuse(c)
    if (refused) return refused
    const accept = c.req.header('accept')
    const wanted = chooseType(accept, ['text/plain', 'application/openmetrics-text'] as const)
    const type = wanted === 'application/openmetrics-text' ? OPEN_METRICS : PROMETHEUS
    const text = writeMetrics([...operation.families, ...(await parts())], type)
    return c.body(text, 200, { 'content-type': type, 'cache-control': 'no-store', vary: 'Accept' })
  })
}
