import { ECG_GAINS, SWEEP_SPEEDS, type SweepSettings, USUAL_DISPLAY } from '../../electron/ipc/display.ts'
import { useClient, useStation } from '../client/context.ts'
import { usePlace } from '../shell/navigation.ts'

/** Which of the two settings a screen draws with. */
export type SweepPlace = 'ward' | 'bed'

function stepped<T>(list: readonly T[], from: T, by: number): T {
  const at = Math.max(0, Math.min(list.length - 1, list.indexOf(from) + by))
  return list[at] ?? from
}

/** The next faster (1) or slower (-1) sweep; stays at either end. */
export function stepSpeed(settings: SweepSettings, by: 1 | -1): SweepSettings {
  return { ...settings, speedMmPerSecond: stepped(SWEEP_SPEEDS, settings.speedMmPerSecond, by) }
}

/** The next taller (1) or smaller (-1) gain; from `auto` it starts at the usual one. Stays at either end. */
export function stepGain(settings: SweepSettings, by: 1 | -1): SweepSettings {
  const from = settings.ecgGain === 'auto' ? 1 : settings.ecgGain
  return { ...settings, ecgGain: stepped(ECG_GAINS, from, by) }
}

/** The settings of a place, and how to change them. */
export interface SweepControl {
  readonly settings: SweepSettings
  /** Rejects with a sentence when the engine does not take it. */
  change(next: SweepSettings): Promise<unknown>
}

/** Speed and gain of the ward, or of the view of one bed. In: the place; absent: of the screen that is shown. */
export function useSweep(wanted?: SweepPlace): SweepControl {
  const client = useClient()
  const { station } = useStation()
  const { place } = usePlace()
  const which = wanted ?? (place.screen === 'bed' ? 'bed' : 'ward')
  const settings = (station?.display ?? USUAL_DISPLAY)[which]
  return { settings, change: (next) => client.call('display.set', { [which]: next }) }
}
