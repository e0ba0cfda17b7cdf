import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS, RECOVERS_MS } from './codes.ts'
import { lock, MedibusDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type MedibusOptions, medibusOptions } from './options.ts'

const serial = { baud: BAUD.usual, dataBits: 8, parity: 'even', stopBits: 1, flow: 'none' } as const

/** Ventilators, anaesthesia workstations and incubators that speak MEDIBUS or MEDIBUS.X, with their curves. */
export const draegerMedibus = defineDriver<MedibusOptions>({
  id: 'draeger-medibus',
  vendor: 'Draeger',
  models: [
    'Evita, Evita 2, 4 and XL, Savina',
    'Evita Infinity V500, V300, V600, V800',
    'Babylog VN500, VN600, VN800',
    'Savina 300, Carina, Oxylog 3000 plus',
    'Primus, Apollo, Perseus A500, Atlan, Zeus, Fabius',
  ],
  guide,
  evidence: 'vendor document',
  link: {
    kind: 'stream',
    serial,
    candidates: [
      { ...serial, baud: BAUD.anaesthesia },
      { ...serial, parity: 'none' },
      { ...serial, baud: BAUD.fabius, parity: 'none' },
    ],
  },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Opens and closes the session, answers what the device asks, and asks for numbers, settings, texts, alarms, clock and curves; nothing that changes what the device does.',
  carriesAlerts: true,
  channels,
  options: medibusOptions,
  undetectedErrorRate: `1 in 256 of slow messages damaged between their start and end (8-bit sum in two digits), 1 in 65,536 of those replaced by random bytes; a sample of a curve has no check, so 1 in 1 of changes within its 12 bits passes; ${lock.text}`,
  lock,
  recoversMs: RECOVERS_MS,
  start: (out, options) => new MedibusDecoder(out, options),
  twin: createTwin,
})
