const MANY_WAYS = 'must not repeat a group that repeats something itself'
const TOO_WIDE = 'must not repeat more than two parts that take several characters, like . or [A-Z]'
const SAME_TWICE = 'must not repeat the same character twice in a row'
const MOST_WIDE = 2
/** A repeat that is bounded by no more than this costs little. */
const SMALL_BOUND = 20

/** The pieces of a pattern: groups open and close, atoms, repeats, choices, anchors. */
const PIECE =
  /\(\?(?:<\w+>|<?[:=!])|[()|]|\[(?:\\.|[^\]\\])*\]|\\.|(?<repeat>[*+?]\??|\{(?<low>\d+)(?<open>,)?(?<high>\d*)\}\??)|[\s\S]/g

type Groups = Readonly<Record<string, string | undefined>>

function isLongRepeat({ repeat, open, low, high }: Groups): boolean {
  if (repeat === undefined || repeat.startsWith('?')) return false
  if (!repeat.startsWith('{')) return true
  return open !== undefined && high === '' ? true : Number(high || low) > SMALL_BOUND
}

function isRepeat({ repeat }: Groups): boolean {
  return repeat !== undefined && !repeat.startsWith('?')
}

function isWide(atom: string): boolean {
  return atom === '.' || atom === ')' || atom.startsWith('[') || /^\\[A-Za-z]/.test(atom)
}

/**
 * Why a regular expression may not stand in a file, or null. One that can take for ever on a line
 * that nearly fits would stop every bed: groups that are repeated may hold no repeat and no choice,
 * and few parts may repeat over many characters. In: the pattern as it stands in the file.
 */
export function patternProblem(source: string): string | null {
  try {
    new RegExp(source)
  } catch {
    return 'is not a regular expression'
  }
  /** For each open group, whether it can take the same text in several ways; the first is the whole pattern. */
  const manyWays = [false]
  let closed = false
  let atom = ''
  let repeated = ''
  let wide = 0
  for (const { 0: piece, groups = {} } of source.matchAll(PIECE)) {
    if (/^\\[1-9k]/.test(piece)) return 'must not refer back to a group'
    if (groups.repeat === undefined) {
      const isClosing = piece === ')'
      closed = isClosing ? (manyWays.pop() ?? false) : false
      if (isClosing && closed) manyWays[manyWays.length - 1] = true
      if (piece.startsWith('(')) manyWays.push(false)
      if (piece === '|') manyWays[manyWays.length - 1] = true
      if (piece === repeated) return SAME_TWICE
      repeated = ''
      atom = piece
      continue
    }
    if (!isRepeat(groups)) continue
    if (closed) return MANY_WAYS
    manyWays[manyWays.length - 1] = true
    if (!isLongRepeat(groups)) continue
    repeated = atom
    if (isWide(atom) && ++wide > MOST_WIDE) return TOO_WIDE
  }
  return null
}
