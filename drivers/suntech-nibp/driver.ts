import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { SuntechDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './frame.ts'
import { guide } from './guide.ts'
import { type SuntechOptions, suntechOptions } from './options.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** SunTech blood pressure modules: what they measured; a start of the cuff only for a click, where an engineer allows it. */
export const suntechNibp = defineDriver<SuntechOptions>({
  id: 'suntech-nibp',
  vendor: 'SunTech Medical',
  models: ['Advantage OEM NIBP module'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Questions for the pressure of the cuff and the last reading, never a setting; a start or a stop of the cuff only for a click in Vigil, where an engineer has allowed it for the bed.',
  carriesAlerts: false,
  channels,
  options: suntechOptions,
  undetectedErrorRate: `1 in 256 of damaged frames (8-bit sum), and a reading that was asked for counts only when it came twice; ${lock.text}`,
  lock,
  start: (out, options) => new SuntechDecoder(out, options),
  twin: createTwin,
})
