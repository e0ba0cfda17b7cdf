import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS, RECOVERS_MS } from './codes.ts'
import { Pb840Decoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { lock } from './lines.ts'
import { type Pb840Options, pb840Options } from './options.ts'

const serial = { baud: BAUD.asked, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** Puritan Bennett 840 and 980 ventilators, over the port that is asked or the one that sends waveforms. */
export const pb840 = defineDriver<Pb840Options>({
  id: 'pb-840',
  vendor: 'Puritan Bennett',
  models: ['840', '980'],
  guide,
  evidence: 'real capture',
  link: { kind: 'stream', serial, candidates: [{ ...serial, baud: BAUD.waves }] },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Requests for the numbers and alarms (RSET, SNDF or SNDA); nothing that changes what the ventilator does.',
  carriesAlerts: true,
  asksAlerts: ({ port }) => port === 'numbers',
  channels,
  options: pb840Options,
  undetectedErrorRate: `no check, so 1 in 1 of changes from one digit to another passes, and a sample may lose its first digit, but no number of a reply does; ${lock.text}`,
  lock,
  recoversMs: RECOVERS_MS,
  start: (out, options) => new Pb840Decoder(out, options),
  twin: createTwin,
})
