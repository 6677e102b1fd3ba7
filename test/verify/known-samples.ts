/** A lookup over a few samples in memory. */
import type { Field } from '../../src/verify/completeness.ts'
import type { KnownSample, SampleLookup } from '../../src/verify/lookup.ts'

export interface SampleNote {
  readonly iri: string
  readonly status?: string
  readonly also?: readonly string[]
  readonly works?: readonly string[]
  readonly fields?: readonly Field[]
}

/** Answers as a catalogue over these samples would. */
export const lookupOf = (
  notes: readonly SampleNote[],
  more: { readonly others?: Record<string, string>; readonly withdrawn?: readonly string[] } = {},
): SampleLookup => {
  const samples = new Map<string, KnownSample>(
    notes.map(({ iri, status = 'registered', works = [], fields = [] }) => [
      iri,
      {
        iri,
        identifier: `IGSN:${iri.replace(/^.*?org./, '').toUpperCase()}`,
        status,
        name: `Demo ${iri.slice(-4)}`,
        works: new Set(works),
        fields: new Set(fields),
      },
    ]),
  )
  const matching = <T>(keys: readonly string[], find: (key: string) => T | undefined): Map<string, T> =>
    new Map(
      keys.flatMap(key => {
        const found = find(key)
        return found === undefined ? [] : [[key, found] as const]
      }),
    )
  const some = (found: readonly string[]): readonly string[] | undefined =>
    found.length > 0 ? found : undefined
  return {
    samples: async iris => matching(iris, iri => samples.get(iri)),
    aliases: async iris =>
      matching(iris, iri => some(notes.filter(({ also = [] }) => also.includes(iri)).map(note => note.iri))),
    codes: async codes =>
      matching(codes, code =>
        some([...samples.keys()].filter(iri => iri.toUpperCase().endsWith(`/${code}`))),
      ),
    others: async iris =>
      matching(iris, iri => {
        const label = more.others?.[iri]
        return label === undefined ? undefined : { kind: 'publication', label }
      }),
    gone: async iris =>
      matching(iris, iri =>
        more.withdrawn?.includes(iri) ? { withdrawn: true, because: 'gone (410)' } : undefined,
      ),
    prefixes: async beginnings =>
      new Set(beginnings.filter(beginning => [...samples.keys()].some(iri => iri.startsWith(beginning)))),
  }
}
