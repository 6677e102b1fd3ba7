/** Names of persons that put the family name first. */

/** The parts of a name. */
export interface ReadName {
  readonly given: string
  readonly family: string
}

const MAX_LENGTH = 80
// Words that occur in names of organisations and places, and what follows a comma without being a name.
const NOT_OF_PERSONS =
  /\b(?:inc|llc|ltd|limited|gmbh|ag|corp|corporation|company|co|s\.?a|plc|university|universit\S*|universidad|college|school|faculty|department|dept|division|institut\S*|instituto|museum|mus\S*e|centre|center|laborator\S*|lab|labs|survey|society|council|agency|ministry|foundation|group|team|consortium|expedition|participants?|coordinators?|committee|commission|association|academy|library|archives?|collections?|observatory|repository|services?|office|program(?:me)?|project|network|bureau|board|federal|national|international|state|research|science[s]?|republic|kingdom|usa|phd|ph\.d|md|jr|sr|dr|prof|and|und|et al|the|of|for)\b/i
const PARTICLE =
  "(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|zu|zur|af|al|bin|el|d['’])[ ]?)*"
const WORD = "\\p{Lu}[\\p{L}\\p{M}'’.\\-]*"
const NAME = new RegExp(
  `^(${PARTICLE}${WORD}(?:[ ]${PARTICLE}${WORD}){0,2}),\\s*(${WORD}(?:[ ]${WORD}){0,3}(?:[ ]${PARTICLE})?)$`,
  'u',
)

/** "Carberry, Josiah" -> its parts; undefined for anything that may be an organisation, a place or several persons. */
export const readName = (text: string): ReadName | undefined => {
  const tidy = text.trim().replace(/\s+/g, ' ')
  if (tidy.length > MAX_LENGTH || !tidy.includes(',') || NOT_OF_PERSONS.test(tidy)) return undefined
  const [, family, given] = NAME.exec(tidy) ?? []
  return family === undefined || given === undefined ? undefined : { family, given: given.trim() }
}
