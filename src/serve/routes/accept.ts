/** Content negotiation (RFC 9110 section 12.5.1). */

interface Range {
  readonly type: string
  readonly quality: number
}

const rangesOf = (header: string): Range[] =>
  header
    .slice(0, 4_000)
    .split(',')
    .map(part => {
      const [type = '', ...parameters] = part.split(';').map(text => text.trim().toLowerCase())
      const q = parameters.find(parameter => parameter.startsWith('q='))
      const quality = q === undefined ? 1 : Number(q.slice(2))
      return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 }
    })
    .filter(({ type }) => type !== '')

// The most specific range that fits decides.
const qualityOf = (type: string, ranges: readonly Range[]): number => {
  for (const wanted of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const range = ranges.find(each => each.type === wanted)
    if (range) return range.quality
  }
  return 0
}

/** The media type of `offers` that an Accept header likes best, the first of equals; without a header the first offer; undefined when none will do. */
export const chooseType = <T extends string>(
  header: string | undefined,
  offers: readonly T[],
): T | undefined => {
  const ranges = rangesOf(header ?? '')
  if (ranges.length === 0) return offers[0]
  let best: { type: T; quality: number } | undefined
  for (const type of offers) {
    const quality = qualityOf(type, ranges)
    if (quality > 0 && (!best || quality > best.quality)) best = { type, quality }
  }
  return best?.type
}

/** Whether an error is read by a person: the client likes HTML better than JSON, as browsers do; a client that takes anything gets data. */
export const prefersPage = (header: string | undefined): boolean =>
  chooseType(header, ['application/problem+json', 'application/json', 'text/html']) === 'text/html'
