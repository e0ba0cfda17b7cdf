import { connect, type Socket } from 'node:net'
import { hl7Inbound } from '../../drivers/hl7-inbound/driver.ts'

const EVERY_MS = 100

/** A gateway that sends HL7 each second and reads how it is answered. */
export interface Gateway {
  /** Messages that were accepted so far. */
  accepted(): number
  close(): void
}

/** Starts the twin of a gateway that connects to a port of this PC, and connects again whenever it is turned away. */
export function startGateway(port: number): Gateway {
  const startedMs = performance.now()
  const twin = hl7Inbound.twin({ scenario: 'stable', seed: 5, startUtcMs: Date.now() })
  let answers = ''
  let socket: Socket | null = null
  const ticking = setInterval(() => {
    const atMs = performance.now() - startedMs
    const bytes = twin.produce(atMs)
    if (socket === null || socket.destroyed) {
      socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.on('data', (answer) => {
        answers += answer.toString('utf8')
        twin.receive(answer, performance.now() - startedMs)
      })
    }
    if (bytes.length > 0) socket.write(bytes)
  }, EVERY_MS)
  return {
    accepted: () => answers.split('MSA|CA|').length - 1,
    close() {
      clearInterval(ticking)
      socket?.destroy()
    },
  }
}
