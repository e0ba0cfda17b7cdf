import type { Priority } from '../../drivers/model/measurement.ts'
import type { SoundState } from '../../electron/ipc/alarms.ts'
import { compareAlarms } from '../beds/alarms.ts'
import type { StationState } from '../client/station-state.ts'

/** From this level on the whole screen says that nobody answers: 60 s. */
const WHOLE_SCREEN = 2

/** What the edge of the window shows. */
export interface Edge {
  readonly priority: Priority
  readonly noSound: boolean
}

/** In: what is known of the station, and of this window's own sound (null: it makes none). */
export function edgeOf({ station, beds, connection }: StationState, own: SoundState | null): Edge | null {
  const connected = connection === 'connected'
  const sound = own ?? (connected ? station?.sound.state : null) ?? 'ok'
  if (sound !== 'ok') return { priority: 'high', noSound: true }
  if (!connected) return null
  const unanswered = beds
    .flatMap(({ view }) => view.alarms)
    .filter(
      ({ state, escalation, priority }) =>
        state === 'active' && escalation >= WHOLE_SCREEN && priority !== 'low',
    )
    .sort(compareAlarms)[0]
  return unanswered === undefined ? null : { priority: unanswered.priority, noSound: false }
}
