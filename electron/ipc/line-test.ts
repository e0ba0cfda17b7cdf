import type { Validity } from '../../drivers/model/measurement.ts'
import type { LinkCause } from './views.ts'

/** A value as a preview shows it: with the channel's decimals, `--` where there is no number. */
export interface PreviewValue {
  readonly label: string
  readonly value: string
  readonly unit: string
  readonly id: string
}

/** A value of a test, with what tells whether it may be believed. */
export interface TestValue extends PreviewValue {
  /** MDC code, null where the vendor defines no such term. */
  readonly code: number | null
  readonly validity: Validity
  readonly ageMs: number
}

/** The newest seconds of a wave, drawn together: lowest and highest value of each column, null where nothing came. */
export interface TestWave {
  readonly key: string
  readonly label: string
  readonly id: string
  readonly unit: string
  readonly rateHz: number
  /** Oldest first. */
  readonly columns: readonly (readonly [number, number] | null)[]
  readonly lostSamples: number
}

/** A piece of the line: what one read or one write carried. */
export interface TestPiece {
  /** Counts from 1 in each test. */
  readonly number: number
  readonly atUtcMs: number
  readonly direction: 'in' | 'out'
  readonly bytes: number
  /** Frames that ended in this piece. */
  readonly good: number
  readonly bad: number
  /** Its first bytes, two digits each, without spaces. */
  readonly hex: string
}

/** What a second of the line carried. */
export interface TestSecond {
  readonly bytes: number
  readonly good: number
  readonly bad: number
}

/** A test of a line before it goes to a bed: numbers, waves, bytes and frames as they come. Nothing of it is stored. */
export interface LineTestView {
  readonly run: number
  readonly link: string
  readonly driver: string
  readonly state: 'running' | 'ended'
  /** Replayed or simulated bytes. */
  readonly simulated: boolean
  /** Line settings as people write them, or null where the line has none. */
  readonly settings: string | null
  /** Whether the driver may write to this line. */
  readonly asks: boolean
  /** The driver would write, and the engineer keeps it from writing. */
  readonly listenOnly: boolean
  /** Why the line is gone, with one sentence for people; null while it is not. */
  readonly problem: { readonly cause: LinkCause; readonly sentence: string } | null
  readonly ranMs: number
  /** From the start to the open line, and to its first byte; null: not yet. */
  readonly openedMs: number | null
  readonly firstByteMs: number | null
  readonly bytes: number
  readonly sentBytes: number
  /** Bytes outside any frame. */
  readonly skippedBytes: number
  readonly goodFrames: number
  readonly badFrames: { readonly checksum: number; readonly other: number }
  /** Whether the driver has seen enough frames in a row to be sure of itself. */
  readonly sure: boolean
  /** A minute at most, the newest last; the second that runs is not among them. */
  readonly seconds: readonly TestSecond[]
  readonly pieces: readonly TestPiece[]
  readonly values: readonly TestValue[]
  readonly waves: readonly TestWave[]
  /** What the monitor says about itself, never about a person. */
  readonly device: { readonly model: string | null; readonly serial: string | null }
}

/** The bytes of a test with their times. */
export interface LineCapture {
  /** A capture file (`.vcap`) as `vigil decode` reads it. */
  readonly vcap: Uint8Array<ArrayBuffer>
  /** Bytes of the line from the beginning of a long test that are not in it. */
  readonly leftOutBytes: number
}

/** Commands about a line before it goes to a bed. */
export interface LineTestCommands {
  /** Begins a test of a line that no bed uses; one that runs ends. */
  'lineTest.start': {
    /** `options`: what is set for the driver; absent: its defaults. `listenOnly`: nothing is written. */
    request: {
      driver: string
      link: string
      listenOnly?: boolean | undefined
      options?: Readonly<Record<string, unknown>> | undefined
    }
    reply: LineTestView
  }
  /** Where a test stands; one that is not asked for ends by itself. */
  'lineTest.state': { request: { run: number }; reply: LineTestView }
  'lineTest.stop': { request: { run: number }; reply: LineTestView }
  /** What went over the line in a test, also after its end. It may hold what the monitor says about a patient: audited. */
  'lineTest.capture': { request: { run: number }; reply: LineCapture }
}
