/**
 * Every fact about the wire of a Bluegiga dongle (BLED112), as tables. "BGAPI" is the vendor's reference of the commands of
 * its Bluetooth Smart software, read through an open library that speaks it.
 */

/** A message (BGAPI): kind and upper bits of the length, length of the payload, class, command; then the payload. */
export const HEADER = { kind: 0, length: 1, group: 2, id: 3, bytes: 4 } as const
/** Bit 7 of the first byte is an event; the dongle on USB has no other technology and no payload longer than this. */
export const EVENT = 0x80
export const LONGEST_PAYLOAD = 64
export const CONNECTIONS = 8

/** Payload of a message (BGAPI): so many bytes, and behind them a byte of length with that many where `hasArray`. */
export interface MessageForm {
  readonly group: number
  readonly id: number
  readonly bytes: number
  readonly hasArray?: true
}

/** Answers to commands (BGAPI). */
export const ANSWER = {
  hello: { group: 0, id: 1, bytes: 0 },
  disconnect: { group: 3, id: 0, bytes: 3 },
  findInformation: { group: 4, id: 3, bytes: 3 },
  readByHandle: { group: 4, id: 4, bytes: 3 },
  write: { group: 4, id: 5, bytes: 3 },
  confirm: { group: 4, id: 7, bytes: 2 },
  discover: { group: 6, id: 2, bytes: 2 },
  connect: { group: 6, id: 3, bytes: 3 },
  endProcedure: { group: 6, id: 4, bytes: 2 },
  scanParameters: { group: 6, id: 7, bytes: 2 },
} as const satisfies Readonly<Record<string, MessageForm>>
export type CommandName = keyof typeof ANSWER

/** Events (BGAPI). Those that are only passed over are here too, so that the wire holds nothing unknown. */
export const EVENTS = {
  boot: { group: 0, id: 0, bytes: 12 },
  protocolError: { group: 0, id: 6, bytes: 2 },
  connected: { group: 3, id: 0, bytes: 16 },
  version: { group: 3, id: 1, bytes: 6 },
  features: { group: 3, id: 2, bytes: 1, hasArray: true },
  disconnected: { group: 3, id: 4, bytes: 3 },
  completed: { group: 4, id: 1, bytes: 5 },
  information: { group: 4, id: 4, bytes: 3, hasArray: true },
  value: { group: 4, id: 5, bytes: 4, hasArray: true },
  bondingFailed: { group: 5, id: 1, bytes: 3 },
  bondStatus: { group: 5, id: 4, bytes: 4 },
  scanned: { group: 6, id: 0, bytes: 10, hasArray: true },
  modeChanged: { group: 6, id: 1, bytes: 2 },
} as const satisfies Readonly<Record<string, MessageForm>>
export type EventName = keyof typeof EVENTS

/** Places within payloads (BGAPI). Addresses are written from their last byte on. */
export const AT = {
  connection: 0,
  result: 1,
  connected: { flags: 1, address: 2 },
  connectAnswer: { result: 0, connection: 2 },
  completed: { result: 1 },
  information: { handle: 1, length: 3 },
  value: { handle: 1, type: 3, length: 4 },
  scanned: { type: 1, address: 2, addressType: 8 },
} as const
export const ADDRESS_BYTES = 6
/** Bit 0 of the flags of a connection: it holds. */
export const IS_CONNECTED = 1
/** An advertisement of something that takes no connection. */
export const NOT_CONNECTABLE = 2
/** An indication that the station has to confirm itself. */
export const WANTS_CONFIRM = 5

/** What is asked (BGAPI): every 100 ms for 50 ms, actively; connections of 30 to 60 ms, given up after 4 s. */
export const ASK = {
  scan: [0xa0, 0x00, 0x50, 0x00, 0x01],
  /** General discovery. */
  mode: 1,
  connection: [0x18, 0x00, 0x30, 0x00, 0x90, 0x01, 0x00, 0x00],
  firstHandle: 1,
  lastHandle: 0xffff,
} as const

/** Attributes (profile): where a characteristic begins, and the switch behind its value. */
export const ATTRIBUTE = { characteristic: '2803', configuration: '2902' } as const
/** The switch (profile): notifications or indications on. */
export const SWITCH = { notify: [1, 0], indicate: [2, 0] } as const

/** Time the dongle has, milliseconds. */
export const DONGLE_TIME = {
  answer: 2_000,
  /** The wearable has to answer by radio. */
  procedure: 10_000,
  connect: 10_000,
  /** A message comes in one piece: after so long it has ended, or is cut. */
  quiet: 100,
  /** Between two looks whether the dongle is there, while it says nothing. */
  hello: 5_000,
} as const
