import { createContext, useContext } from 'react'
import type { Moment } from '../client/station-state.ts'
import { createStore, type Store, useStore } from '../client/store.ts'

/** How often ages are looked at. Faster than once a second, so that an old number is grey in time. */
const TICK_MS = 500
const HIGH_HALF_MS = 250
const MEDIUM_HALF_MS = 1_000

/** Both clocks at once. */
export function readClocks(): Moment {
  return { monotonicMs: performance.now(), utcMs: Date.now() }
}

/** Whether each flash is in its on phase (UI.md 6: high 2.0 Hz, medium 0.5 Hz, half the time on). In: monotonic ms. */
export function flashPhases(monotonicMs: number): { high: boolean; medium: boolean } {
  return {
    high: Math.floor(monotonicMs / HIGH_HALF_MS) % 2 === 0,
    medium: Math.floor(monotonicMs / MEDIUM_HALF_MS) % 2 === 0,
  }
}

/**
 * Runs the one clock of the page: sets two attributes on the root that every flash follows,
 * and moves the `now` that every age is counted from. Out: how to stop.
 */
export function runClock(root: HTMLElement, now: Store<Moment>): () => void {
  const step = () => {
    const moment = readClocks()
    const phases = flashPhases(moment.monotonicMs)
    const high = phases.high ? 'on' : 'off'
    const medium = phases.medium ? 'on' : 'off'
    if (root.dataset.flashHigh !== high) root.dataset.flashHigh = high
    if (root.dataset.flashMedium !== medium) root.dataset.flashMedium = medium
    if (moment.monotonicMs - now.get().monotonicMs >= TICK_MS - HIGH_HALF_MS / 2) now.set(moment)
    timer = setTimeout(step, HIGH_HALF_MS - (moment.monotonicMs % HIGH_HALF_MS))
  }
  let timer = setTimeout(step, 0)
  return () => clearTimeout(timer)
}

/** The `now` of the page; components that show an age read it. */
export const NowContext = createContext<Store<Moment>>(createStore<Moment>({ monotonicMs: 0, utcMs: 0 }))

/** Now, moved twice a second for all of the screen together. */
export function useNow(): Moment {
  return useStore(useContext(NowContext))
}
