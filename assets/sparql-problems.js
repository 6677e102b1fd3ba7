/** What a failed query means for the person who asked it, and what they can do. */

const ADVICE = {
  0: 'The endpoint could not be reached, or the connection broke before the answer was complete. Try again.',
  413: 'Move long VALUES lists into several queries.',
  429: 'You have used up your share of query time for now.',
  500: 'Ask for less at once: add LIMIT, fewer variables, or a narrower pattern.',
  503: 'The graph has a lot to do or is just starting.',
  504: 'Add LIMIT, name a class or a property, or replace long property paths; a count over everything is slow.',
}

const wait = ({ retryAfter, status }) => {
  const seconds = Number(retryAfter)
  if (!retryAfter || !Number.isFinite(seconds) || ![429, 503].includes(status)) return ''
  return seconds <= 90
    ? `Try again in ${seconds} seconds.`
    : `Try again in ${Math.ceil(seconds / 60)} minutes.`
}

/** Title, reason and advice of a problem as sentences. */
export const explained = problem => {
  const { status, title, detail, line, column } = problem
  const sentence = text => (text && !/[.!?]$/.test(text) ? `${text}.` : (text ?? ''))
  const place = line ? ` (line ${line}${column ? `, column ${column}` : ''})` : ''
  return {
    title: status === 0 ? 'No answer' : (title ?? `Error ${status}`),
    detail:
      status === 0
        ? ''
        : `${sentence(detail ?? 'No reason was given')}${/line \d/.test(detail ?? '') ? '' : place}`,
    advice: [ADVICE[status] ?? '', wait(problem)].filter(Boolean).join(' '),
  }
}
