/** robots.txt: the Robots Exclusion Protocol of RFC 9309, with the widespread Crawl-delay and Sitemap lines. */

/** What one robots.txt says to one crawler. */
export interface RobotsRules {
  /** Whether a path with its query (`/a?b`) may be fetched: longest matching rule, `allow` wins ties. */
  allows(path: string): boolean
  /** Pause between requests that is asked for, in milliseconds. */
  readonly crawlDelayMs?: number
  /** Sitemap lines as written. */
  readonly sitemaps: readonly string[]
}

/** RFC 9309, 2.5: crawlers must read at least 500 KiB; what follows is ignored. */
export const MAX_ROBOTS_BYTES = 500 * 1024

/** The answer of a host that has no robots.txt (RFC 9309, 2.3.1.3): everything is allowed. */
export const ALLOW_ALL: RobotsRules = { allows: () => true, sitemaps: [] }

interface Rule {
  readonly allow: boolean
  readonly pattern: string
}

interface Group {
  readonly rules: Rule[]
  crawlDelay?: number
}

const UNRESERVED = /[A-Za-z0-9\-._~]/
const encoder = new TextEncoder()

const encodeOctets = (text: string): string =>
  Array.from(encoder.encode(text), octet => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/**
 * Brings a path or pattern to the form in which octets are compared (RFC 9309, 2.2.2): characters beyond ASCII
 * percent-encoded, escapes of unreserved characters decoded, other escapes in upper case.
 */
const normalise = (text: string): string =>
  text
    .replace(/%([0-9a-f]{2})/gi, (octet, hex: string) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16))
      return UNRESERVED.test(character) ? character : octet.toUpperCase()
    })
    .replace(/[^\x21-\x7e]+/g, encodeOctets)

/**
 * Whether a rule's pattern matches the beginning of a path: `*` is any run of characters, a final `$` the end.
 * Both are in normal form. Taking the leftmost place for each piece is enough, because a later place never leaves
 * more room for what follows; so the time is linear in the path for each piece, without backtracking.
 */
export const patternMatches = (pattern: string, path: string): boolean => {
  const anchored = pattern.endsWith('$')
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split('*')
  const first = pieces[0] ?? ''
  if (!path.startsWith(first)) return false
  if (pieces.length === 1) return !anchored || path.length === first.length
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = path.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  const last = pieces.at(-1) ?? ''
  if (!anchored) return path.indexOf(last, at) >= 0
  return path.length - last.length >= at && path.endsWith(last)
}

const allowedBy = (rules: readonly Rule[], path: string): boolean => {
  let best: Rule | undefined
  for (const rule of rules) {
    const length = best?.pattern.length ?? -1
    const beats = rule.pattern.length > length || (rule.pattern.length === length && rule.allow)
    if (beats && patternMatches(rule.pattern, path)) best = rule
  }
  return best?.allow ?? true
}

const groupOf = (groups: Map<string, Group>, agent: string): Group => {
  const known = groups.get(agent)
  if (known) return known
  const group: Group = { rules: [] }
  groups.set(agent, group)
  return group
}

/** Field name in lower case and value of one line, without its comment. */
const readLine = (line: string): [field: string, value: string] => {
  const content = line.split('#', 1)[0] ?? ''
  const colon = content.indexOf(':')
  if (colon < 0) return ['', '']
  return [content.slice(0, colon).trim().toLowerCase(), content.slice(colon + 1).trim()]
}

/** Groups by product token in lower case; groups for the same agent are one (RFC 9309, 2.2.1). */
const readGroups = (text: string): { groups: Map<string, Group>; sitemaps: string[] } => {
  const groups = new Map<string, Group>()
  const sitemaps: string[] = []
  let current: Group[] = []
  let namingAgents = false
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [field, value] = readLine(line)
    if (field === 'user-agent') {
      if (!namingAgents) current = []
      namingAgents = true
      const token = value.startsWith('*') ? '*' : (/^[a-z_-]*/i.exec(value)?.[0] ?? '').toLowerCase()
      if (token) current.push(groupOf(groups, token))
    } else if (field === 'allow' || field === 'disallow') {
      namingAgents = false
      // A path starts with a slash; an empty one is a rule that says nothing.
      // A dollar sign means the end only as the last character.
      const pattern = normalise(value).replace(/\$(?=.)/g, '%24')
      if (pattern) for (const group of current) group.rules.push({ allow: field === 'allow', pattern })
    } else if (field === 'crawl-delay') {
      const seconds = Number.parseFloat(value)
      if (seconds >= 0) for (const group of current) group.crawlDelay = seconds
    } else if (field === 'sitemap' && value) sitemaps.push(value)
  }
  return { groups, sitemaps }
}

/**
 * Reads a robots.txt for the crawler whose product token is `agent` (compared without regard to case): its own
 * groups when there are any, else those of `*`. Lines that cannot be read are ignored, as RFC 9309 asks.
 */
export const parseRobots = (text: string, agent: string): RobotsRules => {
  const { groups, sitemaps } = readGroups(text.slice(0, MAX_ROBOTS_BYTES))
  const group = groups.get(agent.toLowerCase()) ?? groups.get('*') ?? { rules: [] }
  const rules = {
    // robots.txt itself is always allowed (RFC 9309, 2.2.2). Literal * and $ of a path are written as escapes.
    allows: (path: string) =>
      path === '/robots.txt' ||
      allowedBy(group.rules, normalise(path).replaceAll('*', '%2A').replaceAll('$', '%24')),
    sitemaps,
  }
  return group.crawlDelay === undefined ? rules : { ...rules, crawlDelayMs: group.crawlDelay * 1000 }
}
