/** Weighted lists of HTTP (RFC 9110, sections 12.4.2 and 12.5): Accept, Accept-Encoding. */

/** One member of a weighted list. */
export interface Preference {
  /** Media range or content coding, in lower case, without parameters. */
  readonly name: string
  /** 0 to 1; 0 means "not this". */
  readonly weight: number
}

/** Longest header that is read; the rest is ignored. */
const MAX_HEADER = 4096

/** Members of a list: a comma inside a quoted string separates nothing. */
const MEMBERS = /(?:"(?:[^"\\]|\\.)*"|[^",])+/g
const PARAMETERS = /(?:"(?:[^"\\]|\\.)*"|[^";])+/g
const WEIGHT = /^q\s*=\s*(.*)$/i

/** A weight that is no number from 0 to 1 counts as 0: what cannot be understood is not sent. */
const weightFrom = (text: string): number => {
  const weight = /^\d*\.?\d*$/.test(text) && text !== '' ? Number(text) : Number.NaN
  return weight >= 0 && weight <= 1 ? weight : 0
}

/** The members of a weighted list in their order; parameters other than `q` are left out. */
export const preferencesOf = (header: string): Preference[] =>
  (header.slice(0, MAX_HEADER).match(MEMBERS) ?? []).flatMap(member => {
    const [first = '', ...parameters] = (member.match(PARAMETERS) ?? []).map(part => part.trim())
    const name = first.toLowerCase()
    const given = parameters.map(parameter => WEIGHT.exec(parameter)?.[1]).find(text => text !== undefined)
    return name === '' ? [] : [{ name, weight: given === undefined ? 1 : weightFrom(given.trim()) }]
  })

/** Weight of the first of these names that is on the list, the highest when it is there twice; 0 when none is. */
const weightOfFirst = (names: readonly string[], preferences: readonly Preference[]): number => {
  for (const name of names) {
    const found = preferences.filter(each => each.name === name)
    if (found.length > 0) return Math.max(...found.map(each => each.weight))
  }
  return 0
}

/** Weight of a media type: that of the most specific range which covers it (RFC 9110, 12.5.1). */
export const mediaWeight = (mediaType: string, preferences: readonly Preference[]): number =>
  weightOfFirst([mediaType, `${mediaType.split('/')[0]}/*`, '*/*'], preferences)

/** Weight of a content coding (RFC 9110, 12.5.3): what is not listed is refused, `identity` unless refused is taken. */
export const codingWeight = (coding: string, preferences: readonly Preference[]): number => {
  const listed = preferences.some(each => each.name === coding || each.name === '*')
  if (coding === 'identity' && !listed) return 1
  return weightOfFirst([coding, '*'], preferences)
}
