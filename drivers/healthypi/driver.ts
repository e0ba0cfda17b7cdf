import { defineDriver, type SerialSettings } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { HealthyPiDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './frame.ts'
import { guide } from './guide.ts'
import { type HealthyPiOptions, healthyPiOptions } from './options.ts'

const usb: SerialSettings = { baud: BAUD.usb, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' }

/** Open boards that carry ECG, breath, SpO2 and temperature. */
export const healthyPi = defineDriver<HealthyPiOptions>({
  id: 'healthypi',
  vendor: 'ProtoCentral',
  models: ['HealthyPi v3', 'HealthyPi v4', 'HealthyPi 5'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial: usb, candidates: [{ ...usb, baud: BAUD.pins }] },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'The start command of v5, only where the options of the bed ask for it; no name, recording or setting.',
  carriesAlerts: false,
  channels,
  options: healthyPiOptions,
  undetectedErrorRate: `no check, so a changed sample passes (1 in 1), but a number counts only once it stood in 8 frames in a row, a temperature twice among 8 within 0.2 degrees (in a listing 2 in a row); ${lock.text}`,
  lock,
  start: (out, options) => new HealthyPiDecoder(out, options),
  twin: (options) => createTwin(options),
})
