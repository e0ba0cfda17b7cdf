import type { Random, Transform } from './transforms.ts'
import * as change from './transforms.ts'

/** One fault of the lab. */
export interface FaultSpec {
  readonly name: string
  /** What happens on the line or in the monitor, in words. */
  readonly story: string
  /** How long one occurrence lasts, milliseconds; `quiet`: longer than the driver lets the line be silent. */
  readonly lasts: number | 'quiet'
  /** Whether any format must count it. A frame that is lost, doubled or late whole shows only where frames are numbered. */
  readonly counted: boolean
  /** Changes the bytes. */
  readonly bytes?: (random: Random) => Transform
  /** The same on a network, where the checksum of UDP drops every damaged datagram and no format has to see it. */
  readonly isDropped?: true
  /** The patient and the sensors tell this story instead. */
  readonly scenario?: string
  /** The monitor starts again: after being off, or at once with its clock moved by so many milliseconds. */
  readonly restart?: 'after' | { readonly clockByMs: number }
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SECOND_MS = 1000
const FEW_SECONDS_MS = 3 * SECOND_MS

const line = (
  name: string,
  counted: boolean,
  bytes: (random: Random) => Transform,
  story: string,
  lasts: number | 'quiet' = FEW_SECONDS_MS,
): FaultSpec => ({ name, story, lasts, counted, bytes })

/** Damage within a frame: on a network the datagram never arrives. */
const damage = (name: string, bytes: (random: Random) => Transform, story: string): FaultSpec => ({
  ...line(name, true, bytes, story),
  isDropped: true,
})

const monitor = (name: string, more: Pick<FaultSpec, 'scenario' | 'restart'>, story: string): FaultSpec => ({
  name,
  story,
  lasts: FEW_SECONDS_MS,
  counted: false,
  ...more,
})

/** Every fault there is: what cables, adapters, monitors and sensors do. */
export const faults: readonly FaultSpec[] = [
  damage('drop-byte', change.dropByte, 'Bytes are lost.'),
  line('drop-frame', false, change.dropFrame, 'Whole frames are lost.'),
  damage('flip-bit', change.flipBit, 'Bits are inverted.'),
  damage('flip-byte', change.flipByte, 'Bytes become others.'),
  line('truncate-frame', true, change.truncateFrame, 'Frames end early.'),
  line('duplicate-frame', false, change.duplicateFrame, 'Frames come twice.'),
  line('swap-frames', false, change.swapFrames, 'Frames change places.'),
  line('stall', false, change.stall, 'Bytes come a second late.', SECOND_MS),
  line('stall-quiet', false, change.silence, 'The line is silent for longer than it may be.', 'quiet'),
  line('noise', true, change.noiseBetween, 'Noise comes between frames.'),
  damage('noise-inside', change.noiseInside, 'Noise comes within frames.'),
  line('unplug', true, change.unplug, 'The plug is pulled within a frame.'),
  line('reconnect', true, change.reconnect, 'The plug comes back within a frame.'),
  monitor('restart', { restart: 'after' }, 'The monitor is switched off and on.'),
  damage('wrong-baud', change.wrongBaud, 'The line runs at another speed.'),
  monitor('clock-hour', { restart: { clockByMs: HOUR_MS } }, "The monitor's clock is set an hour ahead."),
  monitor('clock-day', { restart: { clockByMs: -DAY_MS } }, "The monitor's clock is set a day back."),
  monitor('module-pulled', { scenario: 'module-pulled' }, 'Every module is pulled and put back.'),
  monitor('sensor-off', { scenario: 'probe-off' }, 'The finger sensor comes off.'),
  monitor('leads-off', { scenario: 'leads-off' }, 'The electrodes come off.'),
]

/** Names for `sim:?fault=` and `simulate --fault`. */
export const faultNames: readonly string[] = faults.map((fault) => fault.name)
