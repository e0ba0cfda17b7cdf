import { FOLD_ROWS } from '../write/fold.ts'
import type { SqliteStoreWriter } from '../write/writer.ts'
import {
  ACTOR,
  announced,
  numericAt,
  numericChannel,
  pieceAt,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from './samples.ts'

export const WAVE = 1
export const NUMBER = 2
/** Long enough to be searched for anywhere. */
export const WHO_LEFT = { id: 'PAT-1234567', authority: 'HOSP' }
export const WHO_STAYS = { id: 'NXT-7654321', authority: 'HOSP' }
/** Each stays for so many seconds, one after the other, after as many in which nobody is connected. */
export const STAY_S = 2 * FOLD_ROWS
export const LEFT_FROM = START_UTC_MS + STAY_S * 1000
export const STAYS_FROM = START_UTC_MS + 2 * STAY_S * 1000
export const END = START_UTC_MS + 3 * STAY_S * 1000
export const BY = { actor: ACTOR, atUtcMs: END + 1000 }

/** A value that nothing else in the file looks like: eight bytes of a fraction. */
export function valueAt(second: number): number {
  return 60 + Math.sin(second + 1) * 20
}

export function sampleAt(index: number): number {
  return (index * 37) % 1501
}

/** Records seconds `from` to `to` of one wave and one number of bed b1. */
export function recordSeconds(writer: SqliteStoreWriter, from: number, to: number): void {
  for (let second = from; second < to; second++) {
    const atUtcMs = START_UTC_MS + second * 1000
    const samples = Array.from({ length: RATE_HZ }, (_, index) => sampleAt(second * RATE_HZ + index))
    writer.record(
      secondOf({
        waves: [pieceAt(WAVE, atUtcMs, samples)],
        numerics: [numericAt(NUMBER, atUtcMs, valueAt(second))],
      }),
    )
    writer.foldStep(Number.POSITIVE_INFINITY)
  }
}

/** Puts somebody into bed b1 as the engine does: audited, then bound. */
export function connectPatient(
  writer: SqliteStoreWriter,
  patient: typeof WHO_LEFT | null,
  atUtcMs: number,
): void {
  const after = patient === null ? null : JSON.stringify(patient)
  writer.audit({ atUtcMs, actor: ACTOR, action: 'bed.setPatient', object: 'b1', before: null, after })
  writer.bind('b1', patient, atUtcMs)
}

/** Nobody, then the patient who left, then the one who stays in one bed, each with waves, numbers and an alarm; the one who stays is still there at the end. */
export function recordTwoPatients(writer: SqliteStoreWriter): void {
  writer.record(
    secondOf({ channels: [announced(WAVE, waveChannel('ii')), announced(NUMBER, numericChannel('hr'))] }),
  )
  recordSeconds(writer, 0, STAY_S)
  connectPatient(writer, WHO_LEFT, LEFT_FROM)
  recordSeconds(writer, STAY_S, 2 * STAY_S)
  connectPatient(writer, WHO_STAYS, STAYS_FROM)
  recordSeconds(writer, 2 * STAY_S, 3 * STAY_S)
  for (const atUtcMs of [START_UTC_MS, LEFT_FROM, STAYS_FROM]) {
    const alarm = { phase: 'start', priority: 'high', kind: 'physiological' } as const
    writer.record(secondOf({ alerts: [{ bed: 'b1', atUtcMs, ...alarm, text: `at ${atUtcMs}` }] }))
  }
}
