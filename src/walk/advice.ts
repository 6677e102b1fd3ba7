/** What a look at a source suggests to its publisher: sentences, the most important first, each with what to do. */
import { schema } from '../rdf/namespaces.ts'
import { severityName } from '../rdf/severity.ts'
import { contextOf } from '../transform/unknown-context.ts'
import type { CheckedPage, SourceCheck } from './check.ts'

/** One piece of advice. */
export interface Advice {
  /** `error`: records are lost; `warning`: something does not reach the graph; `hint`: it would be gentler or faster. */
  readonly level: 'error' | 'warning' | 'hint'
  readonly text: string
  /** One page that shows it. */
  readonly example?: string
}

type Rule = (check: SourceCheck) => readonly Advice[]

const countText = (count: number, of: number): string => `${count} of ${of} pages`

const MOST_OF_A_KIND = 5

/** Groups what pages show by a text, the most frequent first. */
const grouped = (
  pages: readonly CheckedPage[],
  texts: (page: CheckedPage) => readonly string[],
): { readonly text: string; readonly pages: readonly CheckedPage[] }[] => {
  const groups = new Map<string, CheckedPage[]>()
  for (const page of pages)
    for (const text of new Set(texts(page))) groups.set(text, [...(groups.get(text) ?? []), page])
  return [...groups]
    .map(([text, found]) => ({ text, pages: found }))
    .sort((a, b) => b.pages.length - a.pages.length)
    .slice(0, MOST_OF_A_KIND)
}

const from =
  (
    level: Advice['level'],
    texts: (page: CheckedPage) => readonly string[],
    say: (text: string, count: string) => string,
  ): Rule =>
  ({ pages }) =>
    grouped(pages, texts).map(group => ({
      level,
      text: say(group.text, countText(group.pages.length, pages.length)),
      ...(group.pages[0] && { example: group.pages[0].url }),
    }))

/** One piece of advice when pages show something. */
const when =
  (level: Advice['level'], shows: (page: CheckedPage) => boolean, say: (count: string) => string): Rule =>
  ({ pages }) => {
    const found = pages.filter(shows)
    const [first] = found
    return first ? [{ level, text: say(countText(found.length, pages.length)), example: first.url }] : []
  }

const resultsOf = (page: CheckedPage, severity: string): string[] =>
  (page.outcome?.reports ?? [])
    .flatMap(({ results }) => results)
    .filter(result => severityName(result.severity) === severity)
    .map(({ message, profile }) => `${message} (profile ${profile})`)

const UNCOMPRESSED_BYTES = 20_000

const span = (seconds: number): string => {
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} minutes`
  return seconds < 172_800 ? `${Math.ceil(seconds / 3600)} hours` : `${Math.ceil(seconds / 86_400)} days`
}

/** When the time was over before all pages were looked at: what that means for a harvest. */
const slowness: Rule = ({ skipped, pages, listed, more, ms }) => {
  if (skipped === 0) return []
  const seconds = ms / 1000 / Math.max(1, pages.length)
  return [
    {
      level: 'hint',
      text:
        `only ${pages.length} of ${pages.length + skipped} pages could be looked at in ${Math.round(ms / 1000)} seconds, politely; at this pace ` +
        `a full harvest takes ${more ? 'more than ' : 'about '}${span(listed * seconds)}: lower the Crawl-delay of robots.txt, or make the server quicker`,
    },
  ]
}

/** What to do about problems of listings that say only what is wrong. */
const LISTING_REMEDIES: Readonly<Record<string, string>> = {
  'sitemap-is-html':
    '; let the server give the sitemap at this address, or name the right one in sources.yaml',
}

const RULES: readonly Rule[] = [
  slowness,
  ({ problems }) =>
    problems.slice(0, MOST_OF_A_KIND).map(({ code, subject, detail }) => ({
      level: 'error',
      text: `listing: ${detail}${LISTING_REMEDIES[code] ?? ''}`,
      example: subject,
    })),
  ({ listed, problems }) =>
    listed === 0 && problems.length === 0
      ? [{ level: 'error', text: 'the feeds list nothing at all; check their addresses' }]
      : [],
  ({ pages }) =>
    grouped(pages, page => (page.problem ? [page.problem.code] : [])).map(({ text: code, pages: found }) => ({
      level: 'error',
      text: `${countText(found.length, pages.length)} could not be had (${code}): ${found[0]?.problem?.detail}`,
      ...(found[0] && { example: found[0].url }),
    })),
  from(
    'error',
    ({ outcome }) => (outcome?.problems ?? []).flatMap(problem => contextOf(problem) ?? []),
    (context, count) =>
      `${count} use the context "${context}", which is not known here, so that what depends on it is held back: use one that is known, such as ${schema('').value}, or ask the harvester's operator to pin it`,
  ),
  from(
    'error',
    ({ outcome }) =>
      outcome?.state === 'unreadable'
        ? outcome.problems.filter(problem => !contextOf(problem)).map(({ detail }) => detail)
        : [],
    (text, count) => `${count} could not be read: ${text}`,
  ),
  from(
    'error',
    page => resultsOf(page, 'Violation'),
    (text, count) => `${count} break a rule: ${text}`,
  ),
  from(
    'warning',
    page => resultsOf(page, 'Warning'),
    (text, count) => `${count} should be better: ${text}`,
  ),
  from(
    'warning',
    ({ outcome }) => outcome?.coverage?.lost ?? [],
    (path, count) =>
      `${count} say something under "${path}" that does not reach the graph; map the key in the @context`,
  ),
  from(
    'warning',
    ({ outcome }) => outcome?.repairs.map(({ rule }) => rule) ?? [],
    (rule, count) =>
      `${count} had to be repaired (${rule}): mend the template that writes them; --format json has what was changed`,
  ),
  ({ listed, dated }) =>
    listed > 0 && dated < listed
      ? [
          {
            level: 'hint',
            text: `${listed - dated} of ${listed} entries have no usable lastmod: every harvest asks for those pages; give W3C dates such as 2024-05-31`,
          },
        ]
      : [],
  when(
    'hint',
    ({ page }) => page !== undefined && page.etag === undefined && page.lastModified === undefined,
    count =>
      `${count} come without ETag and Last-Modified, so that every harvest downloads them in full; send one`,
  ),
  when(
    'hint',
    ({ page }) => (page?.body.byteLength ?? 0) > UNCOMPRESSED_BYTES * 10,
    count =>
      `${count} are larger than ${(UNCOMPRESSED_BYTES * 10) / 1000} kB; harvesters need only the JSON-LD: offer it by rel="describedby"`,
  ),
  when(
    'hint',
    ({ ms }) => ms > 5000,
    count => `${count} took longer than 5 seconds; a full harvest will be slow`,
  ),
]

/** What to tell the publisher, errors first. Empty when there is nothing to better. */
export const adviceFor = (check: SourceCheck): readonly Advice[] => {
  const order = ['error', 'warning', 'hint']
  return RULES.flatMap(rule => rule(check)).sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
}
