import { createServer, type Server, type Socket } from 'node:net'
import type { SerialSettings } from '../../../drivers/driver.ts'
import { systemClock } from '../../engine/clock.ts'
import { SerialLink } from '../../engine/link/serial.ts'
import { systemTimers } from '../../engine/timers.ts'
import { lineError } from '../line-causes.ts'

/** The end of a line that a twin speaks on. */
export interface Endpoint {
  /** Where it can be reached, for people. */
  readonly place: string
  /** Some bytes of a stream, or one datagram. */
  write(bytes: Uint8Array): void
  close(): Promise<void>
}

/** What the station sent, and what people should know. */
export interface EndpointEvents {
  onBytes(bytes: Uint8Array): void
  onNote(line: string): void
  /** The line is gone for good. */
  onLost(error: Error): void
}

/** More than this unread by the station means it does not read: bytes are dropped as a real line would lose them. */
const HIGHEST_UNREAD_BYTES = 0x10_0000

/** Listens for a station, as a serial device server does. One station at a time; rejects if the address cannot be used. */
export async function listenEndpoint(host: string, port: number, events: EndpointEvents): Promise<Endpoint> {
  let client: Socket | null = null
  const server: Server = createServer((socket) => {
    if (client !== null) {
      events.onNote('A second station tried to connect and was turned away: this line serves one.')
      socket.destroy()
      return
    }
    client = socket
    events.onNote('A station is connected.')
    socket.on('data', (bytes) => events.onBytes(bytes))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      client = null
      events.onNote('The station is gone.')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  server.on('error', (error) => events.onLost(error))
  const address = server.address()
  const boundPort = address !== null && typeof address === 'object' ? address.port : port
  return {
    place: `tcp:${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    write(bytes) {
      if (client !== null && client.writableLength < HIGHEST_UNREAD_BYTES) client.write(bytes)
    },
    close: () =>
      new Promise((resolve) => {
        client?.destroy()
        server.close(() => resolve())
      }),
  }
}

/** Opens a serial port or pseudo-terminal; rejects with VigilError if it cannot. */
export async function serialEndpoint(
  path: string,
  settings: SerialSettings,
  events: EndpointEvents,
): Promise<Endpoint> {
  const link = new SerialLink({ path }, settings, systemClock(), systemTimers())
  let isOpen = false
  await new Promise<void>((resolve, reject) => {
    link.open({
      onOpen: (notes) => {
        for (const note of notes) events.onNote(note)
        isOpen = true
        resolve()
      },
      onBytes: (bytes) => events.onBytes(bytes),
      onClose: (cause, detail) => {
        const error = lineError(cause, detail)
        if (isOpen) events.onLost(error)
        else reject(error)
      },
    })
  })
  return {
    place: `serial:${path}`,
    // What the port cannot take is lost, as on a real line.
    write: (bytes) => void link.write(bytes),
    close: async () => link.close(),
  }
}
