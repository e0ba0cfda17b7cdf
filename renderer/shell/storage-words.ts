import type { StoreView } from '../../electron/ipc/views.ts'
import { words } from '../words/words.ts'

/** Below this many days the status bar counts hours. */
const HOURS_BELOW_DAYS = 2
const HOURS_PER_DAY = 24

/** How long the room lasts, in words: `19 days left at this rate`. */
export function timeLeftText(daysLeft: number): string {
  return daysLeft < HOURS_BELOW_DAYS
    ? words('store.hoursLeft', { hours: String(Math.floor(daysLeft * HOURS_PER_DAY)) })
    : words('store.daysLeft', { count: String(Math.floor(daysLeft)) })
}

/** State of the record in words with a number: `recording 5 links, 61 days left at this rate`. */
export function storageText(store: StoreView | null, links: number): string {
  if (store === null) return words('store.unknown')
  // Its sentence is too long for the bar and stands in Setup.
  if (store.state === 'numbersOnly') return words('store.numbersOnly')
  if (store.state !== 'recording') return store.sentence ?? words(`store.${store.state}`)
  const recording = words('store.recording', { count: String(links) })
  const daysLeft = store.disk?.daysLeft ?? null
  return daysLeft === null ? recording : `${recording}, ${timeLeftText(daysLeft)}`
}

/** Whether the status bar marks the record: it does not store all, or has room for less than a day. */
export function hasStorageFault(store: StoreView | null): boolean {
  if (store === null || store.disk?.level === 'short') return true
  return store.state !== 'recording' && store.state !== 'opening'
}
