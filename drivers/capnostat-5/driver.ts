import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS, RECOVERS_MS } from './codes.ts'
import { CapnostatDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './frame.ts'
import { guide } from './guide.ts'
import { type CapnostatOptions, capnostatOptions } from './options.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** CO2 modules that a host sets up and starts: mainstream CAPNOSTAT 5 and sidestream LoFlo. */
export const capnostat5 = defineDriver<CapnostatOptions>({
  id: 'capnostat-5',
  vendor: 'Respironics (Novametrix)',
  models: ['CAPNOSTAT 5', 'LoFlo'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Stops and starts the wave, asks for unit and revision, and sets air pressure and oxygen as the options say, without which the module measures nothing; it never zeroes, resets or puts it to sleep.',
  carriesAlerts: false,
  channels,
  options: capnostatOptions,
  undetectedErrorRate: `1 in 128 of frames damaged without a change of length (7-bit sum); ${lock.text}`,
  lock,
  recoversMs: RECOVERS_MS,
  start: (out, options) => new CapnostatDecoder(out, options),
  twin: createTwin,
})
