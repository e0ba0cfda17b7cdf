import type { Patient } from '../physiology/patient.ts'
import { ATTRIBUTE, CLASS, FIXED_VALUE, GROUP, OBJECT_PARTITION, STATE, TICKS_PER_MS, TWIN } from './codes.ts'
import { addFloat, addText } from './encode-values.ts'
import { Writer } from './writer.ts'

/** One wave of the twin: how it is announced, timed and scaled (section "captured geometry"). */
interface TwinWave {
  readonly label: number
  readonly physio: number
  readonly text: string
  readonly unit: number
  readonly rateHz: number
  readonly significantBits: number
  /** Scale: physical values and the samples they stand for; null: no physical unit. */
  readonly scale: {
    readonly low: number | null
    readonly high: number | null
    readonly digits: number
    readonly lowSample: number
    readonly highSample: number
  }
  readonly isEcg: boolean
  /** Physical value, or share of the range without a unit; null where the monitor has nothing to send. */
  sample(patient: Patient, seconds: number): number | null
}

const ECG_SCALE = { low: -40.96, high: 40.955, digits: 3, lowSample: 0, highSample: 16383 } as const
const PRESSURE_SCALE = { low: -40, high: 520, digits: 0, lowSample: 160, highSample: 9120 } as const
const ECG = { unit: 0x10b2, rateHz: 500, significantBits: 14, scale: ECG_SCALE, isEcg: true } as const
const PRESSURE = {
  unit: 0x0f20,
  rateHz: 125,
  significantBits: 13,
  scale: PRESSURE_SCALE,
  isEcg: false,
} as const
const SLOW = { rateHz: 62.5, significantBits: 12, isEcg: false } as const
const PLETH_RANGE = 4095
const PLETH_FULL_PERCENT = 12
const RESP_MIDDLE_OHM = 0.95

function ecg(lead: 'I' | 'II' | 'III' | 'V1'): TwinWave['sample'] {
  return (patient, seconds) => (patient.leadsOff(seconds) ? null : patient.ecgMillivolt(lead, seconds))
}

const WAVES: readonly TwinWave[] = [
  { ...ECG, label: 0x00020101, physio: 0x0101, text: 'I', sample: ecg('I') },
  { ...ECG, label: 0x00020102, physio: 0x0102, text: 'II', sample: ecg('II') },
  { ...ECG, label: 0x0002013d, physio: 0x013d, text: 'III', sample: ecg('III') },
  { ...ECG, label: 0x00020103, physio: 0x0103, text: 'V1', sample: ecg('V1') },
  {
    label: 0x00024bb4,
    physio: 0x4bb4,
    text: 'Pleth',
    unit: 0x0200,
    rateHz: 125,
    significantBits: 12,
    scale: { low: null, high: null, digits: 0, lowSample: 0, highSample: PLETH_RANGE },
    isEcg: false,
    sample: (patient, seconds) =>
      patient.probeOff(seconds)
        ? null
        : (0.5 + patient.plethPercent(seconds) / PLETH_FULL_PERCENT) * PLETH_RANGE,
  },
  { ...PRESSURE, label: 0x00024a14, physio: 0x4a14, text: 'ABP', sample: (it, at) => it.arterialMmHg(at) },
  { ...PRESSURE, label: 0x00024a1c, physio: 0x4a1c, text: 'PAP', sample: (it, at) => it.pulmonaryMmHg(at) },
  { ...PRESSURE, label: 0x00024a44, physio: 0x4a44, text: 'CVP', sample: (it, at) => it.venousMmHg(at) },
  {
    ...SLOW,
    label: 0x000250ac,
    physio: 0x50ac,
    text: 'CO\u2082',
    unit: 0x0f20,
    scale: { low: -5, high: 60, digits: 0, lowSample: 100, highSample: 4000 },
    sample: (patient, seconds) => patient.co2Percent(seconds) * TWIN.mmHgPerPercent,
  },
  {
    ...SLOW,
    label: 0x00025000,
    physio: 0x5000,
    text: 'Resp',
    unit: 0x10c0,
    scale: { low: 0, high: 1.9, digits: 1, lowSample: 0, highSample: 4095 },
    sample: (patient, seconds) =>
      patient.leadsOff(seconds) ? null : RESP_MIDDLE_OHM + patient.respirationOhm(seconds),
  },
]

const PACER_PATTERN = 0x8004
const FLAGS_SMOOTH = 0x3000
const CONDITION_MASK = 0x000f
const FIXED_VALUES = [
  [FIXED_VALUE.pacer, PACER_PATTERN],
  [FIXED_VALUE.saturation, 0x8008],
] as const

/** The waves of a priority list that the twin has, in its order; unknown ones are dropped without a word. */
export function chosenWaves(labels: readonly number[]): readonly TwinWave[] {
  return labels.flatMap((label) => WAVES.filter((wave) => wave.label === label))
}

function rawOf({ scale, significantBits }: TwinWave, value: number): number {
  const { low, high, lowSample, highSample } = scale
  const sample =
    low === null || high === null
      ? value
      : lowSample + ((value - low) * (highSample - lowSample)) / (high - low)
  return Math.min((1 << significantBits) - 1, Math.max(0, Math.round(sample)))
}

function samplesPerMessage(wave: TwinWave): number {
  return (wave.rateHz * TWIN.waveMessageMs) / 1000
}

/** Which samples of a message carry a pacemaker spike. */
function spikesIn(wave: TwinWave, patient: Patient, fromSeconds: number): ReadonlySet<number> {
  if (!wave.isEcg || !patient.paced) return new Set()
  const toSeconds = fromSeconds + TWIN.waveMessageMs / 1000
  const spikes = patient
    .beatsBetween(fromSeconds, toSeconds + 1)
    .flatMap((beat) => (beat.spikeSeconds === null ? [] : [beat.spikeSeconds]))
    .filter((spike) => spike >= fromSeconds && spike < toSeconds)
  return new Set(spikes.map((spike) => Math.floor((spike - fromSeconds) * wave.rateHz)))
}

function addSamples(into: Writer, wave: TwinWave, patient: Patient, fromSeconds: number): void {
  const count = samplesPerMessage(wave)
  const spikes = spikesIn(wave, patient, fromSeconds)
  const body = new Writer()
  let isInvalid = false
  for (let index = 0; index < count; index++) {
    const value = wave.sample(patient, fromSeconds + index / wave.rateHz)
    if (value === null) isInvalid = true
    const raw = rawOf(wave, value ?? 0)
    // A spike takes the place of the sample's low bits.
    body.u16(spikes.has(index) ? (raw & ~CONDITION_MASK) | PACER_PATTERN : raw)
  }
  into.u16(wave.physio).u16(isInvalid ? STATE.invalid : 0)
  into.u16(body.length).raw(body.bytes())
}

function constantAttributes(wave: TwinWave, handle: number): ((list: Writer) => void)[] {
  const parts = [
    (list: Writer) => list.attribute(ATTRIBUTE.handle, (it) => it.u16(handle)),
    (list: Writer) => list.attribute(ATTRIBUTE.type, (it) => it.u16(OBJECT_PARTITION).u16(CLASS.wave)),
    (list: Writer) =>
      list.attribute(ATTRIBUTE.waveSpec, (it) =>
        it.u16(samplesPerMessage(wave)).u8(16).u8(wave.significantBits).u16(FLAGS_SMOOTH),
      ),
    (list: Writer) =>
      list.attribute(ATTRIBUTE.samplePeriod, (it) => it.u32((1000 * TICKS_PER_MS) / wave.rateHz)),
  ]
  if (!wave.isEcg) return parts
  const fixed = FIXED_VALUES.map(
    ([kind, pattern]) =>
      (it: Writer) =>
        void it.u16(kind).u16(pattern),
  )
  return [...parts, (list) => list.attribute(ATTRIBUTE.fixedValues, (it) => it.list(...fixed))]
}

function dynamicAttributes(wave: TwinWave): ((list: Writer) => void)[] {
  const { low, high, digits, lowSample, highSample } = wave.scale
  return [
    (list) => list.attribute(ATTRIBUTE.label, (it) => it.u32(wave.label)),
    (list) => list.attribute(ATTRIBUTE.labelText, (it) => addText(it, wave.text)),
    (list) => list.attribute(ATTRIBUTE.unit, (it) => it.u16(wave.unit)),
    (list) =>
      list.attribute(ATTRIBUTE.scale, (it) => {
        addFloat(it, low, digits)
        addFloat(it, high, digits)
        it.u16(lowSample).u16(highSample)
      }),
  ]
}

/** What of a wave object goes into one message. */
export interface WaveParts {
  readonly constant: boolean
  readonly dynamic: boolean
  /** Start of the samples, seconds of the patient; null for none. */
  readonly fromSeconds: number | null
}

/** One wave object as bytes of a poll result: handle and attribute list. */
export function waveObject(wave: TwinWave, patient: Patient, parts: WaveParts): Uint8Array {
  // All leads come from one module and share its handle, as on real monitors.
  const handle = TWIN.waveHandleBase + (wave.isEcg ? 0 : WAVES.indexOf(wave))
  const { fromSeconds } = parts
  const attributes = [
    ...(parts.constant ? constantAttributes(wave, handle) : []),
    ...(parts.dynamic ? dynamicAttributes(wave) : []),
  ]
  if (fromSeconds !== null) {
    attributes.push((list) =>
      list.attribute(ATTRIBUTE.wave, (it) => addSamples(it, wave, patient, fromSeconds)),
    )
  }
  return new Writer()
    .u16(handle)
    .list(...attributes)
    .bytes()
}

/** Which attributes a group asks for. */
export function wavePartsOf(group: number): Pick<WaveParts, 'constant' | 'dynamic'> {
  return {
    constant: group === GROUP.all || group === GROUP.constant,
    dynamic: group === GROUP.all || group === GROUP.dynamic,
  }
}

export type { TwinWave }
