import {
  ACTION,
  ASSOCIATION,
  ATTRIBUTE,
  CLASS,
  COMMAND,
  DATA,
  ERROR,
  EVENT,
  LINK_STATE,
  MODE,
  OBJECT_PARTITION,
  OPERATION,
  PRODUCTION,
  SESSION_BYTE,
  TWIN,
} from './codes.ts'
import { addAbsoluteTime, addLabel, addText } from './encode-values.ts'
import { Writer } from './writer.ts'

/** Presentation header of the monitor's answer (captured on an MP70), up to the length of the user information. */
const ANSWER_HEADER: readonly number[] = [
  0x31, 0x80, 0xa0, 0x80, 0x80, 0x01, 0x01, 0x00, 0x00, 0xa2, 0x80, 0xa0, 0x03, 0x00, 0x00, 0x01, 0xa5, 0x80,
  0x30, 0x80, 0x80, 0x01, 0x00, 0x81, 0x02, 0x51, 0x01, 0x00, 0x00, 0x30, 0x80, 0x80, 0x01, 0x00, 0x81, 0x0c,
  0x2a, 0x86, 0x48, 0xce, 0x14, 0x02, 0x01, 0x00, 0x00, 0x00, 0x02, 0x01, 0x00, 0x00, 0x00, 0x00, 0x61, 0x80,
  0x30, 0x80, 0x02, 0x01, 0x01, 0xa0, 0x80, 0x61, 0x80, 0xa1, 0x80, 0x06, 0x0c, 0x2a, 0x86, 0x48, 0xce, 0x14,
  0x02, 0x01, 0x00, 0x00, 0x00, 0x03, 0x01, 0x00, 0x00, 0xa2, 0x03, 0x02, 0x01, 0x00, 0xa3, 0x05, 0xa1, 0x03,
  0x02, 0x01, 0x00, 0xbe, 0x80, 0x28, 0x80, 0x02, 0x01, 0x02, 0x81,
]
const SERVER_TYPE = 0x00800000
const HOT_START = 0x80000000
/** What an answer grants that says nothing else: real-time numerics and waves. */
const USUAL_GRANT = 0x88000000

/**
 * The answer that grants an association (section "association response"). In: the shortest poll asked for, ticks;
 * the largest message, bytes; the extensions it grants.
 */
export function associationAnswer(
  minimumPollTicks: number,
  mtuBytes: number,
  grantedBits: number = USUAL_GRANT,
): Uint8Array {
  const info = new Writer()
  info.u32(ASSOCIATION.protocolVersion).u32(ASSOCIATION.nomenclatureVersion).u32(0)
  info.u32(SERVER_TYPE).u32(HOT_START).u32(0)
  info.list((profiles) =>
    profiles.attribute(ASSOCIATION.pollProfile, (profile) => {
      profile.u32(ASSOCIATION.pollProfileRevision).u32(minimumPollTicks)
      profile.u32(mtuBytes).u32(mtuBytes).u32(ASSOCIATION.anyBandwidth)
      profile.u32(ASSOCIATION.dynamicObjects)
      profile.list((packages) =>
        packages.attribute(ASSOCIATION.extension, (bits) => void bits.u32(grantedBits).u32(0)),
      )
    }),
  )
  const user = info.bytes()
  const presentation = new Writer().raw(ANSWER_HEADER).u8(user.length).raw(user)
  presentation.raw(new Uint8Array(ASSOCIATION.trailerBytes))
  const body = new Writer().raw(ASSOCIATION.sessionHeader).u8(ASSOCIATION.presentationByte)
  body.u8(presentation.length).raw(presentation.bytes())
  return new Writer().u8(SESSION_BYTE.accept).u8(body.length).raw(body.bytes()).bytes()
}

/** Wraps a body into a data message: operation, ids, device system. */
function message(operation: number, ids: (into: Writer) => void, body: Writer): Uint8Array {
  return new Writer()
    .u16(DATA.session)
    .u16(DATA.context)
    .u16(operation)
    .sized((remote) => {
      ids(remote)
      remote.sized((inner) => inner.u16(CLASS.system).u32(0).raw(body.bytes()))
    })
    .bytes()
}

/** Attributes of the device system at a moment: counter reading and wall clock. */
export function systemAttributes(ticks: number, utcMs: number): readonly ((list: Writer) => void)[] {
  const { serialType, partType, softwareType, product, application } = PRODUCTION
  const row = (type: number, component: number, text: string) => (it: Writer) => {
    it.u16(type).u16(component)
    addLabel(it, text)
  }
  return [
    (list) => list.attribute(ATTRIBUTE.mode, (it) => it.u16(MODE.monitoring)),
    (list) =>
      list.attribute(ATTRIBUTE.model, (it) => {
        addLabel(it, TWIN.maker)
        addLabel(it, TWIN.model)
      }),
    (list) =>
      list.attribute(ATTRIBUTE.production, (it) =>
        it.list(
          row(serialType, product, TWIN.serial),
          row(partType, product, TWIN.product),
          row(softwareType, application, TWIN.software),
        ),
      ),
    (list) => list.attribute(ATTRIBUTE.bedLabel, (it) => addText(it, TWIN.bed)),
    (list) => list.attribute(ATTRIBUTE.wallTime, (it) => addAbsoluteTime(it, utcMs)),
    (list) => list.attribute(ATTRIBUTE.relativeTime, (it) => it.u32(ticks)),
  ]
}

/** The event that announces the device system; the station must answer it. */
export function createEvent(invoke: number, ticks: number, utcMs: number): Uint8Array {
  const body = new Writer().u32(ticks).u16(EVENT.create)
  body.sized((data) => {
    data.u16(CLASS.system).u32(0)
    data.list(...systemAttributes(ticks, utcMs))
  })
  return message(OPERATION.invoke, (it) => it.u16(invoke).u16(COMMAND.confirmedEvent), body)
}

/** Answer to a priority list or a question for it: the labels that the monitor took. In: the attribute that is the list. */
export function priorityResult(
  invoke: number,
  command: number,
  attribute: number,
  labels: readonly number[],
): Uint8Array {
  const body = new Writer().list((list) =>
    list.attribute(attribute, (it) =>
      it.list(...labels.map((label) => (one: Writer) => void one.u32(label))),
    ),
  )
  return message(OPERATION.result, (it) => it.u16(invoke).u16(command), body)
}

function errorMessage(invoke: number, error: number, fill: (body: Writer) => void): Uint8Array {
  return new Writer()
    .u16(DATA.session)
    .u16(DATA.context)
    .u16(OPERATION.error)
    .sized((remote) => remote.u16(invoke).u16(error).sized(fill))
    .bytes()
}

/** Refuses one operation because the monitor is busy. */
export function busyError(invoke: number): Uint8Array {
  return errorMessage(invoke, ERROR.processingFailure, (body) => body.u32(0))
}

/** Refuses to set an attribute (section "message types", set list error). In: why, a status of that section. */
export function setError(invoke: number, attribute: number, status: number): Uint8Array {
  return errorMessage(invoke, ERROR.setList, (body) =>
    body
      .u16(CLASS.system)
      .u32(0)
      .list((entry) => entry.u16(status).u16(0).u16(attribute)),
  )
}

/** What a poll result is about; `sequence` is null for a single poll. */
export interface ResultHead {
  readonly invoke: number
  readonly poll: number
  readonly sequence: number | null
  readonly ticks: number
  readonly objectClass: number
  readonly group: number
}

const ALL_ONES = 0xffffffff

function resultBody(head: ResultHead, objects: readonly Uint8Array[]): Writer {
  const body = new Writer().u16(head.sequence === null ? ACTION.poll : ACTION.extendedPoll)
  return body.sized((data) => {
    data.u16(head.poll)
    if (head.sequence !== null) data.u16(head.sequence)
    data.u32(head.ticks).u32(ALL_ONES).u32(ALL_ONES)
    data.u16(OBJECT_PARTITION).u16(head.objectClass).u16(head.group)
    data.u16(objects.length === 0 ? 0 : 1)
    data.sized((contexts) => {
      if (objects.length === 0) return
      contexts.u16(1).u16(objects.length)
      contexts.sized((all) => {
        for (const object of objects) all.raw(object)
      })
    })
  })
}

/**
 * A poll result as one message, or as linked messages and an empty last one where it
 * does not fit in `mtuBytes` (section "linked results").
 */
export function pollResult(
  head: ResultHead,
  objects: readonly Uint8Array[],
  mtuBytes: number,
): readonly Uint8Array[] {
  const groups = packed(objects, mtuBytes - TWIN.resultOverhead)
  const [only] = groups
  if (groups.length <= 1) return [resultMessage(head, only ?? [], null)]
  const linked = groups.map((group, index) => {
    const isLast = index === groups.length - 1
    const state = isLast ? LINK_STATE.last : index === 0 ? LINK_STATE.first : LINK_STATE.middle
    return resultMessage(head, group, { state, count: index + 1 })
  })
  return [...linked, resultMessage(head, [], null)]
}

function resultMessage(
  head: ResultHead,
  objects: readonly Uint8Array[],
  link: { readonly state: number; readonly count: number } | null,
): Uint8Array {
  const ids = (it: Writer): void => {
    if (link !== null) it.u8(link.state).u8(link.count)
    it.u16(head.invoke).u16(COMMAND.action)
  }
  return message(link === null ? OPERATION.result : OPERATION.linked, ids, resultBody(head, objects))
}

function packed(objects: readonly Uint8Array[], room: number): readonly (readonly Uint8Array[])[] {
  const groups: Uint8Array[][] = []
  let used = room
  for (const object of objects) {
    if (used + object.length > room) {
      groups.push([])
      used = 0
    }
    groups.at(-1)?.push(object)
    used += object.length
  }
  return groups
}
