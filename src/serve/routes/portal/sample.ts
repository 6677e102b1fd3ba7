/** /samples/{iri}: one sample, and what stands in its place when there is none. */
import type { Quad } from '@rdfjs/types'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { Dated } from '../../../catalogue/catalogue.ts'
import type { SampleItem } from '../../../catalogue/item.ts'
import type { StoredRecord } from '../../../model/record.ts'
import { canonicalise } from '../../../pid/identifiers.ts'
import { dcterms, RESOLVERS, rdf, schema } from '../../../rdf/namespaces.ts'
import { factory } from '../../../rdf/terms.ts'
import { GENERATION_HEADER } from '../../headers.ts'
import { writeDocument } from '../../rdf-document.ts'
import { KERNEL_PROFILE, scriptJson } from '../../record-json-ld.ts'
import { renderPage } from '../../views/layout.ts'
import { citeSection } from '../../views/sample-cite.ts'
import { sampleFacts } from '../../views/sample-facts.ts'
import { samplePage } from '../../views/sample-page.ts'
import { recordSection } from '../../views/sample-records.ts'
import { searchForm } from '../../views/search-page.ts'
import { type Html, samplePath } from '../../views/text.ts'
import { prefersPage } from '../accept.ts'
import { notFound } from '../api-answer.ts'
import { describeFully } from '../description.ts'
import { sampleKnown } from '../resolve-answer.ts'
import { explainUnknown } from '../resolve-lookup.ts'
import { formatPath, signpostHeader } from '../signposting.ts'
import { tagged } from '../tagged.ts'
import { choosePage } from './candidates.ts'
import { isDemo, type PortalDeps, profileTitles, sourceNames } from './deps.ts'
import { notFoundPage } from './not-found.ts'

/** Statements embedded in a page: search engines read no more, and mirrors have the record pages. */
const MAX_EMBEDDED = 5000

/** What machines find in the page: the kernel statements about the sample, and that they are such. */
const embedded = (page: string, quads: readonly Quad[], sample: string): Html => {
  if (quads.length > MAX_EMBEDDED) return ''
  const here = factory.namedNode(page)
  const about = [
    factory.quad(here, rdf('type'), schema('WebPage')),
    factory.quad(here, dcterms('conformsTo'), factory.namedNode(KERNEL_PROFILE)),
    factory.quad(here, schema('mainEntity'), factory.namedNode(sample)),
  ]
  const json = scriptJson(writeDocument([...about, ...quads], 'application/ld+json').trim())
  return html`<script type="application/ld+json">${raw(json)}</script>`
}

// Plain characters of a DOI need no encoding: the address can be read aloud.
const shortName = (id: string): string => {
  const doi = id.startsWith(RESOLVERS.doi) ? id.slice(RESOLVERS.doi.length) : ''
  return /^10\.\d+\/[\w.-]+$/.test(doi) ? doi : encodeURIComponent(id)
}

const show = async (c: Context, deps: PortalDeps, dated: Dated<SampleItem>): Promise<Response> => {
  const { value: item, generation } = dated
  const [links, family, assertions, records] = await Promise.all([
    deps.catalogue.links(item.id),
    deps.catalogue.family(item.id),
    deps.catalogue.assertions(item.id),
    deps.archive.recordsOfSample(item.id),
  ])
  const { base } = deps.config
  const candidate = { kind: 'sample', id: item.id, label: item.name ?? item.identifier } as const
  const { signposted, thing, quads, year } = sampleKnown(candidate, base, {
    item,
    links: links.value,
    records,
  })
  const id = encodeURIComponent(item.id)
  const share = `${base}/id/${shortName(item.id)}`
  const cite = thing && citeSection(thing, { share, year, path: type => formatPath(item.id, type) })
  const body = samplePage({
    item,
    facts: sampleFacts(item.id, quads),
    links: links.value,
    family: family.value,
    assertions: assertions.value,
    records,
    sourceName: sourceNames(deps),
    profileTitle: profileTitles(deps),
    ...(cite && { cite }),
  })
  c.header('link', signpostHeader(signposted))
  c.header('access-control-allow-origin', '*')
  const rendered = await renderPage(c, isDemo(deps), {
    title: item.name ?? item.identifier,
    description: item.description?.slice(0, 200) ?? `Sample ${item.identifier}`,
    body,
    links: html`<link rel="canonical" href="${base}${samplePath(item.id)}"><link rel="alternate" type="application/json" href="/api/samples/${id}"><link rel="alternate" type="text/turtle" href="/samples/${id}/turtle">${embedded(`${base}${samplePath(item.id)}`, quads, item.id)}`,
  })
  return tagged(
    c,
    await rendered.text(),
    { ...Object.fromEntries(rendered.headers), vary: 'Accept' },
    generation,
  )
}

const advice = (withdrawn: boolean): Html =>
  withdrawn
    ? html`<p>The page that described this sample is gone. What it said when it was last seen is kept, and can be read as <em>records as harvested</em> below; it no longer takes part in searches.</p>`
    : html`<p>Pages describe this sample, but none was accepted: a rule that every record must meet is broken. Below is what to mend. The sample appears after the next harvest.</p>`

const withheld = (
  c: Context,
  deps: PortalDeps,
  id: string,
  records: readonly StoredRecord[],
): Promise<Response> => {
  const withdrawn = records.every(({ state }) => state === 'withdrawn')
  return renderPage(c, isDemo(deps), {
    title: withdrawn ? 'Withdrawn sample' : 'Sample not accepted',
    status: withdrawn ? 410 : 404,
    body: html`<h1>${withdrawn ? 'This sample was withdrawn' : 'This sample was not accepted'}</h1>
<p class="identifier">${id}</p>
${advice(withdrawn)}
<p><a href="/api/samples/${encodeURIComponent(id)}/record">Records as harvested</a></p>
${recordSection(records, sourceNames(deps), profileTitles(deps))}
${searchForm(new URLSearchParams())}`,
  })
}

/** Renders the sample that a text names: by its IRI at once, by any other spelling after a redirect. */
export const sample = async (c: Context, deps: PortalDeps, text: string): Promise<Response> => {
  const direct = await deps.catalogue.sample(text)
  if (direct) return show(c, deps, direct)
  const candidates = (await deps.catalogue.resolve(text)).filter(({ kind }) => kind === 'sample')
  if (candidates.length > 1) return choosePage(c, deps, text, candidates)
  if (candidates[0]) return c.redirect(samplePath(candidates[0].id), 302)
  const id = canonicalise(text) ?? text
  const records = await deps.archive.recordsOfSample(id)
  // Accepted records that the catalogue does not show yet are about to come: nothing to say about them.
  const kept = records.filter(({ state }) => state !== 'accepted')
  return kept.length > 0
    ? withheld(c, deps, id, kept)
    : notFoundPage(c, deps, `sample “${text.slice(0, 200)}”`, await explainUnknown(deps.catalogue, text))
}

/** The kernel statements about a sample as Turtle; HTTP 404 when no accepted record makes any, as a page for browsers only. */
export const sampleTurtle = async (c: Context, deps: PortalDeps, id: string): Promise<Response> => {
  const generation = await deps.archive.generation()
  const quads = describeFully(id, await deps.archive.recordsOfSample(id))
  if (quads.length === 0) {
    const missing = prefersPage(c.req.header('accept'))
      ? await notFoundPage(c, deps, `sample “${id.slice(0, 200)}”`)
      : notFound('sample', id, '; try /id/ with any form of its identifier')
    missing.headers.append('vary', 'Accept')
    return missing
  }
  return new Response(writeDocument(quads, 'text/turtle'), {
    headers: { 'content-type': 'text/turtle; charset=utf-8', [GENERATION_HEADER]: String(generation) },
  })
}
