/** Text from outside, made safe for a terminal. */

// Control characters move the cursor or colour the terminal; directional ones let a text show itself in another order.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const unsafe = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g

/** The text in one line that does nothing but show itself; cut to `most` characters with an ellipsis. */
export const printable = (text: string, most = Number.POSITIVE_INFINITY): string => {
  const plain = text.replace(unsafe, ' ')
  return plain.length > most ? `${plain.slice(0, most - 1).toWellFormed()}…` : plain
}
