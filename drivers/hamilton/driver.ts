import { defineDriver } from '../driver.ts'
import { lock } from './answer.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS, RECOVERS_MS } from './codes.ts'
import { HamiltonDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type HamiltonOptions, hamiltonOptions } from './options.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'even', stopBits: 2, flow: 'none' } as const

/** Hamilton ventilators over the port that is asked for one number at a time. */
export const hamilton = defineDriver<HamiltonOptions>({
  id: 'hamilton',
  vendor: 'Hamilton Medical',
  models: ['Galileo', 'Raphael', 'G5', 'C2', 'C3', 'T1', 'MR1'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [{ ...serial, stopBits: 1 }] },
  maxQuietMs: MAX_QUIET_MS,
  writes: 'Requests for one number at a time; nothing that changes what the ventilator does.',
  carriesAlerts: false,
  channels,
  options: hamiltonOptions,
  undetectedErrorRate: `no check, so 1 in 1 of changes from one digit to another passes; ${lock.text}`,
  lock,
  recoversMs: RECOVERS_MS,
  start: (out) => new HamiltonDecoder(out),
  twin: createTwin,
})
