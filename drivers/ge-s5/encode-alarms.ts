import type { Vitals } from '../physiology/patient.ts'
import { ALARM, TWIN } from './codes.ts'
import type { RecordBuilder } from './encode-record.ts'

interface TwinAlarm {
  readonly text: string
  /** Colour: 1 white, 2 yellow, 3 red. */
  readonly colour: 1 | 2 | 3
  when(vitals: Vitals): boolean
}

const above = (value: number | null, limit: number): boolean => value !== null && value > limit
const below = (value: number | null, limit: number): boolean => value !== null && value < limit

const { limits } = TWIN

const ALARMS: readonly TwinAlarm[] = [
  { text: 'Asystole', colour: 3, when: (vitals) => vitals.heartRate === 0 },
  { text: 'Apnea', colour: 3, when: (vitals) => vitals.co2RespirationRate === null },
  { text: 'SpO2 very low', colour: 3, when: (vitals) => below(vitals.spo2Percent, limits.spo2VeryLow) },
  { text: 'HR high', colour: 2, when: (vitals) => above(vitals.heartRate, limits.heartRateHigh) },
  {
    text: 'HR low',
    colour: 2,
    when: (vitals) => above(vitals.heartRate, 0) && below(vitals.heartRate, limits.heartRateLow),
  },
  { text: 'SpO2 low', colour: 2, when: (vitals) => below(vitals.spo2Percent, limits.spo2Low) },
  { text: 'Art low', colour: 2, when: (vitals) => below(vitals.artSystolicMmHg, limits.artLow) },
  { text: 'ECG leads off', colour: 1, when: (vitals) => vitals.heartRate === null },
  {
    text: 'SpO2 probe off',
    colour: 1,
    when: (vitals) => vitals.spo2Percent === null && vitals.heartRate !== 0,
  },
]

/** The alarms that hold, most urgent first, at most as many as the monitor has lines. */
export function alarmsOf(vitals: Vitals): readonly Pick<TwinAlarm, 'text' | 'colour'>[] {
  return ALARMS.filter((alarm) => alarm.when(vitals)).slice(0, ALARM.entryCount)
}

/** Adds the alarm status to a record (section 7). */
export function addAlarms(
  record: RecordBuilder,
  type: number,
  alarms: readonly Pick<TwinAlarm, 'text' | 'colour'>[],
): void {
  const start = record.add(type, ALARM.fixedBytes + ALARM.entryCount * ALARM.expectedEntry)
  record.view.setInt16(start + ALARM.soundOn, 1, true)
  for (const [index, alarm] of alarms.entries()) {
    const entry = start + ALARM.entries + index * ALARM.expectedEntry
    for (let letter = 0; letter < alarm.text.length; letter++) {
      record.view.setUint8(entry + ALARM.text + letter, alarm.text.charCodeAt(letter))
    }
    record.view.setInt16(entry + ALARM.priority, alarm.colour, true)
  }
}
