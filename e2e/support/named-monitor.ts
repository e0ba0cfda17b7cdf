import { createServer, type Socket } from 'node:net'
import type { Admitted } from '../../drivers/philips-intellivue/encode-patient.ts'
import { createTwin } from '../../drivers/philips-intellivue/twin.ts'

/** The twin speaks this often: well below the quarter of a second of its waves. */
const EVERY_MS = 50

/** A Philips monitor behind a device server. */
export interface NamedMonitor {
  /** LINK text that reaches it. */
  readonly link: string
  /** Who is admitted to it from now on; null is nobody. */
  admit(person: Admitted | null): void
  close(): Promise<void>
}

/** Starts a monitor that names whom the test says. The caller closes it. */
export async function startNamedMonitor(): Promise<NamedMonitor> {
  let admitted: Admitted | null = null
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const twin = createTwin({ scenario: 'stable', seed: 3, startUtcMs: Date.now() }, () => admitted)
    const fromMs = performance.now()
    const nowMs = () => performance.now() - fromMs
    const timer = setInterval(() => socket.write(twin.produce(nowMs())), EVERY_MS)
    sockets.add(socket)
    socket.on('data', (bytes) => twin.receive(bytes, nowMs()))
    socket.on('error', () => undefined)
    socket.once('close', () => {
      clearInterval(timer)
      sockets.delete(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the monitor has no port')
  return {
    link: `tcp:127.0.0.1:${address.port}`,
    admit(person) {
      admitted = person
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
