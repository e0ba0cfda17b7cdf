import { z } from 'zod'
import { defineDriver } from '../driver.ts'
import { lock } from './block.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { DinamapDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'

const options = z.strictObject({})

/** Dinamap PRO 1000 monitors with their native binary stream: waves only. */
export const dinamapPro1000 = defineDriver<z.infer<typeof options>>({
  id: 'dinamap-pro1000',
  vendor: 'GE / Critikon',
  models: ['Dinamap PRO 1000'],
  guide,
  evidence: 'real capture',
  link: {
    kind: 'stream',
    serial: { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
    candidates: [
      { baud: 19_200, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
      { baud: 38_400, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
    ],
  },
  maxQuietMs: MAX_QUIET_MS,
  writes: null,
  // The two alarm bits were never seen set: their silence must not be taken for the monitor's.
  carriesAlerts: false,
  channels,
  options,
  undetectedErrorRate: `1 in 256 of blocks damaged in their content (8-bit CRC); ${lock.text}`,
  lock,
  start: (out) => new DinamapDecoder(out),
  twin: createTwin,
})
