/** People and organisations that records name without an identifier. */

/** What IRIs have that were made for a node of one record. */
export const GENERATED = '/.well-known/genid/'

/** Whether an IRI was made for a node of one record: of a name alone nobody can tell whose it is. */
export const isNameOnly = (id: string): boolean => id.includes(GENERATED) || !/^[a-z][a-z\d+.-]*:/i.test(id)
