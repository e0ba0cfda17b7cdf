import {
  ACTION,
  CLASS,
  COMMAND,
  DATA,
  EVENT,
  OBJECT_PARTITION,
  OPERATION,
  POLL_EXTENSION,
  TICKS_PER_MS,
} from './codes.ts'
import { Writer } from './writer.ts'

/** What is polled: a class of objects and a group of their attributes. */
export interface PollTarget {
  readonly objectClass: number
  readonly group: number
}

/** Wraps an operation on the device system. In: ids and what to write after the object. Out: the message, unframed. */
function operation(type: number, invoke: number, command: number, fill: (body: Writer) => void): Uint8Array {
  const message = new Writer().u16(DATA.session).u16(DATA.context).u16(type)
  message.sized((remote) => {
    remote.u16(invoke).u16(command)
    remote.sized((body) => {
      body.u16(CLASS.system).u32(0)
      fill(body)
    })
  })
  return message.bytes()
}

/** Confirms that the device system was created: must follow at once, with the event's own invoke id. */
export function createResult(invoke: number): Uint8Array {
  return operation(OPERATION.result, invoke, COMMAND.confirmedEvent, (body) =>
    body.u32(0).u16(EVENT.create).u16(0),
  )
}

function target(body: Writer, poll: number, { objectClass, group }: PollTarget): Writer {
  return body.u16(poll).u16(OBJECT_PARTITION).u16(objectClass).u16(group)
}

/** Asks once for a class (section "single poll"). */
export function singlePoll(invoke: number, poll: number, what: PollTarget): Uint8Array {
  return operation(OPERATION.invoke, invoke, COMMAND.action, (body) =>
    body
      .u32(0)
      .u16(ACTION.poll)
      .sized((data) => target(data, poll, what)),
  )
}

/** Asks for a class again and again for `activeMs` (section "extended poll"). */
export function extendedPoll(invoke: number, poll: number, what: PollTarget, activeMs: number): Uint8Array {
  return operation(OPERATION.invoke, invoke, COMMAND.action, (body) =>
    body
      .u32(0)
      .u16(ACTION.extendedPoll)
      .sized((data) =>
        target(data, poll, what).list((entry) =>
          entry.attribute(POLL_EXTENSION.activePeriod, (value) => value.u32(activeMs * TICKS_PER_MS)),
        ),
      ),
  )
}

/**
 * Chooses what a poll sends (sections "wave selection", "numeric priority list"). In: the attribute that
 * is the list, and its labels, most wanted first.
 */
export function selectLabels(invoke: number, attribute: number, labels: readonly number[]): Uint8Array {
  const REPLACE = 0
  return operation(OPERATION.invoke, invoke, COMMAND.confirmedSet, (body) =>
    body
      .u32(0)
      .list((entry) =>
        entry
          .u16(REPLACE)
          .attribute(attribute, (value) =>
            value.list(...labels.map((label) => (one: Writer) => void one.u32(label))),
          ),
      ),
  )
}
