import { defineDriver, type SerialSettings } from '../driver.ts'
import { channels } from './channels.ts'
import { GeS5Decoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { type GeS5Options, geS5Options } from './options.ts'

const documented: SerialSettings = { baud: 19_200, dataBits: 8, parity: 'even', stopBits: 1, flow: 'rtscts' }

const MS_PER_SECOND = 1000
/** Two and a half times the interval asked for (DESIGN rule 2). */
const QUIET_FACTOR = 2.5
const SLOWEST_INTERVAL_SECONDS = 10
/** Waves come every second or faster, so silence shows sooner while they run. */
const QUIET_WITH_WAVES_MS = 2500

/** GE / Datex-Ohmeda S/5, AS/3, CS/3, Cardiocap/5, B20-B155 and CARESCAPE monitors over their "DRI" serial port. */
export const geS5 = defineDriver<GeS5Options>({
  id: 'ge-s5',
  vendor: 'GE / Datex-Ohmeda',
  models: [
    'S/5 AM',
    'S/5 CAM',
    'AS/3',
    'CS/3',
    'Cardiocap/5',
    'B20',
    'B40',
    'B105',
    'B125',
    'B155',
    'B450',
    'B650',
    'B850',
  ],
  evidence: 'real capture',
  link: {
    kind: 'stream',
    serial: documented,
    candidates: [
      { ...documented, flow: 'none' },
      { ...documented, baud: 115_200 },
      { ...documented, baud: 115_200, flow: 'none' },
    ],
  },
  maxQuietMs: QUIET_FACTOR * SLOWEST_INTERVAL_SECONDS * MS_PER_SECOND,
  quietMs: (options) =>
    options.waves.length > 0 && !options.listenOnly
      ? QUIET_WITH_WAVES_MS
      : QUIET_FACTOR * options.intervalSeconds * MS_PER_SECOND,
  writes: 'Requests for numbers, waves and alarms; nothing that changes a setting or a therapy.',
  carriesAlerts: true,
  asksAlerts: (options) => options.alarms && !options.listenOnly,
  channels,
  options: geS5Options,
  undetectedErrorRate:
    '1 in 256 of frames damaged without a change of length (8-bit sum); 1 in 16,777,216 of random bytes between two flags (sum and 16-bit length)',
  start: (out, options) => new GeS5Decoder(out, options),
  twin: (options) => createTwin(options),
})
