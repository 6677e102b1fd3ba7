/** Text as it is compared: without case, diacritics and punctuation. */

// Letters that NFKD does not take apart but that people type as plain ones.
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
}

/** Longest text that is folded, in UTF-16 code units; what follows is not searchable. */
const MAX_LENGTH = 20_000

/** The words of a text in lower case, without diacritics: runs of letters and digits of any script. */
export const words = (text: string): string[] =>
  text
    .slice(0, MAX_LENGTH)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıħŧŋ]/g, letter => PLAIN[letter] ?? letter)
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Words joined by single spaces: what texts are sorted and compared by. */
export const fold = (text: string): string => words(text).join(' ')

/** Longest word that is looked up, in UTF-16 code units; longer ones are cut. */
export const MAX_WORD = 64

/** Texts as one line ` word word | word `, in which ` wor` finds the words that begin so; no phrase crosses the bar. */
export const wordLine = (texts: Iterable<string>): string =>
  ` ${[...texts].map(fold).filter(Boolean).join(' | ')} `

/** The words of such a line. */
export const wordsOfLine = (line: string): string[] =>
  line.split(' ').filter(word => word !== '' && word !== '|')
