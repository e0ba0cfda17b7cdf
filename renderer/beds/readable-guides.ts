import type { Guide } from '../waves/types.ts'

/** Numbers of a scale lie at least this far apart, in CSS px; where they cannot, the middle one goes, then all. */
const GUIDE_TEXT_PX = 14

/** Of the lines of a scale, bottom to top, those whose numbers do not run into each other. */
export function readableGuides(guides: readonly Guide[]): readonly Guide[] {
  const [first] = guides
  const last = guides.at(-1)
  if (first === undefined || last === undefined) return []
  const steps = Math.abs(first.y - last.y) / GUIDE_TEXT_PX
  if (steps >= guides.length - 1) return guides
  return steps >= 1 ? [first, last] : []
}
