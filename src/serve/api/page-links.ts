/** `next` and `first` of paged answers as Link headers (RFC 8288), for clients that page without knowing the body. */

/** The header's value; undefined for answers that are not one of several pages. */
export const pageLinks = (url: string, next: unknown): string | undefined => {
  const { pathname, searchParams } = new URL(url)
  const later = searchParams.has('cursor')
  if (typeof next !== 'string' && !later) return undefined
  searchParams.delete('cursor')
  const query = searchParams.toString()
  const first = `<${pathname}${query === '' ? '' : `?${query}`}>; rel="first"`
  return typeof next === 'string' ? `<${next}>; rel="next", ${first}` : first
}
