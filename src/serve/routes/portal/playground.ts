/** /profiles/playground: the form by GET, the form with its result by POST. */
import type { Context } from 'hono'
import { renderPage } from '../../views/layout.ts'
import { EMPTY_FORM, type PlaygroundForm, playgroundPage } from '../../views/playground-page.ts'
import { playgroundProblems, playgroundResult as resultView } from '../../views/playground-result.ts'
import type { Html } from '../../views/text.ts'
import { runCheck, withSample } from '../validate.ts'
import { type AskedCheck, readCheckRequest } from '../validate-request.ts'
import { isDemo, type PortalDeps } from './deps.ts'

const page = (
  c: Context,
  deps: PortalDeps,
  form: PlaygroundForm,
  result: Html,
  status: 200 | 400 = 200,
): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'Profile playground',
    description: 'Check documents against SHACL profiles or shapes of your own.',
    body: playgroundPage(deps.profiles, form, result),
    modules: ['playground.js'],
    styles: ['playground.css'],
    status,
  })

/** The empty form; `?profile=` and `?sample=` fill it in. */
export const playground = (c: Context, deps: PortalDeps): Promise<Response> => {
  const { searchParams } = new URL(c.req.url)
  const profiles = searchParams.getAll('profile')
  const form = {
    ...EMPTY_FORM,
    ...(profiles.length > 0 && { profiles }),
    sample: (searchParams.get('sample') ?? '').slice(0, 500),
  }
  return page(c, deps, form, '')
}

/** A text in the charset that a record says; the bytes are for showing only. */
const textOf = (content: Uint8Array, charset = 'utf-8'): string => {
  try {
    return new TextDecoder(charset).decode(content)
  } catch {
    // A charset that nobody knows: most pages are UTF-8 whatever they say.
    return new TextDecoder().decode(content)
  }
}

const SHORT: Readonly<Record<string, string>> = {
  'application/ld+json': 'jsonld',
  'text/html': 'html',
  'text/turtle': 'turtle',
  'application/n-triples': 'nt',
  'application/n-quads': 'nq',
}

const formOf = ({ request, sample = '' }: AskedCheck): PlaygroundForm => ({
  ...{ profiles: request.profiles, sample, language: request.language, raw: request.raw },
  ...{ document: textOf(request.content), format: SHORT[request.mediaType] ?? '' },
  shapes: request.shapes?.text ?? '',
})

const refusalText = async (response: Response): Promise<string> => {
  const { detail } = (await response.json()) as { detail?: string }
  return detail ?? 'the request cannot be understood'
}

/** The result as a page, with the form as it was sent. */
export const playgroundResult = async (c: Context, deps: PortalDeps): Promise<Response> => {
  const { archive, catalogue, checker, config, sources } = deps
  const read = await readCheckRequest(c, config.base)
  const refused = async (response: Response, form: PlaygroundForm) =>
    page(c, deps, form, playgroundProblems([{ detail: await refusalText(response), of: 'request' }]), 400)
  if (read instanceof Response) return refused(read, EMPTY_FORM)
  const form = formOf(read)
  const parts = { archive, catalogue, sources, base: config.base, ...(checker && { checker }) }
  const asked = await withSample(read, parts)
  if (asked instanceof Response) return refused(asked, form)
  const answer = await runCheck({ ...asked, request: { ...asked.request, explain: true } }, parts)
  if (!answer)
    return page(
      c,
      deps,
      form,
      playgroundProblems([{ detail: 'this server was started without a checker', of: 'request' }]),
      400,
    )
  const { content, url } = asked.request
  const result = answer.ok
    ? resultView(answer.value, textOf(content), read.sample === undefined ? undefined : url)
    : playgroundProblems(answer.problems)
  return page(c, deps, form, result)
}
