import type { Vitals } from '../physiology/patient.ts'
import { ATTRIBUTE, CLASS, GROUP, OBJECT_PARTITION, STATE, TWIN } from './codes.ts'
import { addAbsoluteTime, addFloat, addText } from './encode-values.ts'
import { Writer } from './writer.ts'

/** One value of a twin's object: physiological id, unit code, digits after the point. */
interface ValueRow {
  readonly physio: number
  readonly unit: number
  readonly digits: number
  of(vitals: Vitals): number | null
}

interface ObjectRow {
  readonly label: number
  readonly text: string
  readonly isCompound: boolean
  readonly isAperiodic: boolean
  readonly values: readonly ValueRow[]
}

const UNIT = {
  bpm: 0x0aa0,
  rpm: 0x0ae0,
  percent: 0x0220,
  none: 0x0200,
  mmHg: 0x0f20,
  celsius: 0x17a0,
  mm: 0x0512,
} as const
const MM_PER_MILLIVOLT = 10

function value(
  physio: number,
  unit: number,
  digits: number,
  of: (vitals: Vitals) => number | null,
): ValueRow {
  return { physio, unit, digits, of }
}

function single(label: number, text: string, row: ValueRow): ObjectRow {
  return { label, text, isCompound: false, isAperiodic: false, values: [row] }
}

function compound(label: number, text: string, ...values: readonly ValueRow[]): ObjectRow {
  return { label, text, isCompound: true, isAperiodic: false, values }
}

const pressure = (physio: number, of: (vitals: Vitals) => number | null) => value(physio, UNIT.mmHg, 0, of)
const scaled = (factor: number, of: (vitals: Vitals) => number | null) => (vitals: Vitals) => {
  const plain = of(vitals)
  return plain === null ? null : plain * factor
}

/** A pulse from the pressure line, which is there while the line has a systolic pressure. */
const linePulse = (v: Vitals): number | null =>
  v.artSystolicMmHg === null ? null : (v.heartRate ?? v.pulseRate)

/** What the twin measures (section "most used numeric codes"). */
const OBJECTS: readonly ObjectRow[] = [
  single(
    0x00024182,
    'HR',
    value(0x4182, UNIT.bpm, 0, (v) => v.heartRate),
  ),
  single(
    0x00024261,
    'PVC',
    value(0x4261, UNIT.bpm, 0, (v) => v.ectopicsPerMinute),
  ),
  compound(
    0x00020300,
    'ST',
    value(
      0x0302,
      UNIT.mm,
      1,
      scaled(MM_PER_MILLIVOLT, (v) => v.stMillivolt),
    ),
  ),
  single(
    0x00024bb8,
    'SpO\u2082',
    value(0x4bb8, UNIT.percent, 0, (v) => v.spo2Percent),
  ),
  single(
    0x00024822,
    'Pulse',
    value(0x4822, UNIT.bpm, 0, (v) => v.pulseRate),
  ),
  single(
    0x00024bb0,
    'Perf',
    value(0x4bb0, UNIT.none, 1, (v) => v.perfusionPercent),
  ),
  compound(
    0x00024a14,
    'ABP',
    pressure(0x4a17, (v) => v.artMeanMmHg),
    pressure(0x4a15, (v) => v.artSystolicMmHg),
    pressure(0x4a16, (v) => v.artDiastolicMmHg),
  ),
  single(0x80035402, 'Pulse', value(0x480a, UNIT.bpm, 0, linePulse)),
  compound(
    0x00024a1c,
    'PAP',
    pressure(0x4a1f, (v) => v.papMeanMmHg),
    pressure(0x4a1d, (v) => v.papSystolicMmHg),
    pressure(0x4a1e, (v) => v.papDiastolicMmHg),
  ),
  compound(
    0x00024a44,
    'CVP',
    pressure(0x4a47, (v) => v.cvpMeanMmHg),
  ),
  {
    ...compound(
      0x00024a04,
      'NBP',
      pressure(0x4a05, (v) => v.nibpSystolicMmHg),
      pressure(0x4a06, (v) => v.nibpDiastolicMmHg),
      pressure(0x4a07, (v) => v.nibpMeanMmHg),
    ),
    isAperiodic: true,
  },
  {
    ...single(
      0x0002f0e5,
      'Pulse',
      value(0xf0e5, UNIT.bpm, 0, (v) => v.nibpPulseRate),
    ),
    isAperiodic: true,
  },
  single(
    0x0002500a,
    'RR',
    value(0x500a, UNIT.rpm, 0, (v) => v.respirationRate),
  ),
  single(
    0x00025012,
    'awRR',
    value(0x5012, UNIT.rpm, 0, (v) => v.co2RespirationRate),
  ),
  compound(
    0x000250ac,
    'CO\u2082',
    value(
      0x50b0,
      UNIT.mmHg,
      0,
      scaled(TWIN.mmHgPerPercent, (v) => v.etco2Percent),
    ),
    value(
      0x50ba,
      UNIT.mmHg,
      0,
      scaled(TWIN.mmHgPerPercent, (v) => v.fico2Percent),
    ),
  ),
  compound(
    0x00025164,
    'O\u2082',
    value(0x5378, UNIT.percent, 0, (v) => v.eto2Percent),
    value(0x5284, UNIT.percent, 0, (v) => v.fio2Percent),
  ),
  single(
    0x00024b60,
    'Tcore',
    value(0x4b60, UNIT.celsius, 1, (v) => v.temperatureCelsius),
  ),
]

function addValue(into: Writer, row: ValueRow, vitals: Vitals): void {
  const measured = row.of(vitals)
  into
    .u16(row.physio)
    .u16(measured === null ? STATE.invalid : 0)
    .u16(row.unit)
  addFloat(into, measured, row.digits)
}

function addSpec(into: Writer, isAperiodic: boolean): void {
  into.u32(TWIN.metricPeriodTicks).u16(TWIN.automaticMeasurement)
  into.u16(isAperiodic ? TWIN.aperiodicAccess : TWIN.periodicAccess).u32(0)
}

/** Attributes of one object that belong to a group (0: all of them), in the order of the wire. */
function attributesOf(
  row: ObjectRow,
  handle: number,
  group: number,
  vitals: Vitals,
  nibpUtcMs: number | null,
): ((list: Writer) => void)[] {
  const wants = (one: number) => group === GROUP.all || group === one
  const parts: ((list: Writer) => void)[] = []
  if (wants(GROUP.constant)) {
    parts.push((list) => list.attribute(ATTRIBUTE.handle, (it) => it.u16(handle)))
    parts.push((list) => list.attribute(ATTRIBUTE.type, (it) => it.u16(OBJECT_PARTITION).u16(CLASS.numeric)))
    parts.push((list) => list.attribute(ATTRIBUTE.metricSpec, (it) => addSpec(it, row.isAperiodic)))
  }
  if (wants(GROUP.dynamic)) {
    parts.push((list) => list.attribute(ATTRIBUTE.label, (it) => it.u32(row.label)))
    parts.push((list) => list.attribute(ATTRIBUTE.labelText, (it) => addText(it, row.text)))
  }
  if (wants(GROUP.observed)) {
    if (row.isAperiodic) {
      parts.push((list) => list.attribute(ATTRIBUTE.measuredAt, (it) => addAbsoluteTime(it, nibpUtcMs)))
    }
    const [first] = row.values
    if (row.isCompound || first === undefined) {
      const values = row.values.map((one) => (it: Writer) => addValue(it, one, vitals))
      parts.push((list) => list.attribute(ATTRIBUTE.compoundNumeric, (it) => it.list(...values)))
    } else parts.push((list) => list.attribute(ATTRIBUTE.numeric, (it) => addValue(it, first, vitals)))
  }
  return parts
}

/** The labels of a priority list that the twin has; unknown ones are dropped without a word. */
export function chosenNumerics(labels: readonly number[]): readonly number[] {
  return labels.filter((label) => OBJECTS.some((row) => row.label === label))
}

/**
 * The numeric objects of the twin as bytes of a poll result: handle and attribute list. In: the labels
 * that a priority list left, null if there is no list.
 */
export function numericObjects(
  group: number,
  vitals: Vitals,
  nibpUtcMs: number | null,
  chosen: readonly number[] | null,
): readonly Uint8Array[] {
  return OBJECTS.flatMap((row, index) => {
    if (chosen !== null && !chosen.includes(row.label)) return []
    const handle = TWIN.handleBase + index
    const parts = attributesOf(row, handle, group, vitals, nibpUtcMs)
    return [
      new Writer()
        .u16(handle)
        .list(...parts)
        .bytes(),
    ]
  })
}
