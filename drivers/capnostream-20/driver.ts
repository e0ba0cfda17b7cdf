import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { CapnostreamDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './frame.ts'
import { guide } from './guide.ts'
import { type CapnostreamOptions, capnostreamOptions } from './options.ts'

const serial = { baud: BAUD.usual, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** Bedside monitor of end-tidal CO2 and saturation, over its serial port. */
export const capnostream20 = defineDriver<CapnostreamOptions>({
  id: 'capnostream-20',
  vendor: 'Oridion (Medtronic)',
  models: ['Capnostream 20'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [{ ...serial, baud: BAUD.slow }] },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Enables the port, starts and stops its data, asks for numbers that stay away, and says every four seconds that it listens; no setting of the monitor is changed.',
  carriesAlerts: true,
  channels,
  options: capnostreamOptions,
  undetectedErrorRate: `1 in 256 of frames damaged without a change of length (8-bit XOR); ${lock.text}`,
  lock,
  start: (out) => new CapnostreamDecoder(out),
  twin: createTwin,
})
