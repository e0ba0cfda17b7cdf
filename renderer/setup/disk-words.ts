import type { StoreView } from '../../electron/ipc/views.ts'
import { timeLeftText } from '../shell/storage-words.ts'
import { calendarDate } from '../words/times.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'

const BYTES_PER_GB = 1e9
/** Ten years, as the engine takes at most. */
const LONGEST_DAYS = 3_653

/** What is known of the disk, a sentence each. */
export function diskFacts({ bytesFree, bytesPerDay, disk }: StoreView): readonly string[] {
  if (disk === undefined || bytesFree === null) return [words('disk.unknown')]
  const gb = (bytes: number) => printedValue(bytes / BYTES_PER_GB, 1)
  const { daysLeft, wavesSinceUtcMs } = disk
  return [
    words('disk.free', { free: gb(bytesFree) }),
    bytesPerDay === null || daysLeft === null
      ? words('disk.noRate')
      : words('disk.rate', { rate: gb(bytesPerDay), left: timeLeftText(daysLeft) }),
    wavesSinceUtcMs === null
      ? words('disk.noWaves')
      : words('disk.wavesSince', { date: calendarDate(wavesSinceUtcMs) }),
  ]
}

/** Whole days as typed; null: nothing was typed; undefined: it cannot be used. */
export function typedDays(text: string): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const days = /^\d{1,4}$/.test(trimmed) ? Number(trimmed) : 0
  return days >= 1 && days <= LONGEST_DAYS ? days : undefined
}
