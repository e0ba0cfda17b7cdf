import { defineDriver, type SerialSettings } from '../driver.ts'
import { LOCK_NEEDS, lockErrors } from '../framing/lock.ts'
import { channels } from './channels.ts'
import { SERIAL, TIMING } from './codes.ts'
import { Hl7InboundDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type Hl7InboundOptions, hl7InboundOptions } from './options.ts'
import { quietMsFor } from './quiet.ts'

const documented: SerialSettings = {
  baud: SERIAL.baud,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  flow: 'none',
}

const BYTE_VALUES = 256
/** What every message begins with, behind the start byte; random bytes must hit each of them. */
const HEADER = 'MSH|^~\\&|'

/** What a run of random bytes must match at the least. */
export const lock = lockErrors(
  Array.from(HEADER, () => ({ allowed: 1, possible: BYTE_VALUES })),
  LOCK_NEEDS.secondBlocks,
)

/**
 * Messages of the twin that show another value after one changed bit, measured over every bit (`damage.long.test.ts`).
 * Digits are all there is: a value that turns into another value cannot be told from one.
 */
export const SHOWN_WRONG = {
  numbers: 69,
  waves: 6,
  text: '1 in 69 of messages with numbers and 1 in 6 with waves show another value after one changed bit',
} as const

/** Monitors and gateways that send HL7 v2 themselves: over TCP, or over a serial line. */
export const hl7Inbound = defineDriver<Hl7InboundOptions>({
  id: 'hl7-inbound',
  vendor: 'HL7 v2',
  models: [
    'Mindray eGateway and BeneVision',
    'Mindray A5 and A7',
    'GE B105, B125 and B155',
    'Philips Efficia',
    'gateways that send ORU^R01',
  ],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial: documented, candidates: [{ ...documented, baud: SERIAL.otherBaud }] },
  maxQuietMs: quietMsFor(TIMING.usualIntervalSeconds),
  writes: 'Acknowledgements of messages received; nothing that asks for data or changes a setting.',
  carriesAlerts: true,
  channels,
  options: hl7InboundOptions,
  undetectedErrorRate: `HL7 has no check: ${SHOWN_WRONG.text}; on a serial line ${lock.text}; over TCP 1 in 65,536 of damaged segments arrives (16-bit sum)`,
  lock,
  onLine: (line, options) => (options.line === 'auto' && line !== 'hid' ? { ...options, line } : options),
  start: (out, options) => new Hl7InboundDecoder(out, options),
  twin: (options) => createTwin(options),
})
