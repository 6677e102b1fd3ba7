/** /sparql without a query, for browsers. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Description } from '../../../graph/description/keeper.ts'
import type { ExampleQuery } from '../../../graph/examples.ts'
import { PREFIXES } from '../../../rdf/namespaces.ts'
import { renderPage } from '../../views/layout.ts'
import type { ShownExample } from '../../views/sparql-examples.ts'
import { sparqlEditorPage } from '../../views/sparql-page.ts'
import { isDemo, type PortalDeps } from './deps.ts'

// Staging statements are never published: nobody can ask for them.
const { lode: _, ...PUBLISHED } = PREFIXES

/** Modules that the page's own imports: named in the head, so that they are fetched at once and not one after the other. */
const IMPORTED = [
  ...[
    'answer',
    'chart',
    'code',
    'completion',
    'editor',
    'examples',
    'forces',
    'graph',
    'history',
    'history-list',
  ],
  ...[
    'kernel',
    'ntriples',
    'problems',
    'results',
    'share',
    'snippets',
    'table',
    'terms',
    'tokens',
    'views',
    'vocabulary',
  ],
]

/** What is known of the examples' last runs, when somebody runs them. */
type Runs = { readonly description?: Pick<Description, 'run'> }

const shown = (example: ExampleQuery, { description }: Runs): ShownExample => {
  const { rows, ms } = description?.run(example.id) ?? {}
  return rows === undefined || ms === undefined ? example : { ...example, rows, milliseconds: ms }
}

/** Renders the editor; without its script the form still sends the query. */
export const sparqlEditor = (c: Context, deps: PortalDeps & Runs): Promise<Response> =>
  renderPage(c, isDemo(deps), {
    title: 'SPARQL',
    description: 'Query the graph of samples, publications, people and organisations with SPARQL 1.1.',
    body: sparqlEditorPage(
      deps.examples.map(example => shown(example, deps)),
      PUBLISHED,
      deps.config.queryTimeoutMs / 1000,
    ),
    scripts: ['vendor/yasqe.js'],
    modules: ['sparql.js'],
    styles: ['vendor/yasqe.css', 'vendor/leaflet.css', 'sparql.css'],
    inlineStyles: true,
    links: html`${IMPORTED.map(name => html`<link rel="modulepreload" href="/assets/sparql-${name}.js">`)}`,
  })
