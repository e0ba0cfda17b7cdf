import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS, RECOVERS_MS } from './codes.ts'
import { HealthOMeterDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type HealthOMeterOptions, healthOMeterOptions } from './options.ts'
import { lock } from './packet.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** Health o meter scales that send a held weight once a second. */
export const healthOMeter = defineDriver<HealthOMeterOptions>({
  id: 'health-o-meter',
  vendor: 'Health o meter',
  models: ['1100', '2000', '500KL', 'ProPlus'],
  guide,
  evidence: 'vendor document',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes: null,
  carriesAlerts: false,
  channels,
  options: healthOMeterOptions,
  undetectedErrorRate: `no check, so 1 in 1 of changes from one digit to another passes, but a weight counts only when three packets in a row say the same; ${lock.text}`,
  lock,
  recoversMs: RECOVERS_MS,
  start: (out, options) => new HealthOMeterDecoder(out, options),
  twin: createTwin,
})
