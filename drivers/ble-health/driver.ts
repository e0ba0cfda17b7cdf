import { defineDriver } from '../driver.ts'
import { battery, channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { BleHealthDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type BleHealthOptions, bleHealthOptions } from './options.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** Wearables with Bluetooth health profiles, through a bridge on a serial line. */
export const bleHealth = defineDriver<BleHealthOptions>({
  id: 'ble-health',
  vendor: 'Bluetooth health profiles',
  models: ['Heart rate straps', 'Pulse oximeters', 'Blood pressure cuffs', 'Thermometers', 'Glucose meters'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  wearable: { battery: battery.id },
  writes: null,
  carriesAlerts: false,
  channels,
  options: bleHealthOptions,
  undetectedErrorRate: '1 in 65,536 of damaged lines (CRC-16/X-25)',
  start: (out, options) => new BleHealthDecoder(out, options),
  twin: createTwin,
})
