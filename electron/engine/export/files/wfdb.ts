import { bytesOf, type OutFile, type Piece } from './pieces.ts'
import { gridRecords, samplesIn } from './record-grid.ts'
import type { Remark } from './remarks.ts'
import { planWaves, remarkTexts, type WavePlan, type WaveSource } from './wave-source.ts'
import { wfdbAnnotations } from './wfdb-annotations.ts'
import { formatFor, SignalFile, type WfdbFormat } from './wfdb-formats.ts'
import { wfdbHeader } from './wfdb-header.ts'

interface Writing {
  readonly plan: WavePlan
  readonly format: WfdbFormat
  /** Frames in a record of the grid, and samples of each signal in a frame. */
  readonly frames: number
  readonly framesHz: number
  readonly perFrame: readonly number[]
  readonly file: SignalFile
  readonly remarks: Remark[]
}

/**
 * The waves of one stay as a WFDB record: signals, annotations, and the header last, without which nothing of it opens.
 * Samples are those of the record, in format 212 where all have twelve bits, else 16, else 32; where there is none stands
 * the format's invalid value, over gaps too. A signal of a higher rate has several samples in a frame. The generators of
 * the files share what the first has met, so they run in order. Throws as planWaves.
 */
export function wfdbFiles(source: WaveSource, name: string): OutFile[] {
  let writing: Writing | null = null
  const running = (): Writing => {
    if (writing === null) throw new TypeError('"pieces" of the signal file must be made first')
    return writing
  }
  return [
    {
      name: `${name}.dat`,
      pieces: () => {
        writing = begin(source)
        return signalPieces(source, writing)
      },
    },
    {
      name: `${name}.atr`,
      pieces: () => {
        const { plan, framesHz, remarks } = running()
        return [wfdbAnnotations(remarks, plan.firstUtcMs, framesHz)]
      },
    },
    {
      name: `${name}.hea`,
      pieces: () => [bytesOf(wfdbHeader({ name, subject: source.subject, ...running() }))],
    },
  ]
}

function begin(source: WaveSource): Writing {
  const plan = planWaves(source, 'all')
  const counts = plan.waves.map(({ spec }) => samplesIn(spec.rateHz, plan.seconds) ?? 0)
  const frames = counts.reduce(commonDivisor, 0)
  const perFrame = counts.map((count) => count / frames)
  const format = formatFor(plan.waves.map(({ range }) => range))
  return {
    plan,
    format,
    frames,
    framesHz: frames / plan.seconds,
    perFrame,
    file: new SignalFile(format, perFrame),
    remarks: [...plan.remarks],
  }
}

function* signalPieces(source: WaveSource, { plan, file, frames, remarks }: Writing): Generator<Piece> {
  const texts = remarkTexts(plan)
  const options = { seconds: plan.seconds, fillsGaps: true }
  for (const record of gridRecords(source.reader, plan.waves, source.period, options)) {
    remarks.push(...record.marks.map(texts.mark), ...record.delays.map(texts.delay))
    yield file.bytes(record.samples, frames)
  }
  yield file.end()
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
