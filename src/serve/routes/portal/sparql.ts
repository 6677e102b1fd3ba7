/** /sparql without a query, for browsers. */
import type { Context } from 'hono'
import { PREFIXES } from '../../../rdf/namespaces.ts'
import { renderPage } from '../../views/layout.ts'
import { sparqlEditorPage } from '../../views/sparql-page.ts'
import { isDemo, type PortalDeps } from './deps.ts'

// Staging statements are never published: nobody can ask for them.
const { lode: _, ...PUBLISHED } = PREFIXES

/** Renders the editor; without its script the form still sends the query. */
export const sparqlEditor = (c: Context, deps: PortalDeps): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'SPARQL',
    description: 'Query the graph of samples, publications, people and organisations with SPARQL 1.1.',
    body: sparqlEditorPage(deps.examples, PUBLISHED, deps.config.queryTimeoutMs / 1000),
    scripts: ['vendor/yasgui.js'],
    modules: ['sparql.js'],
    styles: ['vendor/yasgui.css'],
    inlineStyles: true,
  })
