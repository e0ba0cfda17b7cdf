import { lineOf } from '../../drivers/ble-health/line.ts'
import { type DeviceServer, openDeviceServer } from './device-server.ts'

/** As straps do: a notification a second. */
const LINE_EVERY_MS = 1_000
const MAC = 'C0:FF:EE:00:00:01'

/** A chest strap behind a bridge on a device server; the test takes it out of reach. */
export interface Strap extends DeviceServer {
  /** False: out of reach, while the bridge stays where it is. */
  reach(isInReach: boolean): void
}

const hexOf = (bytes: readonly number[]) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
const notification = (svc: string, chr: string, payload: readonly number[]) =>
  `${lineOf(JSON.stringify({ mac: MAC, svc, chr, hex: hexOf(payload) }))}\r\n`

/** Starts a strap at 72 beats a minute with a battery of 87 %. The caller closes it. */
export async function startStrap(): Promise<Strap> {
  let isInReach = true
  const server = await openDeviceServer((socket) => {
    socket.write(notification('180F', '2a19', [87]))
    const timer = setInterval(() => {
      if (isInReach) socket.write(notification('180D', '2a37', [0x16, 72, 0x55, 0x03]))
    }, LINE_EVERY_MS)
    return () => clearInterval(timer)
  })
  return {
    ...server,
    reach(next) {
      isInReach = next
    },
  }
}
