/** Crossref Funder ids: DOIs under 10.13039. Several may stand for one organisation of ROR, so none becomes a ROR ID here. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { doi } from './doi.ts'
import { type Identifier, identifier } from './identifier.ts'

const PREFIX = '10.13039/'
const LABEL = /^(?:crossref\s+funder(?:\s+id)?|fundref(?:\s+id)?|funder\s?id)(?:\s*[:=]\s*|\s+)/i
const SITE = /^(?:https?:\/\/)?(?:data|api)\.crossref\.org\/(?:fundingdata\/funder|funders)\//i

/** The Crossref Funder id that a text is: any spelling of its DOI, with its label also the bare number. */
export const funder = (text: string): Identifier | undefined => {
  const unlabelled = text.replace(LABEL, '')
  const rest = unlabelled.replace(SITE, '')
  const whole = rest !== text && /^[1-9]\d{2,14}$/.test(rest) ? PREFIX + rest : rest
  const known = doi(whole)?.display
  if (known === undefined || !/^10\.13039\/[1-9]\d+$/.test(known)) return undefined
  return identifier('funder', RESOLVERS.doi, known, known)
}
