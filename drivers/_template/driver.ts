import { z } from 'zod'
import { defineDriver } from '../driver.ts'
import { channels, lock, TemplateDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'

const options = z.strictObject({})

/** A device that does not exist: copy this folder, then make every line true for yours. */
export const template = defineDriver<z.infer<typeof options>>({
  id: 'template',
  vendor: 'nobody',
  models: ['Finger clip that does not exist'],
  guide,
  evidence: 'derived',
  link: {
    kind: 'stream',
    serial: { baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
    candidates: [],
  },
  maxQuietMs: 2500,
  writes: null,
  carriesAlerts: false,
  channels,
  options,
  undetectedErrorRate: `1 in 256 of damaged frames of the right length (8-bit sum); ${lock.text}`,
  lock,
  start: (out) => new TemplateDecoder(out),
  twin: createTwin,
})
