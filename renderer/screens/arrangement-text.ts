import type { Places } from '../../electron/ipc/places.ts'
import { words } from '../words/words.ts'

/**
 * What differs between two arrangements, in one sentence; null where nothing does.
 * In: places before and after, and how a bed is called.
 */
export function arrangementText(
  before: Places,
  after: Places,
  labelOf: (bed: string) => string,
): string | null {
  const moved = after.flatMap((bed, place) => (bed !== null && before[place] !== bed ? [{ bed, place }] : []))
  const [first, second] = moved
  if (first === undefined) return null
  const bed = labelOf(first.bed)
  if (second === undefined) return words('arrange.move', { bed, place: String(first.place + 1) })
  if (moved.length === 2 && before[second.place] === first.bed && before[first.place] === second.bed) {
    return words('arrange.swap', { bed, other: labelOf(second.bed) })
  }
  return words('arrange.several', { count: String(moved.length) })
}
