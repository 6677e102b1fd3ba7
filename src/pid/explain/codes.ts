/** Bare codes: they could be identifiers of several schemes, and say of none. */
import { bareCodeCandidates, type Candidate } from '../agents.ts'
import { proposal, quoted, type Refusal, refusal } from './reason.ts'

const UUID = /^(urn:uuid:|uuid\s*[:=]\s*)?\{?([0-9a-f-]{20,44})\}?$/i
const RRID = /^(?:AB|SCR|CVCL|BDSC|MGI|IMSR_[A-Z]{2,5}|Addgene|ZFIN|MMRRC|RGD)[_:][\w:-]*\d[\w-]*$/
const HANDLE = /^\d{2,6}(?:\.[A-Za-z0-9]+){1,4}\/\S{2,200}$|^\d{4,6}\/\S{2,200}$/
const CODE = /^(?=[^a-z]*\d|.*\d.*\d)(?=.*[A-Za-z])[A-Za-z0-9][\w./-]{2,38}[A-Za-z0-9]$/

/** What a bare code could be; undefined for texts that are none. */
export const explainCode = (text: string): Refusal | undefined => {
  const [, label, digits] = UUID.exec(text) ?? []
  if (digits !== undefined) {
    const found = uuid(text, label, digits)
    if (found) return found
  }
  if (RRID.test(text)) return bare(text, [proposal(`RRID:${text}`, 'as an RRID')])
  if (HANDLE.test(text)) return bare(text, [proposal(`hdl:${text}`, 'as a handle')])
  return CODE.test(text) ? bare(text, bareCodeCandidates(text)) : undefined
}

const uuid = (text: string, label: string | undefined, digits: string): Refusal | undefined => {
  const length = digits.replace(/-/g, '').length
  const meant = proposal(`urn:uuid:${digits}`, 'as a UUID')
  if (meant) return bare(text, [meant])
  if (label === undefined) return undefined
  return length === 32
    ? refusal(
        'wrong-characters',
        `${quoted(text)} is no UUID that names something: these are groups of 8, 4, 4, 4 and 12 digits, not all 0 or f`,
      )
    : refusal(
        'wrong-length',
        `${quoted(text)} has ${length} digits, a UUID has 32; compare it with the source`,
      )
}

const bare = (text: string, candidates: readonly (Candidate | undefined)[]): Refusal | undefined => {
  const meant = candidates.filter(candidate => candidate !== undefined)
  const [first] = meant
  if (!first) return undefined
  const all = meant.map(({ display, why }) => `${display} (${why})`).join(', or ')
  return refusal(
    'bare-code',
    `${quoted(text)} is a bare code, which is not unique across registries. It could be ${all}; write the whole identifier, such as ${first.canonical}`,
    meant,
  )
}
