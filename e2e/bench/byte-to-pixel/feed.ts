import { ALL_CLASSES, CODE, MAIN_TYPE, RECORD_TYPE, TWIN, WAVE } from '../../../drivers/ge-s5/codes.ts'
import { RecordBuilder } from '../../../drivers/ge-s5/encode-record.ts'
import { addClasses } from '../../../drivers/ge-s5/encode-values.ts'
import { twinWave } from '../../../drivers/ge-s5/encode-waves.ts'
import { waveTypes } from '../../../drivers/ge-s5/options.ts'
import { createPatient, type Patient } from '../../../drivers/physiology/patient.ts'

/** Waves that every bed sends, the driver's defaults; the first one is drawn on a ward of 16. */
export const WAVES_SENT = ['ecg1', 'p1', 'pleth', 'co2', 'resp'] as const
export const PACKET_MS = 250
/** Numbers come this often, as the driver asks by default. */
export const VALUES_EVERY_PACKETS = 20
/** A patient's waves are computed once and repeated after this many packets. */
const LOOP_PACKETS = 40
/** Two pixels wide: uPlot does not see a narrower gap, Vigil hatches a wider one. */
const GAP_SAMPLES = 8
const BYTES_PER_SAMPLE = 2
const SEQUENCE_MASK = 0xff
const MS_PER_SECOND = 1000

interface WaveLoop {
  readonly type: number
  readonly rateHz: number
  /** Raw samples of the whole loop. */
  readonly samples: Int16Array
}

/** Where the ECG of a packet jumps: microvolts before and from the middle of the packet on. */
export interface Step {
  readonly from: number
  readonly to: number
}

/** The monitor of one bed: makes its records, framed for the wire. */
export interface BedFeed {
  /** Displayed values of all classes. */
  values(utcMs: number): Uint8Array
  /**
   * The waves of packet `index`. With `step` the ECG is flat and jumps in the middle over some
   * missing samples, so that no line joins the two levels and the new one has nothing drawn in it.
   */
  waves(index: number, utcMs: number, step: Step | null): Uint8Array
}

function loopOf(patient: Patient, type: number): WaveLoop {
  const wave = twinWave(type)
  if (wave === undefined) throw new TypeError("'type' is no wave of the twin.")
  const samples = new Int16Array((LOOP_PACKETS * PACKET_MS * wave.rateHz) / MS_PER_SECOND)
  for (let index = 0; index < samples.length; index++) {
    samples[index] = wave.raw(patient, index / wave.rateHz) ?? CODE.invalid
  }
  return { type, rateHz: wave.rateHz, samples }
}

function flatWithStep(count: number, step: Step): (at: number) => number {
  if (step.from === step.to) return () => step.to
  const middle = Math.floor(count / 2)
  return (at) => (at < middle ? step.from : at < middle + GAP_SAMPLES ? CODE.invalid : step.to)
}

/** Makes the feed of one bed from a seed. */
export function createBedFeed(seed: number): BedFeed {
  const patient = createPatient({ scenario: 'stable', seed })
  const loops = waveTypes(WAVES_SENT).map((type) => loopOf(patient, type))
  const numbers = new Map<number, number>()

  function begin(mainType: number, utcMs: number): RecordBuilder {
    const number = numbers.get(mainType) ?? 0
    numbers.set(mainType, (number + 1) & SEQUENCE_MASK)
    return new RecordBuilder({ number, level: TWIN.level, utcMs, mainType })
  }

  return {
    values(utcMs) {
      const record = begin(MAIN_TYPE.physiological, utcMs)
      const unixSeconds = Math.floor(utcMs / MS_PER_SECOND)
      addClasses(record, RECORD_TYPE.displayed, ALL_CLASSES, patient.vitals(0), 0, unixSeconds)
      return record.finish()
    },
    waves(index, utcMs, step) {
      const record = begin(MAIN_TYPE.wave, utcMs)
      for (const [place, { type, rateHz, samples }] of loops.entries()) {
        const edge = (packet: number) => Math.floor((packet * PACKET_MS * rateHz) / MS_PER_SECOND)
        const count = edge(index + 1) - edge(index)
        const start = record.add(type, WAVE.samples + count * BYTES_PER_SAMPLE)
        const stepped = place === 0 && step !== null ? flatWithStep(count, step) : null
        for (let at = 0; at < count; at++) {
          const raw = stepped?.(at) ?? samples[(edge(index) + at) % samples.length] ?? 0
          record.view.setInt16(start + WAVE.samples + at * BYTES_PER_SAMPLE, raw, true)
        }
        record.view.setInt16(start + WAVE.count, count, true)
        record.view.setUint16(start + WAVE.status, TWIN.counterBit, true)
        record.view.setUint16(start + WAVE.label, TWIN.waveLabels[type] ?? 0, true)
      }
      return record.finish()
    },
  }
}
