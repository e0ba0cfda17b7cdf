import { defineDriver } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { BerryBciDecoder, lock } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type BerryBciOptions, berryBciOptions } from './options.ts'

/** Oximeters of Berry that send the five bytes of its "BCI protocol". */
export const berryBci = defineDriver<BerryBciOptions>({
  id: 'berry-bci',
  vendor: 'Berry',
  models: ['BM1000', 'BM2000', 'BCI protocol SpO2 board'],
  guide,
  evidence: 'derived',
  link: {
    kind: 'stream',
    serial: { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' },
    candidates: [],
  },
  maxQuietMs: MAX_QUIET_MS,
  writes: null,
  carriesAlerts: false,
  channels,
  options: berryBciOptions,
  undetectedErrorRate: `no check, so a changed pleth sample passes (1 in 1), but a number counts only once it stood in 8 packets in a row (in a listing 2); ${lock.text}`,
  lock,
  start: (out) => new BerryBciDecoder(out),
  twin: createTwin,
})
