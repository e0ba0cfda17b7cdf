/** A key that has a meaning everywhere in the window. Nothing dangerous is on one key. */
export type KeyAction =
  | { readonly type: 'digit'; readonly digit: string }
  | { readonly type: 'goToNumber' }
  | { readonly type: 'move'; readonly columns: number; readonly rows: number }
  | { readonly type: 'page'; readonly by: number }
  | { readonly type: 'back' }
  /** Speed or gain of the waves of the open bed, one step. */
  | { readonly type: 'speed' | 'gain'; readonly step: 1 | -1 }
  /** Of the bed that is open or has the focus: trends, review, what a monitor cannot see; identifiers on the ward hidden or shown. */
  | { readonly type: 'trends' | 'review' | 'privacy' | 'entry' }
  | { readonly type: 'help' }

const LETTERS: Readonly<Record<string, 'trends' | 'review' | 'privacy' | 'entry'>> = {
  e: 'entry',
  t: 'trends',
  r: 'review',
  p: 'privacy',
}

const MOVES: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * What a key means. In: the key's name, the digits typed so far, and whether the
 * person is typing into a field (then only Escape and F1 mean anything). Out: null for no meaning.
 */
export function keyAction(key: string, digits: string, typing: boolean): KeyAction | null {
  if (key === 'F1') return { type: 'help' }
  if (key === 'Escape') return { type: 'back' }
  if (typing) return null
  if (key === '?') return { type: 'help' }
  const letter = LETTERS[key.toLowerCase()]
  if (letter !== undefined) return { type: letter }
  if (/^[0-9]$/.test(key)) return { type: 'digit', digit: key }
  if (key === 'Enter' && digits !== '') return { type: 'goToNumber' }
  if (key === '+' || key === '-') return { type: 'gain', step: key === '+' ? 1 : -1 }
  if (key === '.' || key === ',') return { type: 'speed', step: key === '.' ? 1 : -1 }
  if (key === 'PageDown') return { type: 'page', by: 1 }
  if (key === 'PageUp') return { type: 'page', by: -1 }
  const move = MOVES[key]
  return move === undefined ? null : { type: 'move', columns: move[0], rows: move[1] }
}

/** The bed that typed digits mean: the one whose label ends in that number, else the one at that place from 1. */
export function bedByNumber<B extends { readonly label: string }>(
  beds: readonly B[],
  digits: string,
): B | undefined {
  const wanted = Number(digits)
  const byLabel = beds.find(({ label }) => {
    const ending = /(\d+)\s*$/.exec(label)?.[1]
    return ending !== undefined && Number(ending) === wanted
  })
  return byLabel ?? beds[wanted - 1]
}

/** The place a move leads to in a grid that is filled row by row; stays where it is at an edge. */
export function moveInGrid(
  from: number,
  move: { columns: number; rows: number },
  columns: number,
  count: number,
): number {
  const column = (from % columns) + move.columns
  if (column < 0 || column >= columns) return from
  const to = from + move.columns + move.rows * columns
  return to < 0 || to >= count ? from : to
}
