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

/** Steps that the engine has not confirmed yet: a second key counts from the first one, and not from what is still drawn. */
export interface AskedSweep {
  /** What the next step counts from. In: the settings as the engine has them. */
  from(settings: SweepSettings): SweepSettings
  /** Notes what is asked for while the engine has `settings`; all of it is forgotten when it is refused. */
  ask(settings: SweepSettings, next: SweepSettings, sent: Promise<unknown>): void
}

function isSame(one: SweepSettings, other: SweepSettings): boolean {
  return one.speedMmPerSecond === other.speedMmPerSecond && one.ecgGain === other.ecgGain
}

/** Makes one for a window: nothing is asked for yet. */
export function createAskedSweep(): AskedSweep {
  /** The settings at the first step, then each that was asked for. */
  let chain: readonly SweepSettings[] = []
  const follow = (settings: SweepSettings) => {
    const at = chain.findIndex((one) => isSame(one, settings))
    // Settings that nobody here asked for were made elsewhere, and stand.
    chain = at < 0 ? [] : chain.slice(at)
    return chain.at(-1) ?? settings
  }
  return {
    from: follow,
    ask(settings, next, sent) {
      follow(settings)
      chain = [...(chain.length === 0 ? [settings] : chain), next]
      sent.catch(() => {
        chain = []
      })
    },
  }
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
