/** What a regular expression is like: whether JavaScript's engine can be trusted with it, and for how long a text. */
import type { Piece } from './parse.ts'

/** Whether it can match the empty text. */
export const canBeEmpty = (piece: Piece): boolean => {
  switch (piece.kind) {
    case 'character':
      return false
    case 'start':
    case 'end':
      return true
    case 'sequence':
      return piece.items.every(canBeEmpty)
    case 'choice':
      return piece.items.some(canBeEmpty)
    case 'group':
      return canBeEmpty(piece.item)
    case 'repeat':
      return piece.min === 0 || canBeEmpty(piece.item)
  }
}

/** Whether it repeats without bound what can be empty: the two worlds differ in what such a group has captured. */
export const repeatsNothing = (piece: Piece): boolean =>
  (piece.kind === 'repeat' && piece.max > 1 && canBeEmpty(piece.item)) || parts(piece).some(repeatsNothing)

/** Whether it repeats without bound what can match one text in several ways: a backtracking search may never end. */
export const isWild = (piece: Piece): boolean =>
  (piece.kind === 'repeat' && piece.max > 1 && piece.max !== piece.min && !isFixed(piece.item)) ||
  parts(piece).some(isWild)

/** Matches one length of text in one way. */
const isFixed = (piece: Piece): boolean => {
  if (piece.kind === 'choice') return false
  if (piece.kind === 'repeat') return piece.min === piece.max && isFixed(piece.item)
  return parts(piece).every(isFixed)
}

/** Whether it captures within what is repeated: JavaScript forgets such a capture with every turn, the store does not. */
export const capturesInRepeat = (piece: Piece): boolean =>
  (piece.kind === 'repeat' && piece.max > 1 && captures(piece.item)) || parts(piece).some(capturesInRepeat)

const captures = (piece: Piece): boolean =>
  (piece.kind === 'group' && piece.index !== undefined) || parts(piece).some(captures)

/** The power of the text's length with which a backtracking search may grow, at most. */
export const degree = (piece: Piece): number => repeats(piece) + (isAnchored(piece) ? 0 : 1)

const repeats = (piece: Piece): number => {
  const inner = parts(piece).reduce((sum, part) => sum + repeats(part), 0)
  if (piece.kind !== 'repeat') return inner
  return piece.max === Number.POSITIVE_INFINITY ? inner + 1 : inner * Math.max(1, piece.max)
}

/** Whether it can only match at the start of the text. */
export const isAnchored = (piece: Piece): boolean => {
  if (piece.kind === 'start') return true
  if (piece.kind === 'group') return isAnchored(piece.item)
  if (piece.kind === 'choice') return piece.items.every(isAnchored)
  const [first] = piece.kind === 'sequence' ? piece.items : []
  return first !== undefined && isAnchored(first)
}

const parts = (piece: Piece): readonly Piece[] => {
  if (piece.kind === 'sequence' || piece.kind === 'choice') return piece.items
  return piece.kind === 'group' || piece.kind === 'repeat' ? [piece.item] : []
}

/** The same as a JavaScript pattern, for flag u. */
export const javaScriptSource = (piece: Piece): string => {
  switch (piece.kind) {
    case 'character':
      return piece.source
    case 'start':
      return '^'
    case 'end':
      return '$'
    case 'sequence':
      return piece.items
        .map(item => (item.kind === 'choice' ? `(?:${javaScriptSource(item)})` : javaScriptSource(item)))
        .join('')
    case 'choice':
      return piece.items.map(javaScriptSource).join('|')
    case 'group':
      return `(${piece.index === undefined ? '?:' : ''}${javaScriptSource(piece.item)})`
    case 'repeat':
      return `${javaScriptSource(piece.item)}${countsSource(piece)}${piece.lazy ? '?' : ''}`
  }
}

const countsSource = ({ min, max }: { readonly min: number; readonly max: number }): string => {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  return min === 0 && max === 1 ? '?' : `{${min},${max}}`
}
