/** Content negotiation of routes that offer media types (RFC 9110 section 12.5.1). */

import { mediaWeight, preferencesOf } from '../../graph/accept.ts'

/** The media type of `offers` that an Accept header likes best, the first of equals; without a header the first offer; undefined when none will do. */
export const chooseType = <T extends string>(
  header: string | undefined,
  offers: readonly T[],
): T | undefined => {
  const preferences = preferencesOf(header ?? '')
  if (preferences.length === 0) return offers[0]
  let best: { type: T; weight: number } | undefined
  for (const type of offers) {
    const weight = mediaWeight(type, preferences)
    if (weight > 0 && (!best || weight > best.weight)) best = { type, weight }
  }
  return best?.type
}

/** Whether an error is read by a person: the client likes HTML better than JSON, as browsers do; a client that takes anything gets data. */
export const prefersPage = (header: string | undefined): boolean =>
  chooseType(header, ['application/problem+json', 'application/json', 'text/html']) === 'text/html'
