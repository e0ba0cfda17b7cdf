import { defineDriver, type SerialSettings } from '../driver.ts'
import { channels } from './channels.ts'
import { BAUD, HID_DEVICE, MAX_QUIET_MS } from './codes.ts'
import { lock, startCms50 } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type Cms50Options, cms50Options } from './options.ts'

const current: SerialSettings = { baud: BAUD.v7, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' }

/** Contec CMS50 finger and wrist oximeters and their many clones, on three wires. */
export const contecCms50 = defineDriver<Cms50Options>({
  id: 'contec-cms50',
  vendor: 'Contec',
  models: [
    'CMS50D+',
    'CMS50E',
    'CMS50F',
    'CMS50FW',
    'CMS50IW',
    'Pulox PO-200',
    'Pulox PO-300',
    'Pulox PO-400',
    'Beurer PO80',
  ],
  guide,
  evidence: 'real capture',
  link: {
    kind: 'stream',
    serial: current,
    candidates: [
      { ...current, baud: BAUD.old, parity: 'odd' },
      { ...current, baud: BAUD.old },
      { ...current, baud: BAUD.oldest, parity: 'odd' },
    ],
    hid: [HID_DEVICE],
  },
  maxQuietMs: MAX_QUIET_MS,
  writes:
    'Commands that start the live data and keep it alive; nothing that changes a setting or a stored record.',
  carriesAlerts: false,
  channels,
  options: cms50Options,
  onLine: (line, options) =>
    line === 'hid' && options.wire === 'auto' ? { ...options, wire: 'hid' } : options,
  undetectedErrorRate: `v7 and old have no check, so a changed pleth sample passes (1 in 1), but a number counts only once it stood in 8 packets in a row (in a listing 2); hid: 1 in 128 of damaged frames (7-bit sum); old, the weakest: ${lock.text}`,
  lock,
  start: startCms50,
  twin: (options) => createTwin(options),
})
