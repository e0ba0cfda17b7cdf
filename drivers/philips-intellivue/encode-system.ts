import { systemAttributes } from './encode-messages.ts'
import { Writer } from './writer.ts'

const SYSTEM_HANDLE = 0

/** The device system as an object of a poll result. In: its counter and its clock. */
export function systemObject(ticks: number, utcMs: number): Uint8Array {
  return new Writer()
    .u16(SYSTEM_HANDLE)
    .list(...systemAttributes(ticks, utcMs))
    .bytes()
}
