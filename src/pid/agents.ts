/** IGSN agents by the shape of their codes and their DOI prefix: hints for people, never evidence. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { asciiUpper, type Identifier } from './identifier.ts'
import { identify, igsnHandle } from './identifiers.ts'

/** A proposal of what a text could mean, and the reason for proposing it. */
export interface Candidate extends Identifier {
  /** Why it is proposed, for people: a phrase such as `as a legacy IGSN handle`. */
  readonly why: string
}

interface Agent {
  readonly name: string
  /** DOI prefix under which the agent registers today. */
  readonly prefix: string
  /** Codes that only this agent is known to give out; letters are capitals. */
  readonly shape: RegExp
}

const AGENTS: readonly Agent[] = [
  { name: 'SESAR', prefix: '10.58052', shape: /^IE(?!EE|C\d)[A-Z0-9]{3}(?=[A-Z0-9]{0,3}\d)[A-Z0-9]{4}$/ },
  { name: 'GFZ', prefix: '10.60510', shape: /^(?:ICDP\d{4}E[A-Z0-9]{4,8}|GF[A-Z]{3}\d{4}[A-Z0-9]{4,10})$/ },
  { name: 'MARUM', prefix: '10.58095', shape: /^IBCR\d{4}[A-Z]{1,4}\d[A-Z0-9]{0,9}$/ },
  { name: 'CSIRO', prefix: '10.58108', shape: /^CS[A-Z]{3}\d{2,8}$/ },
  { name: 'Geoscience Australia', prefix: '10.60516', shape: /^AU\d{3,9}$/ },
  { name: 'Kiel University', prefix: '10.58030', shape: /^CAU[A-Z0-9]{4,12}$/ },
]

/** Whether a code in capitals is shaped as those of one agent, long enough not to be a word or an abbreviation. */
export const hasAgentShape = (code: string): boolean =>
  code.length >= 9 && AGENTS.some(agent => agent.shape.test(code))

/**
 * What a bare code could be, likeliest first: the legacy handle, then DOIs under the prefixes of the agents whose codes
 * look so. None of these is known to exist. Empty when the text is no code.
 */
export const bareCodeCandidates = (code: string): Candidate[] => {
  const handle = igsnHandle(code)
  if (!handle) return []
  const upper = asciiUpper(code.trim())
  const dois = AGENTS.filter(agent => agent.shape.test(upper)).flatMap(({ name, prefix }) => {
    const found = identify(`igsn:${prefix}/${upper}`)
    return found ? [{ ...found, why: `if it is a code of ${name}, which registers under ${prefix}` }] : []
  })
  return [{ ...handle, why: 'as a legacy IGSN handle' }, ...dois]
}

/** The code of a legacy handle; undefined for other identifiers. */
export const codeOf = ({ canonical }: Identifier): string | undefined =>
  canonical.startsWith(RESOLVERS.igsnHandle) ? canonical.slice(RESOLVERS.igsnHandle.length) : undefined
