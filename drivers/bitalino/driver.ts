import { defineDriver, type SerialSettings } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { BitalinoDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './framer.ts'
import { guide } from './guide.ts'
import { type BitalinoOptions, bitalinoOptions } from './options.ts'

const serial: SerialSettings = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' }

/** Open board with six ports for sensors. */
export const bitalino = defineDriver<BitalinoOptions>({
  id: 'bitalino',
  vendor: 'PLUX',
  models: ['BITalino (r)evolution'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes: 'Commands that stop the board, set its rate and start its ports; no output and no other setting.',
  carriesAlerts: false,
  channels,
  options: bitalinoOptions,
  undetectedErrorRate: `1 in 16 of damaged packets (4-bit check), of single flipped bits none; ${lock.text}`,
  lock,
  start: (out, options) => new BitalinoDecoder(out, options),
  twin: createTwin,
})
