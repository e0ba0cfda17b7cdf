import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import { CLOSE, ECG_BASELINE, FRAME_EVERY_MS, HIGHEST_SAMPLE, NO_SAMPLE, OPEN, TAG, WAVES } from './codes.ts'

const MS_PER_SECOND = 1000
/** Counts of the twin's own scale: the monitor's is not known. */
const COUNTS_PER_MILLIVOLT = 50
const COUNTS_PER_OHM = 60
const PLETH_REST = 125
const PLETH_SWING = 20
const MIDDLE = 125

function bounded(count: number): number {
  return Math.max(0, Math.min(HIGHEST_SAMPLE, Math.round(count)))
}

function bytesOf(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0))
}

/** One second of samples that ends at `endSeconds`. */
function samples(count: number, endSeconds: number, sampleAt: (seconds: number) => number): number[] {
  const from = endSeconds - FRAME_EVERY_MS / MS_PER_SECOND
  return Array.from({ length: count }, (_, index) => sampleAt(from + index / count))
}

/** The text of a value: nothing where there is none. */
function word(value: number | null): string {
  return value === null ? '' : String(value)
}

function lines(patient: Patient, seconds: number): string[] {
  const now = patient.vitals(seconds)
  const ecg = patient.leadsOff(seconds) ? 'LEADS OFF' : 'ECG-II-DIAG'
  return [
    `HR=1;${word(now.heartRate)};${ecg};`,
    `RR=1;${word(now.respirationRate)};APNEA: 20 SEC;`,
    'ETCO2=1;;;',
    `SPO2=1;${word(now.spo2Percent)};PR=${word(now.pulseRate)} ;`,
    `NIBP=4;${word(now.nibpSystolicMmHg)};${word(now.nibpDiastolicMmHg)};${word(now.nibpMeanMmHg)};${word(now.nibpPulseRate)};;`,
    `P1=3;${word(now.artSystolicMmHg)};${word(now.artDiastolicMmHg)};${word(now.artMeanMmHg)};;`,
    'P2=3;;;;NO TRANSDUCER;',
    `T1=1;${word(now.temperatureCelsius === null ? null : Math.round(now.temperatureCelsius * 10) / 10)};;`,
    'T2=1;;;',
  ]
}

function frameAt(patient: Patient, seconds: number): number[] {
  const { perfusionPercent } = patient.vitals(seconds)
  const pleth = (at: number): number => {
    if (perfusionPercent === null || patient.probeOff(at)) return NO_SAMPLE
    return bounded(PLETH_REST + (PLETH_SWING * patient.plethPercent(at)) / perfusionPercent)
  }
  const electrode = (at: number, count: number): number => (patient.leadsOff(at) ? NO_SAMPLE : bounded(count))
  const text = lines(patient, seconds)
    .map((line) => `${line}\r`)
    .join('')
  return [
    OPEN,
    ...bytesOf(TAG),
    ...samples(WAVES.ecg.samples, seconds, (at) =>
      electrode(at, ECG_BASELINE + COUNTS_PER_MILLIVOLT * patient.ecgMillivolt('II', at)),
    ),
    ...samples(WAVES.respiration.samples, seconds, (at) =>
      electrode(at, MIDDLE + COUNTS_PER_OHM * patient.respirationOhm(at)),
    ),
    ...samples(WAVES.pleth.samples, seconds, pleth),
    ...samples(WAVES.p1.samples, seconds, (at) => bounded(patient.arterialMmHg(at))),
    ...samples(WAVES.p2.samples, seconds, () => NO_SAMPLE),
    ...bytesOf(text),
    CLOSE,
  ]
}

/** The monitor's side of the wire: a frame each second, with the samples of that second. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let nextMs = FRAME_EVERY_MS

  return {
    produce(atMs) {
      const bytes: number[] = []
      for (; nextMs <= atMs; nextMs += FRAME_EVERY_MS) bytes.push(...frameAt(patient, nextMs / MS_PER_SECOND))
      return Uint8Array.from(bytes)
    },
    receive() {
      // Nothing is ever asked of the monitor.
    },
  }
}
