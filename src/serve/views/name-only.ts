/** People and organisations that records name without an identifier. */

/** Whether an IRI was made for a node of one record: of a name alone nobody can tell whose it is. */
export const isNameOnly = (id: string): boolean =>
  id.includes('/.well-known/genid/') || !/^[a-z][a-z\d+.-]*:/i.test(id)
