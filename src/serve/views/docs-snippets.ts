/** How the example request of an operation is written in four languages. */
import type { OperationObject } from '../api/document.ts'
import { examplePath, searchParametersOf } from '../api/example-request.ts'

/** One request, ready to be sent. */
export interface ExampleRequest {
  readonly method: string
  readonly url: string
  /** Of requests that send something. */
  readonly body?: string
  readonly contentType?: string
}

/** What an example is better for than without: few items, something to count, a map to look at. */
const SHOWN = ['facets', 'limit', 'zoom', 'interval']

/** The request that the examples of an operation's parameters make; undefined when one has none. */
export const exampleRequest = (
  method: string,
  path: string,
  operation: OperationObject,
): ExampleRequest | undefined => {
  const place = examplePath(path, operation)
  if (/[{}]/.test(place)) return undefined
  const shown = (operation.parameters ?? []).filter(
    ({ in: where, name, example }) => where === 'query' && example !== undefined && SHOWN.includes(name),
  )
  const query = shown.map(each => searchParametersOf(each).toString()).join('&')
  const url = query === '' ? place : `${place}?${query}`
  const bodies = Object.entries(operation.requestBody?.content ?? {})
  const [type, content] = bodies.find(([, { example }]) => example !== undefined) ?? []
  if (!operation.requestBody) return { method, url }
  if (type === undefined || content?.example === undefined) return undefined
  const { example } = content
  const body = typeof example === 'string' ? example : JSON.stringify(example)
  return { method, url, body, contentType: type }
}

const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
const literal = (text: string): string => JSON.stringify(text)

const curl = (url: string, { body, contentType }: ExampleRequest): string =>
  body === undefined
    ? `curl ${shellWord(url)}`
    : `curl ${shellWord(url)} -H ${shellWord(`Content-Type: ${contentType}`)} \\\n  --data-binary ${shellWord(body)}`

const javaScript = (url: string, { method, body, contentType }: ExampleRequest): string =>
  body === undefined
    ? `const response = await fetch(${literal(url)})\nconst answer = await response.json()`
    : `const response = await fetch(${literal(url)}, {\n  method: ${literal(method.toUpperCase())},\n  headers: { 'content-type': ${literal(contentType ?? '')} },\n  body: ${literal(body)},\n})\nconst answer = await response.json()`

const python = (url: string, { method, body, contentType }: ExampleRequest): string =>
  body === undefined
    ? `import json, urllib.request\n\nwith urllib.request.urlopen(${literal(url)}) as response:\n    answer = json.load(response)`
    : `import json, urllib.request\n\nrequest = urllib.request.Request(\n    ${literal(url)},\n    data=${literal(body)}.encode(),\n    headers={"Content-Type": ${literal(contentType ?? '')}},\n    method=${literal(method.toUpperCase())},\n)\nwith urllib.request.urlopen(request) as response:\n    answer = json.load(response)`

const r = (url: string, { body, contentType }: ExampleRequest): string =>
  [
    'library(httr2)',
    '',
    `answer <- request(${literal(url)}) |>`,
    ...(body === undefined
      ? []
      : [`  req_body_raw(${literal(body)}, type = ${literal(contentType ?? '')}) |>`]),
    '  req_perform() |>',
    '  resp_body_json()',
  ].join('\n')

/** Language and program, for the public address `base`. */
export const snippets = (request: ExampleRequest, base: string): readonly (readonly [string, string])[] => {
  const url = `${base}${request.url}`
  return [
    ['curl', curl(url, request)],
    ['JavaScript', javaScript(url, request)],
    ['Python', python(url, request)],
    ['R', r(url, request)],
  ]
}
