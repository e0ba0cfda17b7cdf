import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS, RECOVERS_MS } from './codes.ts'
import { Tm2655Decoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type Tm2655Options, tm2655Options } from './options.ts'
import { lock } from './reply.ts'

const serial = { baud: BAUD.usual, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** A&D blood pressure kiosks: the last reading, never a start of the cuff. */
export const andTm2655 = defineDriver<Tm2655Options>({
  id: 'and-tm2655',
  vendor: 'A&D',
  models: ['TM-2655', 'TM-2656', 'TM-2657'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [{ ...serial, baud: BAUD.other }] },
  maxQuietMs: MAX_QUIET_MS,
  writes: 'Requests for the last reading; never a start or a stop of the cuff.',
  carriesAlerts: false,
  channels,
  options: tm2655Options,
  undetectedErrorRate: `no check that is known, so 1 in 1 of changes from one digit to another passes, but a reading counts only when three replies in a row say the same; ${lock.text}`,
  lock,
  recoversMs: RECOVERS_MS,
  start: (out) => new Tm2655Decoder(out),
  twin: createTwin,
})
