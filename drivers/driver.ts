import type { ZodType } from 'zod'
import type { LockErrors } from './framing/lock.ts'
import { legalUnitsOnly } from './legal-units.ts'
import type { ActAnswer, CuffState, DeviceAct } from './model/act.ts'
import type { ChannelSpec } from './model/channel.ts'
import type { DeviceGuide } from './model/guide.ts'
import type { Measurement } from './model/measurement.ts'

/** How a serial line is to be opened. */
export interface SerialSettings {
  readonly baud: number
  readonly dataBits: 7 | 8
  readonly parity: 'none' | 'even' | 'odd'
  readonly stopBits: 1 | 2
  readonly flow: 'none' | 'rtscts' | 'xonxoff'
}

/** A kind of USB device by the two numbers it says of itself, each four hex digits in lower case. */
export interface UsbDevice {
  readonly vendorId: string
  readonly productId: string
}

export interface LinkDefaults {
  /** A stream may be cut anywhere; a datagram is pushed whole. */
  readonly kind: 'stream' | 'datagram'
  readonly serial: SerialSettings
  /** Other settings worth trying when the first gives no frames, likeliest first. */
  readonly candidates: readonly SerialSettings[]
  /** USB devices that send this monitor's bytes in HID reports; absent: it has no such line. */
  readonly hid?: readonly UsbDevice[]
}

/** What carries the bytes: a serial line (also behind a device server), USB HID reports, or a network whose packets are checked. */
export type LineKind = 'serial' | 'hid' | 'network'

/** What proves the driver: a recording or vector none of us made, a vendor's printed frame, or only the document. */
export type Evidence = 'real capture' | 'vendor document' | 'derived'

/**
 * Where a decoder sends what it finds. `send` is absent for listen-only
 * drivers and links; a decoder must then ask for nothing.
 */
export interface Out {
  measure(measurement: Measurement): void
  send?(bytes: Uint8Array): void
  /**
   * Whether everything sent is wanted (DESIGN section 4, decode), however often it repeats and however late it can
   * be told what it is. Absent, for a station: a number that stays the same may be said less often than it is sent,
   * and what had to wait longer than `WAITS_AT_MOST_MS` is left out.
   */
  readonly wantsEverything?: boolean
}

/** Counters that `decode --summary` reports; the framer keeps them, they only ever grow. */
export interface FrameCounts {
  good: number
  checksum: number
  length: number
  short: number
  escape: number
  partial: number
  /** Bytes outside any frame. */
  skippedBytes: number
}

/** What sets a device that a person wears and that sends by radio apart from a monitor at the bed. */
export interface WearableFacts {
  /** Id of the channel that tells its battery, in percent. */
  readonly battery: string
}

/**
 * Bytes and time in, measurements out. Never throws on bytes, holds no timer,
 * reads no clock: `atMs` is the caller's monotonic clock.
 */
export interface Decoder {
  push(bytes: Uint8Array, atMs: number): void
  /** Handshakes, keep-alives, time-outs. Called about twenty times a second. */
  tick(atMs: number): void
  /**
   * The station gives the line up of its own accord: what a device must hear to be free for another station.
   * Called once, while the line is open; `end` follows. Absent: no farewell is needed.
   */
  leave?(atMs: number): void
  /** The input has ended (file end, cable pulled): count what was cut; forget half a frame. */
  end(atMs: number): void
  /**
   * Does what a person has asked for by a click, at once and once: nothing of it is ever repeated, by a time-out, an answer or
   * a line that comes back. A stop goes out ahead of everything else. Absent: this device is only read.
   */
  act?(act: DeviceAct, atMs: number): ActAnswer
  /** The cuff of a device whose options allow a start; null or absent: they do not. */
  readonly cuff?: CuffState | null
  readonly counts: Readonly<FrameCounts>
  /**
   * How long the line may be silent right now, where that depends on what was asked
   * for and on what runs; without it the driver's `maxQuietMs` holds. It is longer than
   * that only where the options of the bed name a slower sender.
   */
  readonly quietMs?: number
  /**
   * Whether frames are a sign of life: false while a format with a weak check has not
   * shown enough of them in a row, because random bytes hold such a check now and then.
   * Absent: they always are.
   */
  readonly isLocked?: boolean
  /**
   * Whether the monitor has shown on this line that it sends its alarms, where a
   * driver can only ask and not know. Absent: it does if the driver carries them.
   */
  readonly alertsFlow?: boolean
}

/** One value of a twin's scenario, or a whole patient: see drivers/physiology. */
export interface TwinOptions {
  readonly scenario: string
  readonly seed: number
  /** UTC milliseconds that the twin's own clock shows at atMs = 0. */
  readonly startUtcMs: number
}

/**
 * The byte-level twin: the device's side of the wire, made from a seed.
 * `produce` returns the bytes sent up to `atMs` (monotonic, from 0) since the
 * last call; `receive` takes what the station sent.
 */
export interface Twin {
  produce(atMs: number): Uint8Array
  receive(bytes: Uint8Array, atMs: number): void
}

/** As `Twin`, on a wire of datagrams: what one message is stays one piece. */
export interface DatagramTwin {
  produce(atMs: number): readonly Uint8Array[]
  receive(datagram: Uint8Array, atMs: number): void
}

/**
 * The same monitor over a network, where every message is a datagram of its own. The
 * station speaks first, so the kind of the link decides which wire is started: see `wireOf`.
 */
export interface DatagramWire<O = unknown> {
  /** UDP ports that the monitor sends from; on the first of them it is spoken to. */
  readonly ports: readonly number[]
  /** As in `Driver`, for this wire. */
  readonly undetectedErrorRate: string
  /**
   * Length of the message that begins with these bytes by its own fields; null if none
   * begins here. Tells datagrams that were written one after the other apart.
   */
  lengthOf(bytes: Uint8Array): number | null
  /** Every `push` is one whole datagram. */
  start(out: Out, options: O): Decoder
  twin(options: TwinOptions): DatagramTwin
}

export interface Driver<O = unknown> {
  readonly id: string
  readonly vendor: string
  readonly models: readonly string[]
  readonly evidence: Evidence
  readonly link: LinkDefaults
  /** Silence longer than this is a visible state; never shorter than 2.5 x the interval asked for. */
  readonly maxQuietMs: number
  /** Present for wearables: gaps of the radio are usual, and no alarm before they are long. */
  readonly wearable?: WearableFacts
  /** Whether the driver ever writes to the monitor, and what: one sentence, or null for listen-only. */
  readonly writes: string | null
  /** Whether this link can carry the monitor's own alarms. */
  readonly carriesAlerts: boolean
  /**
   * The maker forbids alarms made of what comes on this line: every channel has `isNoAlarmSource`, no alarm of the
   * device is told, and screens say so.
   */
  readonly forbidsAlarms?: true
  /** Whether these options ask the monitor for its alarms; absent: always, where the link carries them. */
  asksAlerts?(options: O): boolean
  readonly channels: readonly ChannelSpec[]
  /** Zod schema with defaults and descriptions: the set-up screen is drawn from it. */
  readonly options: ZodType<O>
  /** The options as they hold on this kind of line; absent: unchanged. */
  onLine?(line: LineKind, options: O): O
  /** Chance that a damaged frame passes as good, in words and number (e.g. '1 in 256 of damaged frames of plausible length'). */
  readonly undetectedErrorRate: string
  /**
   * Present for a format without at least a 16-bit check, which must earn trust by a lock
   * (`framing/lock.ts`): what the lock still lets through, as `lockErrors` computes it.
   */
  readonly lock?: LockErrors
  /** Time until good values come again after trouble, where the device is too slow for the usual 5 s, milliseconds. */
  readonly recoversMs?: number
  /** How to connect the device; absent for a driver that a site makes of a file. */
  readonly guide?: DeviceGuide
  /** All that decides how a driver made of a file reads, as JSON text; absent where code decides. */
  readonly definition?: unknown
  start(out: Out, options: O): Decoder
  twin(options: TwinOptions): Twin
  /** Present where the monitor also speaks over a network of datagrams; all else of the driver holds for both. */
  readonly datagrams?: DatagramWire<O>
}

/**
 * Makes a driver of what its file says. Every driver is made here, so that none of them lets an
 * illegal unit through. Fields that are worked out when they are first read stay so.
 */
export function defineDriver<O>(driver: Driver<O>): Driver<O> {
  const { datagrams } = driver
  const start: Driver<O>['start'] = (out, options) => driver.start(legalUnitsOnly(out), options)
  const onNetwork: DatagramWire<O> | undefined = datagrams && {
    ...datagrams,
    start: (out, options) => datagrams.start(legalUnitsOnly(out), options),
  }
  const made: Driver<O> = Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(driver),
    start: { value: start, enumerable: true },
    ...(onNetwork && { datagrams: { value: onNetwork, enumerable: true } }),
  })
  return made
}
