import { defineDriver, type SerialSettings } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { startNonin } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './formats.ts'
import { guide } from './guide.ts'
import { type NoninOptions, noninOptions } from './options.ts'

const serial: SerialSettings = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' }

/** Nonin OEM III, Xpod, iPod and the Bluetooth models with a serial profile, formats 2, 7, 8 and 13. */
export const nonin = defineDriver<NoninOptions>({
  id: 'nonin',
  vendor: 'Nonin',
  models: ['OEM III', 'Xpod', 'iPod', '3150', '4100', '9560'],
  guide,
  evidence: 'real capture',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes: null,
  carriesAlerts: false,
  channels,
  options: noninOptions,
  undetectedErrorRate: `df2 and df7: 1 in 256 of damaged frames (8-bit sum); df8 has no check, so 1 in 1 of changes that keep bit 7 passes; df13: 1 in 256 of readings damaged outside their eleven fixed bytes; df2: ${lock.text}`,
  lock,
  start: startNonin,
  twin: (options) => createTwin(options),
})
