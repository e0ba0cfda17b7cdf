import type { BedView } from '../../electron/ipc/views.ts'
import { writtenDate } from './times.ts'
import { words } from './words.ts'

/** What proves the driver of a bed here, where no recording does; null where one does. */
export function evidenceSentence({
  unproven,
  confirmation,
}: Pick<BedView, 'unproven' | 'confirmation'>): string | null {
  if (confirmation === undefined) return unproven ? words('evidence.none') : null
  const { initials, atUtcMs, values, scope } = confirmation
  const said = { initials, date: writtenDate(atUtcMs), count: String(values) }
  return words(scope === 'bed' ? 'evidence.bed' : 'evidence.station', said)
}
