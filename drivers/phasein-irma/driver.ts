import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { IrmaDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './frame.ts'
import { guide } from './guide.ts'
import { type IrmaOptions, irmaOptions } from './options.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** Phasein and Masimo gas modules, in their own counts until somebody has held them against a module. */
export const phaseinIrma = defineDriver<IrmaOptions>({
  id: 'phasein-irma',
  vendor: 'Phasein / Masimo',
  models: ['IRMA', 'ISA'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes: null,
  carriesAlerts: false,
  channels,
  options: irmaOptions,
  undetectedErrorRate: `1 in 256 of damaged frames (8-bit sum); ${lock.text}`,
  lock,
  start: (out) => new IrmaDecoder(out),
  twin: createTwin,
})
