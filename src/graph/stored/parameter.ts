/** Parameters of stored queries: how a query file declares them, and what a caller may give. */

import { failed, ok, type Problem, type Result } from '../../model/problem.ts'

/** Types that a declaration names; `a|b|c` declares a choice instead. */
export const PARAMETER_TYPES = [
  'iri',
  'string',
  'integer',
  'decimal',
  'date',
  'boolean',
  'identifier',
  'bbox',
] as const

export type ParameterType = (typeof PARAMETER_TYPES)[number] | 'choice'

/** One parameter: the variable of the same name, or the four of a box. */
export interface QueryParameter {
  readonly name: string
  readonly type: ParameterType
  readonly description: string
  /** What may be given, when it is a choice. */
  readonly choices?: readonly string[]
}

/** Variables that a parameter of type bbox gives values to, in this order. */
export const BOX_VARIABLES = ['west', 'south', 'east', 'north'] as const

/** Parameters that every stored query has, so that none can be declared with these names. */
export const COMMON_PARAMETERS = ['format', 'output', 'limit', 'offset'] as const

const DECLARATION = /^([A-Za-z]\w{0,40})\s+(\S+)\s+--\s+(\S.*)$/
const CHOICE = /^[\w-]+(?:\|[\w-]+)+$/

/** A problem of a stored query, or of a call of one. */
export const queryFault = (code: string, subject: string, detail: string): Problem => ({
  stage: 'graph',
  code,
  subject,
  detail,
})

const isType = (text: string): text is (typeof PARAMETER_TYPES)[number] =>
  PARAMETER_TYPES.some(type => type === text)

/** The variables that a parameter gives values to, without question mark. */
export const variablesOf = ({ name, type }: QueryParameter): readonly string[] =>
  type === 'bbox' ? BOX_VARIABLES : [name]

/** Reads `NAME TYPE -- DESCRIPTION`. Problem `invalid-query`. */
export const parseParameter = (text: string): Result<QueryParameter> => {
  const [, name = '', type = '', description = ''] = DECLARATION.exec(text.trim()) ?? []
  const wrong = (detail: string): Result<QueryParameter> => failed(queryFault('invalid-query', text, detail))
  if (name === '')
    return wrong(
      `"#+ parameter: ${text}" must be NAME TYPE -- DESCRIPTION, such as "person identifier -- The collector"`,
    )
  if (COMMON_PARAMETERS.some(each => each === name))
    return wrong(`a parameter cannot be called "${name}": every stored query has that one`)
  if (CHOICE.test(type)) return ok({ name, type: 'choice', description, choices: type.split('|') })
  return isType(type)
    ? ok({ name, type, description })
    : wrong(
        `"${type}" is no type of a parameter; use ${PARAMETER_TYPES.join(', ')} or a choice such as asc|desc`,
      )
}
