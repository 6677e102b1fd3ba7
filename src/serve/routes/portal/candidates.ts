/** The page for an identifier that several things have: HTTP 300 (RFC 9110 section 15.4.1). */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Candidate } from '../../../catalogue/resolve.ts'
import { renderPage } from '../../views/layout.ts'
import { entityPath, plural, samplePath } from '../../views/text.ts'
import { isDemo, type PortalDeps } from './deps.ts'

/** The portal's page of a candidate. */
export const candidatePath = ({ kind, id }: Candidate): string =>
  kind === 'sample' ? samplePath(id) : entityPath(kind, id)

const heading = (samplesOnly: boolean, why: string | undefined): string =>
  why === undefined
    ? `Several ${samplesOnly ? 'samples' : 'entries'} have this identifier`
    : 'Several samples may have this code'

/** Lets a person choose among what the identifier `text` can mean. */
export const choosePage = (
  c: Context,
  deps: PortalDeps,
  text: string,
  candidates: readonly Candidate[],
  why?: string,
): Promise<Response> => {
  const samplesOnly = candidates.every(({ kind }) => kind === 'sample')
  return renderPage(c, isDemo(deps), {
    title: why !== undefined ? 'An ambiguous code' : samplesOnly ? 'Several samples' : 'Several entries',
    status: 300,
    body: html`<h1>${heading(samplesOnly, why)}</h1>
<p>${why === undefined ? '' : `${why}. `}“${text.slice(0, 200)}” fits ${samplesOnly ? plural(candidates.length, 'sample') : plural(candidates.length, 'entry', 'entries')}. Choose one:</p>
<ul class="plain">${candidates.map(each => html`<li><a href="${candidatePath(each)}">${each.label}</a> <span class="identifier">${each.id}</span>${samplesOnly ? '' : html` <span class="note">${each.kind}</span>`}</li>`)}</ul>`,
  })
}
