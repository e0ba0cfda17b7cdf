import { open } from 'node:fs/promises'
import type { SerialSettings } from '../../../drivers/driver.ts'
import { lineBytesPerSecond } from '../../engine/link/create-link.ts'
import { looksLikeVcap, VcapDecoder } from '../../engine/link/vcap.ts'
import { VigilError } from '../../ipc/contract.ts'

/** Where the bytes of a file go; times are ms since its first byte. */
export interface InputSink {
  push(bytes: Uint8Array, atMs: number): void
  /** The line was lost, or the file has ended. */
  end(atMs: number): void
  /** Called between pieces of the file: a place to write results and wait. */
  pause(): Promise<void>
}

/** What a file was, known after it was read. */
export interface InputFacts {
  readonly bytes: number
  /** For a capture file: what its header says and what could not be read. */
  readonly capture: {
    readonly simulated: boolean
    readonly driver: string
    readonly damagedBytes: number
  } | null
}

const PIECE_BYTES = 0x1_0000
const SECOND_MS = 1000

/**
 * Reads a recording: a monitor's bytes as received, or a capture file (told by its
 * first bytes). Plain bytes get the time they take on the line, captured ones the
 * time they came. Throws the system's error if the file cannot be read, VigilError
 * `fileUnreadable` for a folder or a capture file of another version.
 */
export async function readInput(file: string, serial: SerialSettings, sink: InputSink): Promise<InputFacts> {
  await using handle = await open(file, 'r')
  // A folder can be opened, and the error of reading it has no path.
  if ((await handle.stat()).isDirectory()) {
    throw new VigilError('fileUnreadable', `${file} is a folder: give a file.`)
  }
  const piece = new Uint8Array(PIECE_BYTES)
  let feed: PieceReader | null = null
  let bytes = 0
  for (;;) {
    const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, null)
    if (bytesRead === 0) break
    bytes += bytesRead
    const part = piece.subarray(0, bytesRead)
    feed ??= looksLikeVcap(part) ? captureReader(file, sink) : lineReader(serial, sink)
    feed.take(part)
    await sink.pause()
  }
  const capture = feed?.end() ?? null
  await sink.pause()
  return { bytes: capture?.received ?? bytes, capture }
}

interface PieceReader {
  take(part: Uint8Array): void
  end(): { simulated: boolean; driver: string; damagedBytes: number; received: number } | null
}

/** Pushes no more than a millisecond of line time at once, so that times do not depend on how the file is read. */
function lineReader(serial: SerialSettings, sink: InputSink): PieceReader {
  const byteMs = SECOND_MS / lineBytesPerSecond(serial)
  const step = Math.max(1, Math.floor(1 / byteMs))
  let done = 0
  let phase = 0
  return {
    take(part) {
      for (let from = 0; from < part.length; ) {
        const to = Math.min(from + step - phase, part.length)
        phase = (phase + to - from) % step
        done += to - from
        sink.push(part.subarray(from, to), (done - 1) * byteMs)
        from = to
      }
    },
    end() {
      sink.end(Math.max(0, done - 1) * byteMs)
      return null
    },
  }
}

function captureReader(file: string, sink: InputSink): PieceReader {
  const decoder = new VcapDecoder()
  let firstMs: number | null = null
  let lastMs = 0
  let received = 0
  const deliver = (records: ReturnType<VcapDecoder['push']>): void => {
    for (const record of records) {
      if (record.kind === 'lost') sink.end(lastMs)
      if (record.kind !== 'received') continue
      firstMs ??= record.atMs
      lastMs = record.atMs - firstMs
      received += record.bytes.length
      sink.push(record.bytes, lastMs)
    }
  }
  return {
    take: (part) => deliver(decoder.push(part)),
    end() {
      deliver(decoder.end())
      const { header } = decoder
      if (header === null) {
        throw new VigilError(
          'fileUnreadable',
          `${file} begins like a capture but cannot be read: it is damaged or from another version of Vigil.`,
        )
      }
      sink.end(lastMs)
      return { ...header, damagedBytes: decoder.damagedBytes + decoder.cutBytes, received }
    },
  }
}
