import type { Admitted } from '../../drivers/philips-intellivue/encode-patient.ts'
import { createTwin } from '../../drivers/philips-intellivue/twin.ts'
import { type DeviceServer, openDeviceServer } from './device-server.ts'

/** The twin speaks this often: well below the quarter of a second of its waves. */
const EVERY_MS = 50

/** A Philips monitor behind a device server. */
export interface NamedMonitor extends DeviceServer {
  /** Who is admitted to it from now on; null is nobody. */
  admit(person: Admitted | null): void
}

/** Starts a monitor that names whom the test says. The caller closes it. */
export async function startNamedMonitor(): Promise<NamedMonitor> {
  let admitted: Admitted | null = null
  const server = await openDeviceServer((socket) => {
    const twin = createTwin({ scenario: 'stable', seed: 3, startUtcMs: Date.now() }, () => admitted)
    const fromMs = performance.now()
    const nowMs = () => performance.now() - fromMs
    const timer = setInterval(() => socket.write(twin.produce(nowMs())), EVERY_MS)
    socket.on('data', (bytes) => twin.receive(bytes, nowMs()))
    return () => clearInterval(timer)
  })
  return {
    ...server,
    admit(person) {
      admitted = person
    },
  }
}
