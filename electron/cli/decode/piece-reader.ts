import type { Driver } from '../../../drivers/driver.ts'

/** Where the bytes of a file go; times are ms since its first byte. */
export interface InputSink {
  /** Some bytes of a stream, or one whole datagram. */
  push(bytes: Uint8Array, atMs: number): void
  /** The line was lost, or the file has ended. */
  end(atMs: number): void
}

/** Starts the decoder for what the file turns out to hold; called once. */
export type OpenSink = (kind: Driver['link']['kind']) => InputSink

/** What a file was, known after it was read. */
export interface InputFacts {
  /** Bytes of the monitor. */
  readonly bytes: number
  /** For a capture file: what its header says and what could not be read. */
  readonly capture: {
    readonly simulated: boolean
    readonly driver: string
    readonly damagedBytes: number
  } | null
  /** What people should know about the file, one sentence each. */
  readonly notes: readonly string[]
}

/** Reads one kind of file, piece by piece. */
export interface PieceReader {
  take(part: Uint8Array): void
  end(): InputFacts
}

/** Facts of a file that is just bytes. */
export function plainFacts(bytes: number, notes: readonly string[] = []): InputFacts {
  return { bytes, capture: null, notes }
}
