import { ACTION, ATTRIBUTE, POLL_EXTENSION, TICKS_PER_MS } from './codes.ts'
import type { Reader } from './reader.ts'

const OBJECT_ID_BYTES = 6
const SCOPE_BYTES = 4

/** A poll as the monitor understands it; `activeMs` is null for a single one. */
export interface PollRequest {
  readonly invoke: number
  readonly poll: number
  readonly objectClass: number
  readonly group: number
  readonly activeMs: number | null
}

/** Reads a poll request behind its operation header; null if it is none. */
export function readPollRequest(reader: Reader, invoke: number): PollRequest | null {
  reader.skip(OBJECT_ID_BYTES + SCOPE_BYTES)
  const action = reader.u16()
  reader.skip(2)
  const poll = reader.u16()
  reader.skip(2)
  const objectClass = reader.u16()
  const group = reader.u16()
  if (reader.failed) return null
  if (action === ACTION.poll) return { invoke, poll, objectClass, group, activeMs: null }
  if (action !== ACTION.extendedPoll) return null
  let activeMs = 0
  const count = reader.u16()
  reader.skip(2)
  for (let index = 0; index < count && !reader.failed; index++) {
    const id = reader.u16()
    const length = reader.u16()
    if (id === POLL_EXTENSION.activePeriod) activeMs = reader.u32() / TICKS_PER_MS
    else reader.skip(length)
  }
  return reader.failed ? null : { invoke, poll, objectClass, group, activeMs }
}

/** Reads the labels of a request that sets the wave priority list; null if it sets something else. */
export function readPriorityList(reader: Reader): readonly number[] | null {
  reader.skip(OBJECT_ID_BYTES + SCOPE_BYTES)
  // One entry: operation, attribute, length.
  reader.skip(2 + 2 + 2)
  const attribute = reader.u16()
  reader.skip(2)
  const count = reader.u16()
  reader.skip(2)
  const labels: number[] = []
  for (let index = 0; index < count && !reader.failed; index++) labels.push(reader.u32())
  return reader.failed || attribute !== ATTRIBUTE.wavePriority ? null : labels
}
