import type { StoreView } from '../../electron/ipc/views.ts'
import { words } from '../words/words.ts'

/** Below this share of a day's room the status bar counts hours instead of days. */
const HOURS_BELOW_DAYS = 2

/** State of the record in words with a number: `recording, room for 61 days`. */
export function storageText(store: StoreView | null, links: number): string {
  if (store === null) return words('store.unknown')
  if (store.state !== 'recording') return store.sentence ?? words(`store.${store.state}`)
  const recording = words(links === 1 ? 'store.recordingOne' : 'store.recording', { links: String(links) })
  const { bytesFree, bytesPerDay } = store
  if (bytesFree === null || bytesPerDay === null || bytesPerDay <= 0) return recording
  const days = bytesFree / bytesPerDay
  const room =
    days < HOURS_BELOW_DAYS
      ? words('store.roomHours', { hours: String(Math.floor(days * 24)) })
      : words('store.roomDays', { days: String(Math.floor(days)) })
  return `${recording}, ${room}`
}
