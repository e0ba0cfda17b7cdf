import { SetupProblem } from '../../../resources/setup/say.ts'
import type { WfdbFormat, WfdbHeader, WfdbSignal } from './wfdb-header.ts'

/** The samples of one signal, as stored: a missing sample keeps the number that its format has for it. */
export interface WfdbWave {
  readonly name: string
  readonly rateHz: number
  readonly samples: Int16Array
}

const BITS_TO_SIGN_12 = 20
const LOW_NIBBLE = 0x0f
const BITS_PER_BYTE = 8
const UINT16_MASK = 0xffff
/** Format 80 stores 0 as 128. */
const OFFSET_80 = 128
/** Half bytes that a sample takes. */
const HALF_BYTES: Readonly<Record<WfdbFormat, number>> = { 16: 4, 80: 2, 212: 3 }

/** Sample number `index` of packed bytes (WFDB Applications Guide, signal(5)). */
function sampleAt(bytes: Uint8Array, format: WfdbFormat, index: number): number {
  const byte = (at: number) => bytes[at] ?? 0
  if (format === 80) return byte(index) - OFFSET_80
  if (format === 16) return byte(2 * index) | (byte(2 * index + 1) << BITS_PER_BYTE)
  const at = 3 * (index >> 1)
  const middle = byte(at + 1)
  const bits =
    index % 2 === 0
      ? byte(at) | ((middle & LOW_NIBBLE) << BITS_PER_BYTE)
      : byte(at + 2) | ((middle & ~LOW_NIBBLE) << 4)
  return (bits << BITS_TO_SIGN_12) >> BITS_TO_SIGN_12
}

function checksumOf(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum = (sum + sample) & UINT16_MASK
  return sum
}

function readFile(header: WfdbHeader, own: readonly WfdbSignal[], all: Uint8Array, file: string): WfdbWave[] {
  const [{ format, byteOffset } = { format: 16, byteOffset: 0 } as const] = own
  const where = `${file} of the record ${header.record}`
  if (own.some((signal) => signal.format !== format))
    throw new SetupProblem(`${where} mixes two formats: repair its header or leave it out.`)
  const bytes = all.subarray(byteOffset)
  const stored = Math.floor((2 * bytes.length) / HALF_BYTES[format])
  const perFrame = own.reduce((sum, signal) => sum + signal.samplesPerFrame, 0)
  const frames = header.frames ?? Math.floor(stored / perFrame)
  if (frames * perFrame > stored) {
    throw new SetupProblem(
      `${where} holds ${stored} samples of ${frames * perFrame}: fetch it again or leave it out.`,
    )
  }
  let first = 0
  return own.map(({ samplesPerFrame, name, checksum }) => {
    const samples = new Int16Array(frames * samplesPerFrame)
    for (let index = 0; index < samples.length; index++) {
      const frame = Math.floor(index / samplesPerFrame)
      samples[index] = sampleAt(bytes, format, frame * perFrame + first + (index % samplesPerFrame))
    }
    first += samplesPerFrame
    if (checksum !== null && checksum !== checksumOf(samples))
      throw new SetupProblem(
        `${where}, signal ${name}, does not have its checksum: fetch it again or leave it out.`,
      )
    return { name, rateHz: header.framesPerSecond * samplesPerFrame, samples }
  })
}

/**
 * Reads the waves of a record, in the header's order. In: its header and how to read one of its files.
 * Throws SetupProblem if a file is shorter than the header says, or a checksum does not fit.
 */
export function readWfdbWaves(header: WfdbHeader, dataOf: (file: string) => Uint8Array): WfdbWave[] {
  const files = [...new Set(header.signals.map(({ file }) => file))]
  const perFile = files.map((file) => {
    const own = header.signals.filter((signal) => signal.file === file)
    return readFile(header, own, dataOf(file), file)
  })
  return perFile.flat()
}
