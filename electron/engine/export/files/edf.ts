import { SECOND_MS } from '../constants.ts'
import { ANNOTATION_BYTES, AnnotationQueue } from './edf-annotations.ts'
import { DIGITAL_HIGHEST, DIGITAL_LOWEST, edfDimension, edfLabels, edfScale } from './edf-fields.ts'
import { type EdfHeader, type EdfSignal, edfHeader } from './edf-header.ts'
import type { Piece } from './pieces.ts'
import { gridRecords, samplesIn } from './record-grid.ts'
import { ABSENT } from './wave-feed.ts'
import { type NamedWave, planWaves, remarkTexts, type WaveSource } from './wave-source.ts'

const BYTES_A_SAMPLE = 2

/** The signal that carries annotations (EDF+ 2.2). */
const ANNOTATIONS: EdfSignal = {
  label: 'EDF Annotations',
  transducer: '',
  dimension: '',
  physicalLow: '-1',
  physicalHigh: '1',
  digitalLow: DIGITAL_LOWEST,
  digitalHigh: DIGITAL_HIGHEST,
  samples: ANNOTATION_BYTES / BYTES_A_SAMPLE,
}

interface Written {
  readonly wave: NamedWave
  readonly signal: EdfSignal
  /** Digital value = raw sample less this. */
  readonly shift: number
}

/**
 * The waves of one stay as an EDF+ file. Digital values are the samples of the record, bit for bit; where there is none
 * stands the digital minimum. A stretch without a sample of any channel is a discontinuity (EDF+D). Gaps, alarms, marks
 * and notes are annotations. `note` takes what could not be written. Throws as planWaves.
 */
export function* edfPieces(source: WaveSource, note: (line: string) => void): Generator<Piece> {
  const plan = planWaves(source, 'wide')
  const written = signalsOf(plan.waves, plan.seconds, note)
  const startUtcMs = Math.floor(plan.firstUtcMs / SECOND_MS) * SECOND_MS
  const signals = [...written.map(({ signal }) => signal), ANNOTATIONS]
  const { subject } = source
  const header = { startUtcMs, subject, simulated: plan.simulated, seconds: plan.seconds, signals }
  const finished = (records: number, continuous: boolean): Uint8Array =>
    edfHeader({ ...header, records, continuous } satisfies EdfHeader)
  yield finished(-1, false)

  const queue = new AnnotationQueue(startUtcMs, plan.remarks)
  const texts = remarkTexts(plan)
  const lengthMs = plan.seconds * SECOND_MS
  let records = 0
  let nextUtcMs = plan.firstUtcMs
  let continuous = true
  const waves = written.map(({ wave }) => wave)
  for (const record of gridRecords(source.reader, waves, source.period, {
    seconds: plan.seconds,
    fillsGaps: false,
  })) {
    if (record.startUtcMs > nextUtcMs) continuous = false
    nextUtcMs = record.startUtcMs + lengthMs
    queue.add([...record.marks.map(texts.mark), ...record.delays.map(texts.delay)])
    yield recordBytes(written, record.samples, queue.take(record.startUtcMs, nextUtcMs))
    records++
  }
  // What found no room yet has records of its own behind the last: nothing that is known goes unsaid.
  const none = written.map(({ signal }) => new Int32Array(signal.samples).fill(ABSENT))
  for (; !queue.isEmpty; nextUtcMs += lengthMs, records++) {
    yield recordBytes(written, none, queue.take(nextUtcMs, Number.POSITIVE_INFINITY))
  }
  yield { at: 0, bytes: finished(records, continuous) }
}

function signalsOf(waves: readonly NamedWave[], seconds: number, note: (line: string) => void): Written[] {
  const labels = edfLabels(waves)
  return waves.flatMap((wave, index) => {
    const shift = shiftOf(wave)
    if (shift === null) {
      note(
        `${wave.label} has samples of more than 16 bits, which EDF cannot hold: export it as wfdb or jsonl.`,
      )
      return []
    }
    const signal = {
      ...edfScale(wave.spec, shift),
      label: labels[index] ?? wave.label,
      transducer: wave.device,
      dimension: edfDimension(wave.spec.unit),
      samples: samplesIn(wave.spec.rateHz, seconds) ?? 0,
    }
    return [{ wave, signal, shift }]
  })
}

/** What is taken from samples so that they have 16 bits; null where their extent has more. */
function shiftOf({ range: { low, high } }: NamedWave): number | null {
  if (low >= DIGITAL_LOWEST && high <= DIGITAL_HIGHEST) return 0
  if (high - low >= DIGITAL_HIGHEST - DIGITAL_LOWEST) return null
  return Math.round((low + high) / 2)
}

function recordBytes(
  written: readonly Written[],
  samples: readonly Int32Array[],
  annotations: Uint8Array,
): Uint8Array {
  const values = written.reduce((sum, { signal }) => sum + signal.samples, 0)
  const bytes = new Uint8Array(values * BYTES_A_SAMPLE + annotations.length)
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [index, { signal, shift }] of written.entries()) {
    for (const sample of samples[index] ?? []) {
      view.setInt16(at, sample === ABSENT ? signal.digitalLow : sample - shift, true)
      at += BYTES_A_SAMPLE
    }
  }
  bytes.set(annotations, at)
  return bytes
}
