import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { SuntechDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './frame.ts'
import { guide } from './guide.ts'
import { type SuntechOptions, suntechOptions } from './options.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** SunTech blood pressure modules: what they measured, never a start of the cuff. */
export const suntechNibp = defineDriver<SuntechOptions>({
  id: 'suntech-nibp',
  vendor: 'SunTech Medical',
  models: ['Advantage OEM NIBP module'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Questions for the pressure of the cuff and the last reading; never a start of the cuff or a setting.',
  carriesAlerts: false,
  channels,
  options: suntechOptions,
  undetectedErrorRate: `1 in 256 of damaged frames (8-bit sum), and a reading that was asked for counts only when it came twice; ${lock.text}`,
  lock,
  start: (out, options) => new SuntechDecoder(out, options),
  twin: createTwin,
})
