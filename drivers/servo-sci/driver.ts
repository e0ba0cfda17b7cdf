import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS, RECOVERS_MS } from './codes.ts'
import { lock, ServoSciDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type ServoSciOptions, servoSciOptions } from './options.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'even', stopBits: 1, flow: 'none' } as const

/** SERVO ventilators over their Servo Communication Interface, asked for one block at a time. */
export const servoSci = defineDriver<ServoSciOptions>({
  id: 'servo-sci',
  vendor: 'Getinge (Maquet)',
  models: ['SERVO-u', 'SERVO-u MR', 'SERVO-n', 'SERVO-air', 'SERVO-c'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Requests for its identity, channels, clock and numbers, and which of them one answer holds; nothing that changes what the ventilator does.',
  carriesAlerts: false,
  forbidsAlarms: true,
  channels,
  options: servoSciOptions,
  undetectedErrorRate: `1 in 128 of damaged answers of the right length (8-bit XOR, of which two forms are taken until one has come); ${lock.text}`,
  lock,
  recoversMs: RECOVERS_MS,
  start: (out, options) => new ServoSciDecoder(out, options),
  twin: createTwin,
})
