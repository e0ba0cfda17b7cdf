import type { Framer, FrameSink } from '../framing/counts.ts'
import { DatagramFramer } from '../framing/datagram.ts'
import { DelimitedFramer } from '../framing/delimited.ts'
import { MTU } from './codes.ts'
import { frameMessage, mibFormat, userData } from './frame.ts'
import { messageLength } from './message.ts'

/** How the messages of the interface travel: framed on a serial line, or each in a datagram (section "transport"). */
export interface Transport {
  /** The largest message to ask for, bytes. */
  readonly mtuBytes: number
  /** Whether messages can be lost, doubled or overtaken without a trace on the wire. */
  readonly reorders: boolean
  framer(sink: FrameSink): Framer
  /** A message as it goes on the wire. */
  wrap(message: Uint8Array): Uint8Array
  /** The message of a whole frame; null if it belongs to another protocol. */
  messageOf(frame: Uint8Array): Uint8Array | null
}

/** The fixed-baud-rate protocol of the MIB/RS-232 port. */
export const serialTransport: Transport = {
  mtuBytes: MTU.serial,
  reorders: false,
  framer: (sink) => new DelimitedFramer(mibFormat, sink),
  wrap: frameMessage,
  messageOf: userData,
}

/** UDP: no flags, no header, no check of its own. */
export const networkTransport: Transport = {
  mtuBytes: MTU.network,
  reorders: true,
  framer: (sink) => new DatagramFramer(messageLength, sink),
  wrap: (message) => message,
  messageOf: (datagram) => datagram,
}
