import { decodeWavePacket, encodeWavePacket, type WaveChunk } from '../../../electron/ipc/wave-packet.ts'
import { FLOOR, type Form, SAMPLES_A_TICK, WAVES } from './settings.ts'

const MS_PER_TICK = 16
const SAMPLE_RANGE = 4_096
const STEP = 37

/** The waves of one tick; their samples differ from tick to tick. */
export function chunksOf(sequence: number): WaveChunk[] {
  return Array.from({ length: WAVES }, (_, channel) => ({
    channel,
    startUtcMs: sequence * MS_PER_TICK,
    samples: Int16Array.from(
      { length: SAMPLES_A_TICK },
      (_, at) => ((sequence + channel + at) * STEP) % SAMPLE_RANGE,
    ),
    missing: [],
    marks: [],
  }))
}

/** The message of one tick. */
export function messageOf(form: Form, sequence: number, chunks: readonly WaveChunk[]): unknown {
  if (form === 'packed') return encodeWavePacket({ sequence, sentUtcMs: sequence, chunks })
  if (form === FLOOR) return sequence
  if (form === 'an object a wave') return { sequence, chunks }
  return JSON.stringify({
    sequence,
    chunks: chunks.map((chunk) => ({ ...chunk, samples: [...chunk.samples] })),
  })
}

interface Read {
  readonly sequence: number
  readonly chunks: readonly { readonly samples: ArrayLike<number> }[]
}

function readMessage(data: unknown): Read | null {
  if (typeof data === 'number') return { sequence: data, chunks: [] }
  if (data instanceof ArrayBuffer) return decodeWavePacket(data, () => 16)
  return (typeof data === 'string' ? JSON.parse(data) : data) as Read
}

/** What the reader of a tick must find, see `readAll`. */
export function sumIn(form: Form, chunks: readonly WaveChunk[]): number {
  return form === FLOOR ? 0 : sumOf(chunks)
}

/** Adds up all samples of waves. */
function sumOf(chunks: Read['chunks']): number {
  let sum = 0
  for (const { samples } of chunks) for (let at = 0; at < samples.length; at++) sum += samples[at] ?? 0
  return sum
}

/** Takes a message apart and reads every sample. */
export function readAll(data: unknown): { readonly sequence: number; readonly sum: number } {
  const read = readMessage(data)
  return read === null ? { sequence: -1, sum: 0 } : { sequence: read.sequence, sum: sumOf(read.chunks) }
}

/** Bytes of a message where they can be counted: of objects, those of their samples and two numbers a wave. */
export function bytesOf(message: unknown): number | null {
  if (message instanceof ArrayBuffer) return message.byteLength
  return typeof message === 'string' ? message.length : null
}
