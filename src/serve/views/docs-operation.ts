/** One operation of the API as a part of the page /docs. */
import { html } from 'hono/html'
import type { OperationObject, ParameterObject, SchemaObject } from '../api/document.ts'
import { exampleRequest, snippets } from './docs-snippets.ts'
import { type Html, withCode } from './text.ts'

const typeText = (schema: SchemaObject | undefined): string => {
  if (schema?.items) return `${typeText(schema.items)}, several`
  return [schema?.type ?? 'text']
    .flat()
    .join(' or ')
    .replace('string', 'text')
    .replace('integer', 'whole number')
}

const limitsText = ({ schema }: ParameterObject): string => {
  const { minimum, maximum, default: preset } = schema ?? {}
  const choices = schema?.items?.enum ?? schema?.enum
  return [
    ...(minimum !== undefined && maximum !== undefined ? [`from ${minimum} to ${maximum}`] : []),
    ...(preset !== undefined ? [`${preset} by default`] : []),
    ...(choices ? [`one of ${choices.join(', ')}`] : []),
  ].join('; ')
}

const exampleText = (example: unknown): string =>
  Array.isArray(example) ? example.join(',') : String(example)

const parameterRow = (parameter: ParameterObject): Html => {
  const { name, in: where, description, schema, example } = parameter
  const limits = limitsText(parameter)
  return html`<tr><th scope="row"><code>${where === 'path' ? `{${name}}` : name}</code></th><td data-name="Type">${typeText(schema)}</td>
<td>${withCode(description ?? schema?.description ?? '')}${limits === '' ? '' : html` <span class="note">${limits}</span>`}${example === undefined ? '' : html`<br><code class="example">${exampleText(example)}</code>`}</td></tr>`
}

const parameterTable = (parameters: readonly ParameterObject[], id: string): Html =>
  parameters.length === 0
    ? ''
    : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="p-${id}"><table class="stack"><caption id="p-${id}">Parameters</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${parameters.map(parameterRow)}</tbody></table></div>`

const program = (language: string, text: string, group: string): Html =>
  html`<details name="${group}" class="program"><summary>${language}</summary><pre tabindex="0" aria-label="${language}"><code>${text}</code></pre><button type="button" class="quiet" data-copy="${text}" hidden>Copy</button></details>`

const answerText = (operation: OperationObject): readonly [type: string, text: string] | undefined => {
  const contents = Object.entries(operation.responses['200']?.content ?? {})
  const [type, content] = contents.find(([, { example }]) => example !== undefined) ?? []
  if (type === undefined || content?.example === undefined) return undefined
  const { example } = content
  return [type, typeof example === 'string' ? example : JSON.stringify(example, null, 2)]
}

/** The operation, folded; its link target lies inside, so that a browser that is sent there unfolds it. */
export const operationPart = (
  method: string,
  path: string,
  operation: OperationObject,
  base: string,
): Html => {
  const { operationId: id, summary = '', description, parameters = [] } = operation
  const request = exampleRequest(method, path, operation)
  const answer = answerText(operation)
  return html`<details class="operation"><summary><code class="method">${method.toUpperCase()}</code> <code class="path">${path}</code> <span>${withCode(summary)}</span></summary>
<div id="${id}">
${description === undefined ? '' : html`<p>${withCode(description)}</p>`}
${request && method === 'get' ? html`<p><a class="try" href="${request.url}">Try it: <code>${request.url}</code></a></p>` : ''}
${parameterTable(parameters, id)}
${request ? snippets(request, base).map(([language, text]) => program(language, text, `s-${id}`)) : ''}
${answer ? html`<details class="answer"><summary>Example answer <span class="note">${answer[0]}</span></summary><pre tabindex="0" aria-label="Example answer"><code>${answer[1]}</code></pre></details>` : ''}
</div></details>`
}
