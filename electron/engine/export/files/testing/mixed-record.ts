import type { MissingRun, WaveMark } from '../../../../../drivers/model/measurement.ts'
import type { StoredWave } from '../../../store/types.ts'
import {
  memoryReader,
  numericRow,
  numericSpec,
  SHIFT_FROM_UTC_MS,
  waveSpec,
} from '../../testing/memory-reader.ts'

/** When the record begins: between two seconds. */
export const MIXED_FROM_UTC_MS = SHIFT_FROM_UTC_MS + 250
const SECOND_MS = 1000

/** Samples that tell their place, within ten bits. */
export function placed(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, index) => (((index + from) * 7) % 1000) - 500)
}

/** A piece of a wave. */
export function piece(
  channel: number,
  afterMs: number,
  samples: readonly number[],
  missing: readonly MissingRun[] = [],
  marks: readonly WaveMark[] = [],
): StoredWave {
  const startUtcMs = MIXED_FROM_UTC_MS + afterMs
  return { channel, startUtcMs, samples: Int16Array.from(samples), missing, marks }
}

/** ECG of 500 Hz and a respiration of 62.5 Hz of one person: four seconds, a gap of a minute, two seconds, with all a file tells. */
export function mixedRecord() {
  const ecg = waveSpec({
    key: 'MDC_ECG_ELEC_POTL_II',
    id: 'MDC_ECG_ELEC_POTL_II',
    code: 131330,
    label: 'II',
    unit: 'mV',
    rateHz: 500,
    gain: 0.005,
    offset: 0,
    vendor: 'ecg 2',
  })
  const resp = waveSpec({
    key: 'MDC_RESP',
    id: 'MDC_RESP',
    code: 151780,
    label: 'Resp',
    unit: 'Ohm',
    rateHz: 62.5,
    gain: 1.9 / 4095,
    offset: 0,
    vendor: 'imp',
  })
  const bed = { bed: 'b1', driver: 'ge-s5', simulated: false }
  const at = (afterMs: number): number => MIXED_FROM_UTC_MS + afterMs
  return memoryReader({
    channels: [
      { number: 1, ...bed, channel: numericSpec() },
      { number: 2, ...bed, channel: ecg },
      { number: 3, ...bed, channel: resp },
    ],
    numerics: [numericRow(at(0), 72), numericRow(at(66 * SECOND_MS), 74)],
    waves: [
      piece(2, 0, placed(2000), [{ start: 10, length: 5 }], [{ at: 700, kind: 'pace' }]),
      piece(3, 1000, placed(187)),
      piece(2, 64_000, placed(1000, 5000)),
      piece(3, 64_000, placed(125, 9000)),
    ],
    gaps: [
      {
        bed: 'b1',
        channel: null,
        fromUtcMs: at(4000),
        toUtcMs: at(64_000),
        cause: 'unplugged',
        evidence: 'port gone',
      },
      { bed: 'b1', channel: 3, fromUtcMs: at(0), toUtcMs: at(1000), cause: 'moduleOff', evidence: '' },
    ],
    alerts: [
      {
        bed: 'b1',
        atUtcMs: at(1500),
        phase: 'start',
        priority: 'high',
        kind: 'physiological',
        text: 'APNÉE',
      },
      { bed: 'b1', atUtcMs: at(3000), phase: 'end', priority: 'high', kind: 'physiological', text: 'APNÉE' },
    ],
    notes: [
      {
        id: 'n1',
        bed: 'b1',
        kind: 'mark',
        atUtcMs: at(2000),
        writtenUtcMs: at(2500),
        author: 'AB',
        text: 'looks paced',
      },
    ],
    bindings: [
      {
        bed: 'b1',
        patient: { id: 'P-1', authority: 'HOSP' },
        fromUtcMs: at(-1000),
        toUtcMs: null,
        person: { name: 'Zoë van Test', birthDate: '1951-08-02', ageClass: 'adult', paced: 'no' },
      },
    ],
  })
}

/** Bed b1 with one simulated wave of some rate, without a patient. */
export function oneWave(rateHz: number, pieces: readonly StoredWave[], width: 16 | 32 = 16) {
  const bed = { bed: 'b1', driver: 'test', simulated: true }
  return memoryReader({
    channels: [
      { number: 1, ...bed, channel: numericSpec() },
      { number: 2, ...bed, channel: waveSpec({ rateHz, width }) },
    ],
    // The span of a memory reader is that of its numbers.
    numerics: [numericRow(MIXED_FROM_UTC_MS, 72), numericRow(MIXED_FROM_UTC_MS + 3_600_000, 72)],
    waves: pieces,
  })
}
