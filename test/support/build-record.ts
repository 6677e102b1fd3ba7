/** Builds record outcomes and stored records for tests: valid throughout, any field can be set. */

import { createHash } from 'node:crypto'
import type { Archive } from '../../src/archive/archive.ts'
import type { Change, ChangeFeed } from '../../src/model/change.ts'
import type { Iri } from '../../src/model/iri.ts'
import type { RecordOutcome, StoredRecord } from '../../src/model/record.ts'
import { dcterms, PREFIXES, rdf, schema, sosa } from '../../src/rdf/namespaces.ts'

/** SHA-256, hexadecimal, of text or bytes. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

/** What a built record is about; everything else follows from it. */
export interface RecordSketch
  extends Partial<Omit<RecordOutcome, 'url' | 'samples' | 'body' | 'bodyDigest'>> {
  /** Number or name that makes URL and sample, e.g. 7 -> `https://repository.example/sample/7`. */
  readonly id?: string | number
  readonly url?: string
  readonly samples?: readonly string[]
  /** Name of the sample, in record and kernel quads and in the body; change it to get a changed page. */
  readonly name?: string
  /** Raw page; made from the name by default. Its digest always follows. */
  readonly body?: string | Uint8Array
}

const literal = (text: string): string => JSON.stringify(text)

/** Sorted N-Triples or N-Quads lines about `subject`. */
function lines(subject: string, statements: readonly (readonly [string, string])[], graph?: string): string {
  const end = graph === undefined ? ' .' : ` <${graph}> .`
  return statements
    .map(([predicate, object]) => `<${subject}> <${predicate}> ${object}${end}\n`)
    .sort()
    .join('')
}

/**
 * A record outcome of one sample: accepted, with kernel triples (type, identifier, name, landing page) and the same as
 * record quads. An `unreadable` one has a problem and no quads.
 */
export function buildOutcome(sketch: RecordSketch = {}): RecordOutcome {
  const {
    id = 1,
    name = `Demo sample ${id}`,
    url: givenUrl,
    samples: givenSamples,
    body: givenBody,
    ...rest
  } = sketch
  const url = (givenUrl ?? `https://repository.example/sample/${id}`) as Iri
  const samples = (givenSamples ?? [`https://doi.org/10.60510/demo${String(id).toLowerCase()}`]) as Iri[]
  const subject = samples[0] ?? url
  const page = givenBody ?? `<!doctype html><title>${name}</title><h1>${name}</h1>`
  const body = typeof page === 'string' ? new TextEncoder().encode(page) : page
  const readable = rest.state !== 'unreadable'
  const statements = [
    [rdf('type').value, `<${sosa('Sample').value}>`],
    [dcterms('identifier').value, literal(`DEMO${id}`)],
    [schema('name').value, literal(name)],
    [schema('url').value, `<${url}>`],
  ] as const
  return {
    url,
    source: 'demo',
    state: 'accepted',
    finalUrl: url,
    mediaType: 'text/html',
    charset: 'utf-8',
    fetchedAt: '2026-01-01T00:00:00.000Z',
    pipelineDigest: sha256('pipeline 1'),
    recordQuads: readable ? lines(subject, statements, url) : '',
    kernelTriples: readable ? lines(subject, statements) : '',
    ...(readable ? { coverage: { present: 4, reached: 4, lost: [] } } : {}),
    repairs: [],
    reports: readable
      ? [
          {
            profile: 'kernel',
            shapesDigest: sha256('shapes 1'),
            conforms: rest.state !== 'rejected',
            results: rest.state === 'rejected' ? [missingName(subject)] : [],
          },
        ]
      : [],
    problems: readable
      ? []
      : [{ stage: 'hall', code: 'no-json-ld', subject: url, detail: 'the page embeds no JSON-LD' }],
    ...rest,
    samples: readable ? samples : ((givenSamples ?? []) as Iri[]),
    body,
    bodyDigest: sha256(body),
  }
}

const missingName = (focus: string) => ({
  focusNode: { type: 'uri' as const, value: focus },
  path: schema('name').value,
  component: `${PREFIXES.sh}MinCountConstraintComponent`,
  severity: `${PREFIXES.sh}Violation`,
  message: 'a sample needs a name',
  profile: 'kernel',
})

/** `count` outcomes with ids from `first` up. */
export const buildOutcomes = (count: number, sketch: RecordSketch = {}, first = 1): RecordOutcome[] =>
  Array.from({ length: count }, (_, index) => buildOutcome({ ...sketch, id: first + index }))

/** The stored form of an outcome, as the archive would hand it out as version `seq`. */
export function buildStored(sketch: RecordSketch = {}, seq = 1): StoredRecord {
  const { body: _, ...outcome } = buildOutcome(sketch)
  return { ...outcome, seq }
}

/** A tombstone of a stored record: its content, withdrawn. */
export const buildWithdrawn = (
  of: StoredRecord,
  seq: number,
  withdrawnBecause = 'gone (410)',
): StoredRecord => ({
  ...of,
  state: 'withdrawn',
  withdrawnBecause,
  seq,
})

/** A change feed in memory that projections can be tested on without an archive. */
export interface MemoryFeed extends ChangeFeed, Pick<Archive, 'changeHeads' | 'versions' | 'identity'> {
  /** Adds one change per outcome; every one counts as changed. Returns the new generation. */
  write(outcomes: readonly RecordOutcome[]): number
  /** Adds a tombstone; the URL must have been written. Returns the new generation. */
  withdraw(url: string, because?: string): number
}

/** A working `ChangeFeed` in memory, empty at first. */
export function memoryFeed(): MemoryFeed {
  const changes: Change[] = []
  const current = new Map<string, StoredRecord>()
  const add = (after: StoredRecord): number => {
    const before = current.get(after.url)
    current.set(after.url, after)
    changes.push({
      seq: after.seq,
      at: '2026-01-01T00:00:00.000Z',
      url: after.url,
      after,
      ...(before ? { before } : {}),
    })
    return after.seq
  }
  return {
    write(outcomes) {
      for (const { body: _, ...outcome } of outcomes) add({ ...outcome, seq: changes.length + 1 })
      return changes.length
    },
    withdraw(url, because) {
      const before = current.get(url)
      if (!before) throw new Error(`cannot withdraw an unknown record: ${url}`)
      return add(buildWithdrawn(before, changes.length + 1, because))
    },
    generation: async () => changes.length,
    changesSince: async (seq, limit) => changes.slice(seq, seq + limit),
    changeHeads: async (since, limit) =>
      changes.slice(since, since + limit).map(({ at, after }) => ({ ...after, at })),
    versions: async seqs => seqs.flatMap(seq => changes[seq - 1]?.after ?? []),
    identity: async () => 'memory',
    async snapshot(onBatch, states = ['accepted']) {
      const generation = changes.length
      const wanted = [...current.values()].filter(({ state }) => states.includes(state))
      wanted.sort((a, b) => Buffer.compare(Buffer.from(a.url), Buffer.from(b.url)))
      for (let from = 0; from < wanted.length; from += 100) {
        await onBatch(wanted.slice(from, from + 100), generation)
      }
      return generation
    },
  }
}
