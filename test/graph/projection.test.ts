import fc from 'fast-check'
import { parse, Store } from 'oxigraph'
import { describe, expect, it } from 'vitest'
import { createFollower } from '../../src/graph/embedded/follower.ts'
import { createProjection, type Projection } from '../../src/graph/embedded/projection.ts'
import { replay } from '../../src/graph/embedded/replay.ts'
import type { ChangeFeed } from '../../src/model/change.ts'
import type { RecordOutcome } from '../../src/model/record.ts'
import { buildOutcome, memoryFeed } from '../support/build-record.ts'
import { recordOf, triples } from './example-records.ts'
import { BASE, createSmallArchive } from './small-archive.ts'

const VOCABULARY = triples('<urn:demo:t1> schema:name "1" . <urn:demo:t2> schema:elevation 2.50 .')

const SETTINGS = { base: BASE, profiles: {}, vocabulary: VOCABULARY, fixed: '' }

const empty = (maxQuads = 10_000): Projection => createProjection({ ...SETTINGS, maxQuads }, new Store())

const dump = ({ journal: { store } }: { journal: { store: Store } }): string[] =>
  store.dump({ format: 'application/n-quads' }).split('\n').filter(Boolean).sort()

/** A projection that starts from the feed as it is now. */
const rebuilt = async (feed: ChangeFeed): Promise<Projection> => {
  const projection = empty()
  await createFollower(projection, 10_000).catchUp(feed)
  return projection
}

/** Few values, so that records share statements, and values that Oxigraph stores in one form. */
const statement = fc.oneof(
  fc.constantFrom(
    'schema:name "1"',
    'schema:name "1"@en',
    'schema:elevation 2.5',
    'schema:elevation 2.50',
    'schema:elevation "02.500"^^xsd:decimal',
    'schema:elevation 3',
    'prov:startedAtTime "2020-01-01T00:00:00Z"^^xsd:dateTime',
    'prov:startedAtTime "2020-01-01T00:00:00+00:00"^^xsd:dateTime',
    'schema:name "a \\"quoted\\" \\\\ line\\n"',
  ),
)
const turtle = fc
  .array(fc.tuple(fc.constantFrom('t1', 't2'), statement), { minLength: 1, maxLength: 5 })
  .map(all => all.map(([subject, rest]) => `<urn:demo:${subject}> ${rest} .`).join('\n'))

type Step =
  | { readonly kind: 'write'; readonly records: readonly RecordOutcome[] }
  | { readonly kind: 'withdraw'; readonly id: string }

const id = fc.constantFrom('a', 'b', 'c')
const state = fc.constantFrom('accepted', 'accepted', 'accepted', 'rejected', 'unreadable')
const outcome = fc.tuple(id, turtle, state).map(([name, text, decided]) =>
  decided === 'unreadable'
    ? buildOutcome({ id: name, state: 'unreadable' })
    : recordOf(name, `https://doi.org/10.60510/${name}`, text, {
        state: decided as 'accepted' | 'rejected',
      }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(outcome, { minLength: 1, maxLength: 3 })
      .map(records => ({ kind: 'write', records }) as const),
  },
  { weight: 1, arbitrary: id.map(name => ({ kind: 'withdraw', id: name }) as const) },
)

/** Only the last outcome per page: one harvest visits a page once. */
const oncePerPage = (records: readonly RecordOutcome[]): RecordOutcome[] => [
  ...new Map(records.map(record => [record.url, record])).values(),
]

describe('a projection', () => {
  it('kept step by step equals one rebuilt from the archive, in every graph, and so does a copy that follows it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async steps => {
        const small = await createSmallArchive()
        try {
          const kept = empty()
          const copy = new Store()
          const follower = createFollower(kept, 10_000, {
            onStep: () => replay({ parse }, copy, kept.journal.take()),
          })
          await follower.catchUp(small.archive)
          copy.load(dump(kept).join('\n'), { format: 'application/n-quads' })
          kept.journal.begin()
          for (const each of steps) {
            if (each.kind === 'write') await small.archive.write(oncePerPage(each.records))
            else await small.archive.withdraw(`https://repository.example/sample/${each.id}`, 'gone (410)')
            await follower.catchUp(small.archive)
            expect(dump({ journal: { store: copy } })).toEqual(dump(kept))
          }
          const fresh = await rebuilt(small.archive)
          expect(dump(kept)).toEqual(dump(fresh))
          expect(kept.quads()).toBe(fresh.quads())
          expect(follower.generation()).toBe(await small.archive.generation())
        } finally {
          await small.remove()
        }
      }),
      { numRuns: 30 },
    )
  }, 60_000)

  it('shows exactly the union of what its records and the vocabulary say', async () => {
    const feed = memoryFeed()
    feed.write([
      recordOf('a', 'https://doi.org/10.60510/a', '<urn:demo:t1> schema:name "1", "a" .'),
      recordOf('b', 'https://doi.org/10.60510/b', '<urn:demo:t1> schema:name "1", "b" .'),
    ])
    const projection = await rebuilt(feed)
    const names = projection.journal.store.query(
      'SELECT ?n { <urn:demo:t1> <https://schema.org/name> ?n } ORDER BY ?n',
      {
        results_format: 'text/csv',
      },
    )
    expect(names).toBe('n\r\n1\r\na\r\nb\r\n')
  })

  it('does not lose a value when a record writes the same number in another way', async () => {
    const feed = memoryFeed()
    const record = (height: string) =>
      recordOf('a', 'https://doi.org/10.60510/a', `<urn:demo:t9> schema:elevation ${height} .`)
    const projection = empty()
    const follower = createFollower(projection, 10_000)
    for (const height of ['2.5', '2.50', '2.500']) {
      feed.write([record(height)])
      await follower.catchUp(feed)
    }
    const count = projection.journal.store.query('SELECT (COUNT(*) AS ?n) { <urn:demo:t9> ?p ?o }', {
      results_format: 'text/csv',
    })
    expect(count).toBe('n\r\n1\r\n')
  })

  it('refuses to grow beyond its capacity, says what to do, and stays whole', async () => {
    const feed = memoryFeed()
    feed.write([buildOutcome({ id: 1 })])
    const projection = empty(40)
    const follower = createFollower(projection, 40)
    await follower.catchUp(feed)
    const before = dump(projection)
    feed.write([buildOutcome({ id: 2 }), buildOutcome({ id: 3 })])
    await follower.catchUp(feed)
    expect(follower.full()).toMatchObject({
      code: 'over-capacity',
      detail: expect.stringContaining('SPARQL store'),
    })
    expect(follower.generation()).toBe(1)
    expect(follower.latest()).toBe(3)
    expect(dump(projection)).toEqual(before)
  })

  it('never answers from part of a snapshot', async () => {
    const feed = memoryFeed()
    feed.write([buildOutcome({ id: 1 }), buildOutcome({ id: 2 })])
    const follower = createFollower(empty(40), 40)
    await follower.catchUp(feed)
    expect(follower.ready()).toBe(false)
    expect(follower.full()).toMatchObject({ code: 'over-capacity' })
  })
})
