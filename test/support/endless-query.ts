/** A query that no engine comes to the end of in the lifetime of a test, and how a server for tests knows it. */

const joins = Array.from({ length: 9 }, (_, i) => `?a${i} ?b${i} ?c${i}`).join(' . ')

/** Even over the dozen statements of three samples: 12 to the ninth power. */
export const ENDLESS = `SELECT (COUNT(*) AS ?n) WHERE { ${joins} FILTER(?a0 != ?a8) }`

/** Whether a text that was made from a query (with prefixes before it, datasets within) is made from the endless one. */
export const isEndless = (text: string): boolean => text.includes(joins)
