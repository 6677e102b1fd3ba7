/** /samples/{iri}: one sample, and what stands in its place when there is none. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Dated } from '../../../catalogue/catalogue.ts'
import type { SampleItem } from '../../../catalogue/item.ts'
import type { StoredRecord } from '../../../model/record.ts'
import { canonicalise } from '../../../pid/identifiers.ts'
import { GENERATION_HEADER, uriReference } from '../../headers.ts'
import { writeDocument } from '../../rdf-document.ts'
import { renderPage } from '../../views/layout.ts'
import { sampleFacts } from '../../views/sample-facts.ts'
import { samplePage } from '../../views/sample-page.ts'
import { recordSection } from '../../views/sample-records.ts'
import { searchForm } from '../../views/search-page.ts'
import { type Html, samplePath } from '../../views/text.ts'
import { prefersPage } from '../accept.ts'
import { notFound } from '../api-answer.ts'
import { describeFully } from '../description.ts'
import { choosePage } from './candidates.ts'
import { isDemo, type PortalDeps, profileTitles, sourceNames } from './deps.ts'
import { notFoundPage } from './not-found.ts'

const show = async (c: Context, deps: PortalDeps, { value: item }: Dated<SampleItem>): Promise<Response> => {
  const [links, family, assertions, records] = await Promise.all([
    deps.catalogue.links(item.id),
    deps.catalogue.family(item.id),
    deps.catalogue.assertions(item.id),
    deps.archive.recordsOfSample(item.id),
  ])
  const body = samplePage({
    item,
    facts: sampleFacts(item.id, describeFully(item.id, records)),
    links: links.value,
    family: family.value,
    assertions: assertions.value,
    records,
    sourceName: sourceNames(deps),
    profileTitle: profileTitles(deps),
  })
  const id = encodeURIComponent(item.id)
  // FAIR Signposting level 1.
  c.header(
    'link',
    [
      ...(/^https?:/.test(item.id) ? [`<${uriReference(item.id)}>; rel="cite-as"`] : []),
      `</api/samples/${id}>; rel="describedby"; type="application/json"`,
      `</samples/${id}/turtle>; rel="describedby"; type="text/turtle"`,
    ].join(', '),
  )
  return renderPage(c, isDemo(deps), {
    title: item.name ?? item.identifier,
    description: item.description?.slice(0, 200) ?? `Sample ${item.identifier}`,
    body,
    links: html`<link rel="canonical" href="${deps.config.base}${samplePath(item.id)}"><link rel="alternate" type="application/json" href="/api/samples/${id}"><link rel="alternate" type="text/turtle" href="/samples/${id}/turtle">`,
  })
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
    : notFoundPage(c, deps, `sample “${text.slice(0, 200)}”`)
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
