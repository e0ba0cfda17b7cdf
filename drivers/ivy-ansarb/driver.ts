import { z } from 'zod'
import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { AnsarBDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './frame.ts'
import { guide } from './guide.ts'

const options = z.strictObject({})

/** Ivy monitors with the "ANSAR-B" stream. */
export const ivyAnsarb = defineDriver<z.infer<typeof options>>({
  id: 'ivy-ansarb',
  vendor: 'Ivy Biomedical',
  models: ['405', '450C'],
  guide,
  evidence: 'real capture',
  link: {
    kind: 'stream',
    serial: { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
    candidates: [],
  },
  maxQuietMs: MAX_QUIET_MS,
  writes: null,
  carriesAlerts: false,
  channels,
  options,
  undetectedErrorRate: `no check, so 1 in 1 of changes to a sample or to a digit passes, but a number that lost a digit counts only in three frames in a row; ${lock.text}`,
  lock,
  start: (out) => new AnsarBDecoder(out),
  twin: createTwin,
})
