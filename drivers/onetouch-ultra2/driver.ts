import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { Ultra2Decoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type Ultra2Options, ultra2Options } from './options.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** LifeScan glucose meters that answer with their whole memory. */
export const onetouchUltra2 = defineDriver<Ultra2Options>({
  id: 'onetouch-ultra2',
  vendor: 'LifeScan',
  models: ['OneTouch Ultra 2'],
  guide,
  evidence: 'real capture',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  writes: 'Requests for the memory of the meter; nothing that sets its clock, erases or changes anything.',
  carriesAlerts: false,
  channels,
  options: ultra2Options,
  undetectedErrorRate:
    '1 in 65,536 of lines replaced by random bytes (16-bit sum of the characters); one changed character is always noticed, 1 in 1 of two that changed places is not',
  start: (out, options) => new Ultra2Decoder(out, options),
  twin: createTwin,
})
