/** /verify: the form by GET, the form with its report by POST. */
import type { Context, Hono } from 'hono'
import type { Place } from '../../upload-room.ts'
import { renderPage } from '../../views/layout.ts'
import type { Html } from '../../views/text.ts'
import { type VerifyForm, verifyPage, verifyRefusal, verifyResult } from '../../views/verify-page.ts'
import { serviceOf, turnOf } from '../verify.ts'
import { readVerifyRequest } from '../verify-request.ts'
import { isDemo, type PortalDeps } from './deps.ts'

/** Longer texts are not put back into the form. */
const SHOWN_AGAIN = 200_000

const page = (
  c: Context,
  deps: PortalDeps,
  form: VerifyForm,
  result: Html,
  status: 200 | 400 = 200,
): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'Verify sample identifiers',
    description: 'Check every sample identifier of a manuscript or table.',
    body: verifyPage(form, result),
    modules: ['verify.js'],
    styles: ['verify.css'],
    status,
  })

const refusalText = async (response: Response): Promise<string> => {
  const { detail } = (await response.json()) as { detail?: string }
  return detail ?? 'the request cannot be understood'
}

const answer = async (c: Context, deps: PortalDeps, place: Place): Promise<Response> => {
  const asked = await readVerifyRequest(c, place)
  if (asked instanceof Response)
    return page(c, deps, { text: '', publication: '' }, verifyRefusal(await refusalText(asked)), 400)
  const { document, publication = '' } = asked
  const isPasted = document?.name === 'text' && document.bytes.length <= SHOWN_AGAIN
  const form = { text: isPasted ? new TextDecoder().decode(document.bytes) : '', publication }
  const verified = await serviceOf(deps).verify({ ...asked, wantsText: true }, turnOf(c, deps))
  if (!verified.ok) return page(c, deps, form, verifyRefusal(verified.problem.detail), 400)
  return page(c, deps, form, verifyResult(verified.value))
}

/** Mounts the page. `?publication=` fills the form in. */
export const mountVerifyPage = (app: Hono, deps: PortalDeps): void => {
  app.get('/verify', c => {
    const publication = (c.req.query('publication') ?? '').slice(0, 500)
    return page(c, deps, { text: '', publication }, '')
  })
  app.post('/verify', async c => {
    const place = serviceOf(deps).room.enter(turnOf(c, deps))
    try {
      return await answer(c, deps, place)
    } finally {
      place.leave()
    }
  })
}
