import { defineDriver, type SerialSettings } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { Pm6750Decoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { lock } from './frame.ts'
import { guide } from './guide.ts'
import { type Pm6750Options, pm6750Options } from './options.ts'

const serial: SerialSettings = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' }

/** Berry six-parameter boards, bare or inside low-cost monitors. */
export const berryPm6750 = defineDriver<Pm6750Options>({
  id: 'berry-pm6750',
  vendor: 'Berry',
  models: ['PM6750', 'PM6100'],
  guide,
  evidence: 'vendor document',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Commands that switch the data of the board on; never a cuff measurement, a calibration or a setting.',
  carriesAlerts: false,
  channels,
  options: pm6750Options,
  undetectedErrorRate: `1 in 256 of frames damaged without a change of length (8-bit sum); ${lock.text}`,
  lock,
  start: (out, options) => new Pm6750Decoder(out, options),
  twin: createTwin,
})
