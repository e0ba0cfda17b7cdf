/** One stored stay of a bed; half open, UTC ms, `toUtcMs` null while it lasts. */
export interface StoredStay {
  readonly id: number
  readonly subject: number
  readonly fromUtcMs: number
  readonly toUtcMs: number | null
}

/** A part of a stored stay in which it counts. */
export type StayPiece = Omit<StoredStay, 'id'>

/** A stay that has to be stored as other pieces than it is. */
export interface RewrittenStay {
  readonly id: number
  readonly pieces: readonly StayPiece[]
}

/** What a move does to the stays of one bed. */
export interface MovedStays {
  readonly rewritten: readonly RewrittenStay[]
  /** What the other subject gets, in order. */
  readonly moved: readonly StayPiece[]
}

/** Which stretch of a bed goes from whom to whom; `toUtcMs` null: whatever comes, too. */
export interface StayMovement {
  readonly fromUtcMs: number
  readonly toUtcMs: number | null
  readonly was: number
  readonly becomes: number
}

const END = Number.POSITIVE_INFINITY

function endOf(toUtcMs: number | null): number {
  return toUtcMs ?? END
}

function pieceOf(subject: number, fromUtcMs: number, end: number): StayPiece {
  return { subject, fromUtcMs, toUtcMs: end === END ? null : end }
}

/** Where each stay counts: of two that overlap, the earlier one does (stay-book.ts). In: ordered by begin. */
function countedParts(
  stays: readonly StoredStay[],
): { readonly stay: StoredStay; readonly piece: StayPiece }[] {
  const counted: { readonly stay: StoredStay; readonly piece: StayPiece }[] = []
  let doneUtcMs = Number.MIN_SAFE_INTEGER
  for (const stay of stays) {
    const from = Math.max(doneUtcMs, stay.fromUtcMs)
    const end = endOf(stay.toUtcMs)
    if (end <= from) continue
    counted.push({ stay, piece: pieceOf(stay.subject, from, end) })
    doneUtcMs = end
  }
  return counted
}

/** What a move makes of a piece; `moved` null: nothing. */
function cut(
  piece: StayPiece,
  { fromUtcMs, toUtcMs, was, becomes }: StayMovement,
): { readonly pieces: readonly StayPiece[]; readonly moved: StayPiece | null } {
  const end = endOf(piece.toUtcMs)
  const from = Math.max(piece.fromUtcMs, fromUtcMs)
  const to = Math.min(end, endOf(toUtcMs))
  if (piece.subject !== was || to <= from) return { pieces: [piece], moved: null }
  const moved = pieceOf(becomes, from, to)
  return {
    pieces: [
      ...(from > piece.fromUtcMs ? [pieceOf(was, piece.fromUtcMs, from)] : []),
      moved,
      ...(to < end ? [pieceOf(was, to, end)] : []),
    ],
    moved,
  }
}

/**
 * Gives the part of a stretch that was one subject's to another. In: every stay of the bed. Stays that overlap are told
 * apart on the way, so that the order in which they are read decides nothing any more; one of no length stays as it is.
 */
export function moveStays(stays: readonly StoredStay[], movement: StayMovement): MovedStays {
  const ordered = [...stays].sort((a, b) => a.fromUtcMs - b.fromUtcMs || a.id - b.id)
  const counted = countedParts(ordered)
  const parts = new Map(counted.map(({ stay, piece }) => [stay.id, cut(piece, movement)]))
  const moved = [...parts.values()].flatMap((part) => part.moved ?? [])
  if (moved.length === 0) return { rewritten: [], moved }
  const rewritten = ordered.flatMap((stay) => {
    if (endOf(stay.toUtcMs) <= stay.fromUtcMs) return []
    const own = parts.get(stay.id)?.pieces ?? []
    return isAsStored(stay, own) ? [] : [{ id: stay.id, pieces: own }]
  })
  return { rewritten, moved }
}

function isAsStored(stay: StoredStay, [only, ...more]: readonly StayPiece[]): boolean {
  if (only === undefined || more.length > 0) return false
  return only.subject === stay.subject && only.fromUtcMs === stay.fromUtcMs && only.toUtcMs === stay.toUtcMs
}
