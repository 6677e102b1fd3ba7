/** IGSN: DOIs today, handles under 10273 until 2021, written in a dozen ways. */
import { RESOLVERS } from '../rdf/namespaces.ts'
import { doi, isDoiName, stripResolver } from './doi.ts'
import { asciiUpper, decodeName, type Identifier, identifier } from './identifier.ts'

// Prefixes of IGSN agents. Only a hint: other prefixes hold IGSNs too, and a DOI is the same IRI either way.
const AGENT_PREFIX = /^10\.(?:58052|60510|58095|58108|60516|58030)\//

const SITES =
  /^(?:https?:\/\/)?(?:www\.)?igsn\.org\/|^(?:https?:\/\/)?(?:(?:app|data|www)\.)?geosamples\.org\/(?:sample\/igsn\/|profile\?igsn=|webservices\/display\.php\?igsn=)/i
const LABEL = /^(?:urn:)?igsn(?:\s+(?:ids?|no\.?|numbers?|codes?)(?=\s*[:#=]|\s))?(?:\s*[:#=]\s*|\s+)/i

/**
 * The IGSN that a text says it is: `IGSN:…`, `urn:igsn:…`, igsn.org and geosamples.org URLs, handles under 10273, DOIs
 * of the agents' prefixes; labels may be nested (`IGSN: https://doi.org/10.…`). A DOI form gives `igsn`; anything else
 * is a legacy code and gives `igsn-handle`: which DOI such a code has today cannot be told from the code.
 */
export const igsn = (text: string): Identifier | undefined => {
  let rest = text
  let labelled = false
  let site = false
  for (let i = 0; i < 4; i++) {
    const before = rest
    const label = LABEL.exec(rest)?.[0]
    if (label) {
      labelled = true
      rest = rest.slice(label.length)
    }
    const url = SITES.exec(rest)?.[0]
    if (url) {
      site = true
      rest = rest
        .slice(url.length)
        .replace(/[?#&].*$/s, '')
        .replace(/\/+$/, '')
    }
    // A slash behind the prefix may be percent-encoded, as the rest may be.
    rest = stripResolver(rest).name.replace(/^(10[\d.]*)%2F/i, '$1/')
    if (rest === before) break
  }
  // `10.273/…` is a known misspelling; `10273/10.…` is what one registry makes of a DOI form.
  const legacy = /^10\.?273\/+(.+)$/s.exec(rest)?.[1]
  const name = legacy ?? rest
  if (isDoiName(name))
    return labelled || site || legacy || AGENT_PREFIX.test(name) ? doiForm(name) : undefined
  if (legacy !== undefined) return igsnHandle(legacy)
  // Other paths on those sites are pages; a code has a digit, or capitals alone, and no slash.
  if (site && !/^(?:[^/]*\d[^/]*|[A-Z][A-Z._-]+)$/.test(name)) return undefined
  // `IGSN samples` is two words: codes have a digit.
  return (labelled && /\d/.test(name)) || site ? igsnHandle(name) : undefined
}

const doiForm = (name: string): Identifier | undefined => {
  const known = doi(name)
  if (!known) return undefined
  const slash = known.display.indexOf('/')
  const display = `IGSN:${known.display.slice(0, slash)}${asciiUpper(known.display.slice(slash))}`
  return { scheme: 'igsn', canonical: known.canonical, display }
}

/**
 * The legacy IGSN handle of a bare code such as `DSR000008`: only for values that are known to be IGSNs, for codes are
 * not unique across agents and any word could be one. Undefined when the text has other characters than codes have
 * (letters, digits, `-`, `.`, `_`, and `/` inside) or is longer than 100.
 */
export const igsnHandle = (code: string): Identifier | undefined => {
  const name = decodeName(code.trim())
  if (name === undefined || !/^[A-Za-z0-9](?:[\w./-]{0,98}[A-Za-z0-9])$/.test(name)) return undefined
  // A URL path, a DOI, even a misspelt one, or another handle is something else than a code.
  if (/\/\/|^[1Il][0Oo]\.[\dOoIlBSZ.]+\/|^\d+(?:\.\d+)+\//.test(name)) return undefined
  const upper = asciiUpper(name)
  return identifier('igsn-handle', RESOLVERS.igsnHandle, upper, `IGSN:${upper}`)
}
