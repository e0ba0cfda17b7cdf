import { ACTION, ASSOCIATION, POLL_EXTENSION, TICKS_PER_MS } from './codes.ts'
import { Reader } from './reader.ts'

const OBJECT_ID_BYTES = 6
const SCOPE_BYTES = 4
const EXTENSION_BYTES = 8

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

/** Reads a request that sets a list of labels: which attribute, and what it shall hold; null if it is cut. */
export function readPriorityList(
  reader: Reader,
): { readonly attribute: number; readonly labels: readonly number[] } | null {
  reader.skip(OBJECT_ID_BYTES + SCOPE_BYTES)
  // One entry: operation, attribute, length.
  reader.skip(2 + 2 + 2)
  const attribute = reader.u16()
  reader.skip(2)
  const count = reader.u16()
  reader.skip(2)
  const labels: number[] = []
  for (let index = 0; index < count && !reader.failed; index++) labels.push(reader.u32())
  return reader.failed ? null : { attribute, labels }
}

/** Reads a request for one attribute: which one. */
export function readAskedAttribute(reader: Reader): number {
  reader.skip(OBJECT_ID_BYTES + SCOPE_BYTES)
  reader.skip(2 + 2)
  return reader.u16()
}

/** The extensions that a request to associate asks for; 0 if it names none. */
export function readAskedBits(request: Uint8Array): number {
  for (let at = 0; at < request.length; at++) {
    const reader = new Reader(request.subarray(at))
    if (reader.u16() !== ASSOCIATION.extension || reader.u16() !== EXTENSION_BYTES) continue
    return reader.u32()
  }
  return 0
}
