import type { BedView } from '../../electron/ipc/views.ts'
import type { Place } from '../shell/navigation.ts'
import { unacknowledged } from './bed-actions.ts'

/** Keys about alarms (UI.md, components): none of them does anything dangerous, and each can be taken back. */
export type AlarmKey = 'acknowledge' | 'pause' | 'limits' | 'nextAlarm' | 'undo'

const KEYS: Readonly<Record<string, AlarmKey>> = {
  ' ': 'acknowledge',
  s: 'pause',
  l: 'limits',
  n: 'nextAlarm',
}

/** The part of a key press that counts. */
export interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly repeat: boolean
}

/** What a key means for alarms; null: nothing. A key that is held down counts once. */
export function alarmKey(pressed: Pressed): AlarmKey | null {
  const { key, ctrlKey, altKey, metaKey, repeat } = pressed
  if (repeat || altKey) return null
  const letter = key.toLowerCase()
  if (ctrlKey || metaKey) return letter === 'z' ? 'undo' : null
  return KEYS[letter] ?? null
}

/**
 * The bed that a key is about: on the ward the one that has the focus, in the bed view the open one. Null where it
 * could be any: then nothing is silenced.
 */
export function bedOfKey(place: Place, focused: string | null): string | null {
  if (place.screen === 'ward') return focused
  return place.screen === 'bed' ? place.bed : null
}

/** The next bed with an alarm that nobody has seen to: in the order given, on from the one that is asked from. */
export function nextAlarmBed(beds: readonly BedView[], from: string | null): string | null {
  const waiting = beds.filter((view) => unacknowledged(view).length > 0).map(({ id }) => id)
  const at = from === null ? -1 : waiting.indexOf(from)
  return waiting[(at + 1) % waiting.length] ?? null
}
