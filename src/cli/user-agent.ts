/** How the harvester names itself. */
import { programVersion } from '../registry/bundled.ts'

/** The User-Agent of every request: name, version, what it does, and whom to write to when an operator gave a contact (RFC 9110, 10.1.5). */
export const userAgent = (contact: string | undefined): string =>
  `Lodestone/${programVersion()} (sample metadata harvester${contact === undefined ? '' : `; ${contact.replace(/[^\x20-\x7e]|[()\\]/g, '')}`})`
