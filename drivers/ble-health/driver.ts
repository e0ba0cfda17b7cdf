import { defineDriver } from '../driver.ts'
import { battery, channels } from './channels.ts'
import { BAUD, MAX_QUIET_MS } from './codes.ts'
import { BridgeDecoder } from './decode.ts'
import { DongleDecoder } from './dongle.ts'
import { dongleLock } from './dongle-frame.ts'
import { createTwin } from './encode.ts'
import { guide } from './guide.ts'
import { type BleHealthOptions, bleHealthOptions } from './options.ts'

const serial = { baud: BAUD, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

/** Wearables with Bluetooth health profiles, through a bridge or a dongle on a serial line. */
export const bleHealth = defineDriver<BleHealthOptions>({
  id: 'ble-health',
  vendor: 'Bluetooth health profiles',
  models: ['Heart rate straps', 'Pulse oximeters', 'Blood pressure cuffs', 'Thermometers', 'Glucose meters'],
  guide,
  evidence: 'derived',
  link: { kind: 'stream', serial, candidates: [] },
  maxQuietMs: MAX_QUIET_MS,
  wearable: { battery: battery.id },
  writes:
    'To a dongle: scan, connect with the named wearables, find what they have and switch its notifications on. Nothing to a bridge.',
  carriesAlerts: false,
  channels,
  options: bleHealthOptions,
  undetectedErrorRate: `1 in 65,536 of damaged lines of a bridge (CRC-16/X-25); a dongle sends no check, so 1 in 1 of changes within a payload would pass but for the check of USB itself; ${dongleLock.text}`,
  start: (out, options) =>
    options.wire === 'dongle' ? new DongleDecoder(out, options) : new BridgeDecoder(out, options),
  twin: createTwin,
})
