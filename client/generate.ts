/** The description of the API -> a client in one TypeScript file: types, and one method for each operation. */
import type {
  ApiDocument,
  OperationObject,
  ParameterObject,
  ResponseObject,
} from '../src/serve/api/document.ts'
import { comment, typeOf } from './types.ts'

interface Named {
  readonly method: string
  readonly path: string
  readonly operation: OperationObject
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/

/** Stored queries differ from server to server, and documents that are no JSON are for other clients. */
const operationsOf = ({ paths }: ApiDocument): Named[] =>
  Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/') && !path.startsWith('/api/queries/'))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`

const inQuery = ({ parameters = [] }: OperationObject): readonly ParameterObject[] =>
  parameters.filter(each => each.in === 'query')

/** One value stands for a list of one. */
const valueType = ({ schema }: ParameterObject): string => {
  const type = typeOf(schema)
  const element = schema?.items
  return element ? `${typeOf(element)} | ${type}` : type
}

const memberText = (each: ParameterObject): string =>
  `${comment(each.description ?? each.schema?.description)}readonly ${JSON.stringify(each.name)}${each.required ? '' : '?'}: ${valueType(each)} | undefined`

/** Parameters that many operations have in common: the filters of samples. */
const MANY = 6
const sharedParameters = (operations: readonly Named[]): ReadonlySet<string> => {
  const times = new Map<string, number>()
  for (const { operation } of operations)
    for (const each of inQuery(operation).map(memberText)) times.set(each, (times.get(each) ?? 0) + 1)
  return new Set([...times].filter(([, count]) => count >= MANY).map(([text]) => text))
}

const queryInterface = ({ operation }: Named, shared: ReadonlySet<string>): string => {
  const all = inQuery(operation).map(memberText)
  if (all.length === 0) return ''
  const inherits = shared.size > 0 && [...shared].every(each => all.includes(each))
  const members = inherits ? all.filter(each => !shared.has(each)) : all
  const name = `${capital(operation.operationId)}Query${inherits ? ' extends SampleFilters' : ''}`
  return `${comment(`Parameters of \`${operation.operationId}\`.`)}export interface ${name} {\n${members.join('\n')}\n}\n`
}

const jsonAnswer = (response: ResponseObject | undefined): string | undefined => {
  const found = Object.entries(response?.content ?? {}).find(([type]) => JSON_TYPE.test(type))
  const first = Object.keys(response?.content ?? {})[0]
  return found && found[0] === first ? typeOf(found[1].schema) : undefined
}

const bodyParameters = ({ requestBody }: OperationObject): readonly string[] => {
  if (!requestBody) return []
  const types = Object.keys(requestBody.content).filter(type => type !== 'multipart/form-data')
  return [
    'body: string | Uint8Array<ArrayBuffer> | Blob | FormData',
    `contentType: ${[...types.map(type => JSON.stringify(type)), 'undefined'].join(' | ')}`,
  ]
}

const methodText = ({ method, path, operation }: Named): string => {
  const { operationId, summary, description, responses, requestBody } = operation
  const parts = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '')
  const hasQuery = inQuery(operation).length > 0
  const answer = jsonAnswer(responses['200'])
  const given = [
    ...parts.map(part => `${part}: string`),
    ...bodyParameters(operation),
    ...(hasQuery ? [`query: ${capital(operationId)}Query = {}`] : []),
    'options: CallOptions = {}',
  ]
  const address = path.replace(/\{(\w+)\}/g, (_, part) => `\${encodeURIComponent(${part})}`)
  const sent = requestBody
    ? `{ ...options, method: '${method.toUpperCase()}', body, ...(contentType !== undefined && { headers: { 'content-type': contentType } }) }`
    : method === 'get'
      ? 'options'
      : `{ ...options, method: '${method.toUpperCase()}' }`
  const call = `(\`${address}\`, ${hasQuery ? 'query' : 'undefined'}, ${sent})`
  const doc = comment(
    [summary, description, `\`${method.toUpperCase()} ${path}\``].filter(Boolean).join('. '),
  )
  const [type, sender] = answer === undefined ? ['Response', 'send'] : [answer, `json<${answer}>`]
  return `${doc}${operationId}(${given.join(', ')}): Promise<${type}> {\nreturn this.${sender}${call}\n}`
}

/** The client's source, before it is formatted; `runtime` is the text of runtime.ts. */
export const clientSource = (document: ApiDocument, runtime: string): string => {
  const operations = operationsOf(document)
  const shared = sharedParameters(operations)
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema)}\n`,
  )
  return [
    `// Client of the ${document.info.title}, made by \`npm run client\` from its description: change that, not this file.\n`,
    runtime,
    ...schemas,
    `/** What chooses samples. */\nexport interface SampleFilters {\n${[...shared].join('\n')}\n}\n`,
    ...operations.map(each => queryInterface(each, shared)),
    '/** All operations of the API, one method for each. */',
    'export class Lodestone extends Transport {',
    operations.map(methodText).join('\n\n'),
    '}\n',
  ].join('\n')
}
