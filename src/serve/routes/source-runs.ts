/** /api/sources/{id}/runs: the harvests of one source. */
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { RunHistory } from '../../archive/frontier.ts'
import { onlyKnown, wholeNumber } from '../../catalogue/parameters.ts'
import type { HarvestRun } from '../../model/harvest-run.ts'
import type { Result } from '../../model/problem.ts'
import { didYouMean } from '../../registry/nearest.ts'
import { IdParam } from '../api-schema.ts'
import { historyOf, mostFrequent, pinCommand } from '../views/source-history.ts'
import { type ApiDeps, describeRoute, notFound, parametersOf, refusal } from './api-answer.ts'

/** What these routes need: an archive that keeps no history has no runs. */
export type RunsDeps = ApiDeps & { readonly archive: Partial<Pick<RunHistory, 'runs'>> }

const DEFAULT_RUNS = 30
const MOST_RUNS = 100
/** Keys of one histogram of one run; the summary of all runs has twice as many. */
const MOST_KEYS = 50

const counts = (description: string) => z.record(z.string(), z.number().int()).openapi({ description })

const RunSchema = z
  .object({
    number: z.number().int(),
    startedAt: z.string(),
    endedAt: z.string().optional(),
    listing: z.enum(['complete', 'partial', 'failed']).optional(),
    figures: z.object({
      endings: counts('Pages by how their visit ended: written, unchanged, failed, missed, withdrawn'),
      states: counts('Records written, by state'),
      problems: counts('Problems by code'),
      repairs: counts('Records by the repair that was made'),
      unmapped: counts('Records by the JSON path of a value that did not reach the graph'),
      strings: counts('Records by a text that names no known concept, as `facet: text`'),
      contexts: counts('Records that an unknown context held back, by its URL'),
      deadLinks: z.array(z.string()),
      leavesPresent: z.number().int(),
      leavesReached: z.number().int(),
      requests: z.number().int(),
      bytes: z.number().int(),
    }),
  })
  .openapi('HarvestRun', { description: `Histograms have their ${MOST_KEYS} most frequent keys` })

const RunsSchema = z
  .object({
    source: z.string(),
    summary: z.object({
      runs: z.number().int(),
      availability: z.number().optional().openapi({ description: 'Share of complete listings, 0 to 1' }),
      coverage: z.object({ first: z.number(), last: z.number() }).optional(),
      repairs: counts('Over all these runs'),
      unmapped: counts('Over all these runs'),
      strings: counts('Over all these runs'),
      problems: counts('Over all these runs'),
      deadLinks: z.array(z.string()),
      contexts: z.array(
        z.object({ url: z.string(), records: z.number().int(), command: z.string().optional() }),
      ),
    }),
    runs: z.array(RunSchema).openapi({ description: 'The newest first' }),
  })
  .openapi('SourceRuns')

const RunsQuery = z.object({
  limit: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({
      type: 'integer',
      description: `Runs to list, ${DEFAULT_RUNS} by default, at most ${MOST_RUNS}`,
    }),
})

const shortened = (histogram: Readonly<Record<string, number>>, most: number): Record<string, number> =>
  Object.fromEntries(mostFrequent(histogram, most))

const runAnswer = ({ source: _, figures, ...run }: HarvestRun) => ({
  ...run,
  figures: {
    ...figures,
    problems: shortened(figures.problems, MOST_KEYS),
    repairs: shortened(figures.repairs, MOST_KEYS),
    unmapped: shortened(figures.unmapped, MOST_KEYS),
    strings: shortened(figures.strings, MOST_KEYS),
    contexts: shortened(figures.contexts, MOST_KEYS),
  },
})

const summaryAnswer = (runs: readonly HarvestRun[]) => {
  const { contexts, repairs, unmapped, strings, problems, ...rest } = historyOf(runs)
  return {
    ...rest,
    repairs: shortened(repairs, 2 * MOST_KEYS),
    unmapped: shortened(unmapped, 2 * MOST_KEYS),
    strings: shortened(strings, 2 * MOST_KEYS),
    problems: shortened(problems, 2 * MOST_KEYS),
    contexts: mostFrequent(contexts, 2 * MOST_KEYS).map(([url, records]) => {
      const command = pinCommand(url)
      return { url, records, ...(command && { command }) }
    }),
  }
}

/** Every source that registry or archive know. */
const knownSources = async ({ sources, archive }: RunsDeps): Promise<string[]> => [
  ...new Set([...sources.map(({ id }) => id), ...(await archive.statistics()).map(({ source }) => source)]),
]

const limitOf = (parameters: URLSearchParams): Result<number> => {
  const known = onlyKnown(parameters, ['limit'])
  return known.ok
    ? wholeNumber(parameters, 'limit', { least: 1, most: MOST_RUNS, preset: DEFAULT_RUNS })
    : known
}

/** Mounts the route. What harvests noted changes without a generation, so there is no ETag. */
export const mountSourceRuns = (app: OpenAPIHono, deps: RunsDeps): void => {
  const route = describeRoute({
    path: '/api/sources/{id}/runs',
    summary: 'The newest harvests of a source, with figures, and their summary',
    tag: 'registry',
    schema: RunsSchema,
    params: IdParam,
    query: RunsQuery,
  })
  app.openapi(route, async c => {
    const id = c.req.param('id')
    const known = await knownSources(deps)
    if (!known.includes(id)) return notFound('source', id, didYouMean(id, known))
    const limit = limitOf(parametersOf(c))
    if (!limit.ok) return refusal(limit.problem)
    const runs = (await deps.archive.runs?.(id, limit.value)) ?? []
    return c.json({ source: id, summary: summaryAnswer(runs), runs: runs.map(runAnswer) }) as Response
  })
}
