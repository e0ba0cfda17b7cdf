import type { Channel, NumericChannel, WaveChannel } from './channel.ts'

/**
 * How far a value may be trusted. `good`, `questionable` and `demo` (demo or
 * test mode of the monitor) carry a number; `invalid` and `off` never do.
 */
export type Validity = 'good' | 'questionable' | 'invalid' | 'off' | 'demo'

/** Fields every measurement shares. Times are milliseconds. */
export interface Stamp {
  /** Arrival on the caller's monotonic clock: the `atMs` of the push or tick that carried it. */
  readonly atMs: number
  /** The device's own clock read as if it were UTC, or null if its frames carry none. */
  readonly deviceMs: number | null
}

/** One number of one parameter. `value` is null exactly when validity is `invalid` or `off`. */
export interface Numeric extends Stamp {
  readonly type: 'numeric'
  readonly channel: NumericChannel
  readonly value: number | null
  readonly validity: Validity
  /**
   * When an episodic reading (DESIGN rule 11) was taken, device clock, if the
   * device says so. Together with the channel it is the identity of the reading.
   */
  readonly measuredDeviceMs?: number
  /**
   * How long before its arrival an episodic reading was taken, where that is known without a clock of the line: several
   * wearables on one line have a clock each.
   */
  readonly takenAgoMs?: number
  /** Said by the decoder because the device sends this channel no longer: a value with `off` that was never sent. */
  readonly isUnsent?: true
}

/** A stretch of samples that the device did not send or marked as not data. */
export interface MissingRun {
  readonly start: number
  readonly length: number
}

export type WaveMarkKind = 'pace' | 'gap' | 'leadOff' | 'saturation'

/** A device remark about one sample, by index into `samples`. `gap`: samples were lost before this one. */
export interface WaveMark {
  readonly at: number
  readonly kind: WaveMarkKind
}

/**
 * A run of raw samples. Physical value = `samples[i] * channel.gain + channel.offset`.
 * Samples inside `missing` have no meaning and must not be drawn or stored as data.
 * `samples` is owned by the receiver once handed over.
 */
export interface Wave extends Stamp {
  readonly type: 'wave'
  readonly channel: WaveChannel
  readonly samples: Int16Array | Int32Array
  readonly missing: readonly MissingRun[]
  readonly marks: readonly WaveMark[]
  /** The samples came before, or behind later ones: they have no place on the time line any more. */
  readonly isPast?: true
}

export type Priority = 'high' | 'medium' | 'low'

/** The bedside monitor's own alarm, in its own words (any language; never matched on). */
export interface Alert extends Stamp {
  readonly type: 'alert'
  readonly priority: Priority
  readonly kind: 'physiological' | 'technical'
  readonly text: string
  readonly phase: 'start' | 'end'
  /** The device of the bed that raised it, where that is not the bed's monitor; no driver sets it. */
  readonly device?: string
}

/**
 * What the device says about itself (`model`, `serial`, `software`) or about the person
 * connected: the fields and their rule stand in person.ts.
 */
export interface Identity extends Stamp {
  readonly type: 'identity'
  readonly fields: Readonly<Record<string, string>>
}

/** Kinds of loss; each one is counted, never silent. */
export type FaultKind =
  | 'checksum'
  | 'length'
  | 'short'
  | 'escape'
  | 'oversize'
  | 'skipped'
  | 'partial'
  | 'lostFrame'
  /** A frame came twice, or behind one that was sent later. */
  | 'repeatedFrame'
  | 'unknownRecord'
  | 'unexpectedValue'
  | 'illegalUnit'

/** Something was lost or refused; `bytes` says how much of the stream it cost. */
export interface Fault extends Stamp {
  readonly type: 'fault'
  readonly kind: FaultKind
  readonly bytes: number
  /** How many of them, when one report stands for several (default 1). */
  readonly count?: number
  /** What was refused, where a format names it: a code and its unit, never a value or a person. */
  readonly about?: string
}

export type Measurement = Numeric | Wave | Alert | Identity | Fault

/** Whether the device sent it, and not the decoder alone said it: what totals and listings show. */
export function isSent(measurement: Measurement): boolean {
  return measurement.type !== 'numeric' || measurement.isUnsent !== true
}

/** Whether a validity carries a number (DESIGN section 4). */
export function hasNumber(validity: Validity): boolean {
  return validity === 'good' || validity === 'questionable' || validity === 'demo'
}

export type { Channel }
