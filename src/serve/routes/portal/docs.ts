/** /docs. */
import type { Context } from 'hono'
import type { ApiDocument } from '../../api/document.ts'
import { docsPage } from '../../views/docs-page.ts'
import { renderPage } from '../../views/layout.ts'
import { isDemo, type PortalDeps } from './deps.ts'

/** Renders the description of the API. */
export const docs = (c: Context, deps: PortalDeps, document: ApiDocument): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'API',
    description: 'Every path of the API with its parameters, examples and programs that use it.',
    styles: ['docs.css'],
    body: docsPage(document, deps.config.base),
  })
