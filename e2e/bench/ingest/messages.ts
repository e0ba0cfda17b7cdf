/** Times of the packets of each line, monotonic nanoseconds of the system: the same clock in every process. */
export type PacketTimes = readonly (readonly number[])[]

/** What the feeder says when it has sent everything. */
export interface Fed {
  readonly type: 'fed'
  readonly times: PacketTimes
  readonly bytes: number
  /** Packets that a full line did not take, or not whole. */
  readonly refused: number
}

/** What a reading process says: when all lines are open, and after `stop`. */
export type FromReader =
  | { readonly type: 'ready' }
  | { readonly type: 'read'; readonly bytes: number; readonly times: PacketTimes }

/** Monotonic time of the system, ns; exact for a few months of uptime. */
export function nowNs(): number {
  return Number(process.hrtime.bigint())
}
