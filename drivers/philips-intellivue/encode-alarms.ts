import type { Vitals } from '../physiology/patient.ts'
import { ALERT_INFO, ATTRIBUTE, CLASS, TWIN } from './codes.ts'
import { addText } from './encode-values.ts'
import { Writer } from './writer.ts'

interface TwinAlarm {
  readonly text: string
  /** How many stars the monitor prints before a patient alarm; 0: technical. */
  readonly stars: 0 | 1 | 2 | 3
  readonly source: number
  readonly code: number
  when(vitals: Vitals): boolean
}

const above = (value: number | null, limit: number): boolean => value !== null && value > limit
const below = (value: number | null, limit: number): boolean => value !== null && value < limit

const { limits } = TWIN
/** Type of an alarm by its stars: technical low, patient low, medium, high. */
const TYPE_BY_STARS = [1, 0x0100, 0x0200, 0x0400] as const

const ALARMS: readonly TwinAlarm[] = [
  { text: 'Asystole', stars: 3, source: 0x4182, code: 0x0c04, when: (v) => v.heartRate === 0 },
  { text: 'Apnea', stars: 3, source: 0x5012, code: 0x0c00, when: (v) => v.co2RespirationRate === null },
  {
    text: 'Desat',
    stars: 3,
    source: 0x4bb8,
    code: 0x0cae,
    when: (v) => below(v.spo2Percent, limits.spo2VeryLow),
  },
  {
    text: 'HR High',
    stars: 2,
    source: 0x4182,
    code: 0x0028,
    when: (v) => above(v.heartRate, limits.heartRateHigh),
  },
  {
    text: 'HR Low',
    stars: 2,
    source: 0x4182,
    code: 0x003e,
    when: (v) => above(v.heartRate, 0) && below(v.heartRate, limits.heartRateLow),
  },
  {
    text: 'SpO\u2082 Low',
    stars: 2,
    source: 0x4bb8,
    code: 0x003e,
    when: (v) => below(v.spo2Percent, limits.spo2Low) && !below(v.spo2Percent, limits.spo2VeryLow),
  },
  {
    text: 'ABPs Low',
    stars: 2,
    source: 0x4a15,
    code: 0x003e,
    when: (v) => below(v.artSystolicMmHg, limits.artLow),
  },
  { text: 'Leads Off', stars: 0, source: 0x0100, code: 0x0112, when: (v) => v.heartRate === null },
  {
    text: 'SpO\u2082 Sensor Off',
    stars: 0,
    source: 0x4bb8,
    code: 0x0134,
    when: (v) => v.spo2Percent === null && v.heartRate !== 0,
  },
]

function addEntry(into: Writer, alarm: TwinAlarm, instance: number): void {
  into.u16(alarm.source).u16(alarm.code).u16(TYPE_BY_STARS[alarm.stars]).u16(0)
  into.u16(CLASS.numeric).u16(1).u16(TWIN.handleBase)
  into.u16(ALERT_INFO.withText)
  into.sized((info) => {
    info
      .u16(instance)
      .u32(TWIN.infoLabel + alarm.code)
      .u16(0)
      .u16(0)
    const stars = String.fromCharCode(TWIN.star).repeat(alarm.stars)
    addText(info, stars === '' ? alarm.text : `${stars} ${alarm.text}`)
  })
}

/** The alert monitor as an object of a poll result; without its lists where only constants are asked for. */
export function alertObject(vitals: Vitals, withLists: boolean): Uint8Array {
  const attributes: ((list: Writer) => void)[] = [
    (list) => list.attribute(ATTRIBUTE.handle, (it) => it.u16(TWIN.alertHandle)),
  ]
  if (withLists) {
    const active = ALARMS.filter((alarm) => alarm.when(vitals))
    const entries = (isPatient: boolean) =>
      active
        .filter((alarm) => alarm.stars > 0 === isPatient)
        .map((alarm, index) => (it: Writer) => addEntry(it, alarm, index))
    attributes.push((list) => list.attribute(ATTRIBUTE.patientAlarms, (it) => it.list(...entries(true))))
    attributes.push((list) => list.attribute(ATTRIBUTE.technicalAlarms, (it) => it.list(...entries(false))))
  }
  return new Writer()
    .u16(TWIN.alertHandle)
    .list(...attributes)
    .bytes()
}
