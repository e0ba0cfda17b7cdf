import type { FaultKind } from '../../../drivers/model/measurement.ts'
import type { CableMove } from './fault-trial.ts'

/**
 * What the line must show when a fault has lasted. `damaged`: live while good frames
 * come, else "cannot be read". `askedAnew`: live where a monitor sends by itself, silent
 * until it has been asked again where it does not.
 */
export type LineExpectation = 'live' | 'silent' | 'noFrames' | 'unplugged' | 'damaged' | 'askedAnew'

/**
 * Where a fault must be counted. `damage`: frames or bytes outside frames. `order`: by
 * formats that number their frames. `state`: the state of the line is its record.
 * `nothing`: the line is whole, so that any fault would be a false one.
 */
export type CountExpectation = 'damage' | 'order' | 'state' | 'nothing'

export interface FaultExpectation {
  readonly line: LineExpectation
  readonly counted: CountExpectation
  readonly cable: CableMove
  /** Longer than the table of faults says, so that every number becomes too old to be shown. */
  readonly lastsMs?: number
}

/** Twice the longest age limit of any driver (12.5 s), and more. */
const OUTLASTS_NUMBERS_MS = 45_000

const row = (line: LineExpectation, counted: CountExpectation): FaultExpectation => ({
  line,
  counted,
  cable: 'stays',
})
const long = (line: LineExpectation, counted: CountExpectation, cable: CableMove = 'stays') => ({
  line,
  counted,
  cable,
  lastsMs: OUTLASTS_NUMBERS_MS,
})

/** One row for each fault of drivers/faults/table.ts. */
export const FAULT_EXPECTATIONS: Readonly<Record<string, FaultExpectation>> = {
  'drop-byte': row('damaged', 'damage'),
  'drop-frame': row('live', 'order'),
  'flip-bit': row('damaged', 'damage'),
  'flip-byte': row('damaged', 'damage'),
  'truncate-frame': row('damaged', 'damage'),
  'duplicate-frame': row('live', 'order'),
  'swap-frames': row('live', 'order'),
  stall: row('live', 'nothing'),
  'stall-quiet': long('silent', 'state'),
  noise: row('damaged', 'damage'),
  'noise-inside': row('damaged', 'damage'),
  unplug: long('unplugged', 'damage', 'pulled'),
  reconnect: long('unplugged', 'damage', 'pulled'),
  restart: long('silent', 'state'),
  'wrong-baud': long('noFrames', 'damage'),
  'clock-hour': row('askedAnew', 'state'),
  'clock-day': row('askedAnew', 'state'),
  'module-pulled': row('live', 'nothing'),
  'sensor-off': row('live', 'nothing'),
  'leads-off': row('live', 'nothing'),
}

/** The fault kind by which a driver counts frames that were lost, doubled or swapped whole; the others cannot know. */
export const ORDER_FAULTS: Readonly<Record<string, Readonly<Record<string, FaultKind>>>> = {
  'dinamap-pro1000': {
    'drop-frame': 'lostFrame',
    'duplicate-frame': 'repeatedFrame',
    'swap-frames': 'repeatedFrame',
  },
  'ge-s5': {
    'drop-frame': 'lostFrame',
    'duplicate-frame': 'repeatedFrame',
    'swap-frames': 'repeatedFrame',
  },
  'capnostat-5': {
    'drop-frame': 'lostFrame',
    'duplicate-frame': 'repeatedFrame',
    'swap-frames': 'repeatedFrame',
  },
  'capnostream-20': {
    'drop-frame': 'lostFrame',
    'duplicate-frame': 'repeatedFrame',
    'swap-frames': 'repeatedFrame',
  },
  'philips-intellivue': { 'duplicate-frame': 'repeatedFrame' },
  bitalino: {
    'drop-frame': 'lostFrame',
    'duplicate-frame': 'repeatedFrame',
    'swap-frames': 'lostFrame',
  },
  'openbci-cyton': {
    'drop-frame': 'lostFrame',
    'duplicate-frame': 'repeatedFrame',
    'swap-frames': 'repeatedFrame',
  },
}

/** Kinds that say "damaged on the way". */
export const DAMAGE: ReadonlySet<FaultKind> = new Set([
  'checksum',
  'length',
  'short',
  'escape',
  'partial',
  'skipped',
  'lostFrame',
])
