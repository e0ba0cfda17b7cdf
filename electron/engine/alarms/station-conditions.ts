import {
  type AlarmCondition,
  CLOCK_ALARM,
  type SoundState,
  STATION_ALARMS,
  STORAGE_ALARM,
} from '../../ipc/alarms.ts'
import type { DiskView, StoreView } from '../../ipc/views.ts'

/** What a window said of its sound, and when it began to say so. */
export interface SoundSeen {
  readonly state: SoundState
  readonly sinceUtcMs: number
}

/** Why the record is not whole, or will not be for another day. */
export type StorageTrouble = 'stopped' | 'numbersOnly' | 'short'

/** What is wrong with the record, and since when. */
export interface StorageSeen {
  readonly trouble: StorageTrouble
  readonly sinceUtcMs: number
}

/** The clock of the PC was found set. */
export interface ClockSeen {
  /** By the new time. */
  readonly sinceUtcMs: number
  /** On the monotonic clock, which nobody sets. */
  readonly seenMs: number
}

/** Nobody can tell from here whether the new time is right: it is told for so long, then the set-up screen alone says so. */
export const CLOCK_TOLD_MS = 3_600_000

/** Of a record that takes no more, or not for long; one that is only behind is told without a sound. */
export function storageTrouble(
  state: StoreView['state'],
  level: DiskView['level'] | null,
): StorageTrouble | null {
  if (state === 'stopped' || state === 'numbersOnly') return state
  return level === 'short' ? 'short' : null
}

const NO_SOUND: Readonly<Record<Exclude<SoundState, 'ok'>, string>> = {
  noOutput: 'NO ALARM SOUND: this PC has no audio output',
  outputGone: 'NO ALARM SOUND: the chosen audio output is gone',
  notRunning: 'NO ALARM SOUND: the sound does not run',
  stalled: 'NO ALARM SOUND: the sound stands still',
}

const NO_STORAGE: Readonly<Record<StorageTrouble, string>> = {
  stopped: 'NOT RECORDING: look at the disk of the record',
  numbersOnly: 'WAVES ARE NOT RECORDED: look at the disk of the record',
  short: 'DISK ALMOST FULL: make room for the record',
}

function soundCondition(sound: SoundSeen | null): AlarmCondition | null {
  if (sound === null || sound.state === 'ok') return null
  return {
    id: `${STATION_ALARMS}/vigil/sound`,
    source: 'vigil',
    kind: 'technical',
    priority: 'high',
    text: NO_SOUND[sound.state],
    sinceUtcMs: sound.sinceUtcMs,
  }
}

function storageCondition(storage: StorageSeen | null): AlarmCondition | null {
  if (storage === null) return null
  return {
    id: STORAGE_ALARM,
    source: 'vigil',
    kind: 'technical',
    priority: 'medium',
    text: NO_STORAGE[storage.trouble],
    sinceUtcMs: storage.sinceUtcMs,
  }
}

function clockCondition(clock: ClockSeen | null): AlarmCondition | null {
  if (clock === null) return null
  return {
    id: CLOCK_ALARM,
    source: 'vigil',
    kind: 'technical',
    priority: 'low',
    text: 'CLOCK OF THIS PC WAS SET: compare it with a watch',
    sinceUtcMs: clock.sinceUtcMs,
  }
}

/**
 * What is wrong with the station itself (CLINICAL 1.6): a lost sound is a high alarm, a record that is not whole a medium
 * one, a clock that was set a low one.
 */
export function stationConditions(
  sound: SoundSeen | null,
  storage: StorageSeen | null,
  clock: ClockSeen | null,
): AlarmCondition[] {
  return [soundCondition(sound), storageCondition(storage), clockCondition(clock)].filter(
    (condition) => condition !== null,
  )
}
