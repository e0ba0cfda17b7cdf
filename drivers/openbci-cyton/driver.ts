import { defineDriver, type SerialSettings } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { CytonDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './framer.ts'
import { guide } from './guide.ts'
import { type CytonOptions, cytonOptions } from './options.ts'

const serial: SerialSettings = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' }

/** Open board for eight pairs of electrodes. */
export const openbciCyton = defineDriver<CytonOptions>({
  id: 'openbci-cyton',
  vendor: 'OpenBCI',
  models: ['Cyton'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Commands that stop the board, reset it and its channels to their defaults, and start it; no other setting.',
  carriesAlerts: false,
  channels,
  options: cytonOptions,
  undetectedErrorRate: `no check, so a changed sample or acceleration passes (1 in 1); ${lock.text}`,
  lock,
  start: (out, options) => new CytonDecoder(out, options),
  twin: createTwin,
})
