/** How complete the metadata of a sample are: which of nine fields its records fill in. */

/** The fields, in the order in which they are reported (docs/verify.md says what each asks for). */
export const FIELDS = [
  'name',
  'type',
  'material',
  'place',
  'date',
  'collector',
  'custodian',
  'licence',
  'publication',
] as const
export type Field = (typeof FIELDS)[number]

/** A share between 0 and 1, and what is missing. */
export interface Completeness {
  readonly share: number
  readonly missing: readonly Field[]
}

/** The completeness of a sample that has these fields. */
export const completenessOf = (present: ReadonlySet<Field>): Completeness => {
  const missing = FIELDS.filter(field => !present.has(field))
  return { share: Math.round((1 - missing.length / FIELDS.length) * 100) / 100, missing }
}
