import { defineDriver, type SerialSettings } from '../driver.ts'
import { channels } from './channels.ts'
import { SERIAL, SESSION } from './codes.ts'
import { GeS5Decoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type GeS5Options, geS5Options, quietMsFor } from './options.ts'
import { undetected } from './record.ts'

const documented: SerialSettings = {
  baud: SERIAL.baud,
  dataBits: 8,
  parity: 'even',
  stopBits: 1,
  flow: 'rtscts',
}

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
  guide,
  evidence: 'real capture',
  link: {
    kind: 'stream',
    serial: documented,
    candidates: [
      { ...documented, flow: 'none' },
      { ...documented, baud: SERIAL.fastBaud },
      { ...documented, baud: SERIAL.fastBaud, flow: 'none' },
    ],
  },
  maxQuietMs: quietMsFor(SESSION.slowestIntervalSeconds),
  writes: 'Requests for numbers, waves and alarms; nothing that changes a setting or a therapy.',
  carriesAlerts: true,
  asksAlerts: (options) => options.alarms || options.listenOnly,
  channels,
  options: geS5Options,
  undetectedErrorRate: undetected,
  start: (out, options) => new GeS5Decoder(out, options),
  twin: (options) => createTwin(options),
})
