import type { BedView, StationView } from '../../electron/ipc/views.ts'

/** The two clocks at one moment, in ms. */
export interface Moment {
  readonly monotonicMs: number
  readonly utcMs: number
}

/** When a number arrived, on this window's monotonic clock: ages then survive a jump of the PC clock (H8). */
export interface Arrival {
  readonly arrivedUtcMs: number
  readonly monotonicMs: number
}

export interface BedState {
  readonly view: BedView
  readonly arrivals: ReadonlyMap<string, Arrival>
}

/** `starting`: no engine seen yet. `lost`: there was one; nothing it said counts as current any more. */
export type Connection = 'starting' | 'connected' | 'lost'

export interface StationState {
  readonly connection: Connection
  /** UTC ms since when there is no engine. */
  readonly lostSinceUtcMs: number | null
  readonly station: StationView | null
  /** In the fixed order of the station: a bed never moves by itself. */
  readonly beds: readonly BedState[]
}

export const EMPTY_STATE: StationState = {
  connection: 'starting',
  lostSinceUtcMs: null,
  station: null,
  beds: [],
}

/** Folds one view of a bed. Numbers that did not change keep the moment they first arrived here. */
export function foldBed(before: BedState | undefined, view: BedView, now: Moment): BedState {
  const arrivals = new Map<string, Arrival>()
  for (const { key, arrivedUtcMs } of view.numerics) {
    const known = before?.arrivals.get(key)
    if (known !== undefined && known.arrivedUtcMs === arrivedUtcMs) {
      arrivals.set(key, known)
      continue
    }
    const ageMs = Math.max(0, now.utcMs - arrivedUtcMs)
    arrivals.set(key, { arrivedUtcMs, monotonicMs: now.monotonicMs - ageMs })
  }
  return { view, arrivals }
}

/** The whole answer of `station.get`: replaces everything, keeps arrivals of beds known before. */
export function foldWhole(
  before: StationState,
  whole: { station: StationView; beds: readonly BedView[] },
  now: Moment,
): StationState {
  const known = new Map(before.beds.map((bed) => [bed.view.id, bed]))
  return {
    connection: 'connected',
    lostSinceUtcMs: null,
    station: whole.station,
    beds: whole.beds.map((view) => foldBed(known.get(view.id), view, now)),
  }
}

/** Views of the beds that changed; beds not known before join at the end. */
export function foldBeds(before: StationState, views: readonly BedView[], now: Moment): StationState {
  const changed = new Map(views.map((view) => [view.id, view]))
  const beds = before.beds.map((bed) => {
    const view = changed.get(bed.view.id)
    if (view === undefined) return bed
    changed.delete(view.id)
    return foldBed(bed, view, now)
  })
  for (const view of changed.values()) beds.push(foldBed(undefined, view, now))
  return { ...before, beds }
}

/** A bed was taken out of the ward. */
export function foldRemoved(before: StationState, bed: string): StationState {
  return { ...before, beds: before.beds.filter(({ view }) => view.id !== bed) }
}

/** The engine has gone. Beds stay in their places; the screen shows each of them as NO DATA. */
export function foldLost(before: StationState, now: Moment): StationState {
  if (before.connection === 'lost') return before
  return { ...before, connection: 'lost', lostSinceUtcMs: now.utcMs }
}
