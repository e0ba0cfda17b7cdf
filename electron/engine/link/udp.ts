import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns'
import type { LinkCause } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import type { Link, LinkEvents } from './link.ts'

const CAUSES: Readonly<Record<string, LinkCause>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
}

/** `family` of an address as the resolver tells it. */
const IPV6 = 6

/** What to do about a cause, as the end of its sentence. */
const ADVICE: Partial<Record<LinkCause, string>> = {
  refused: 'nothing listens on that port: check the port, and that the monitor exports data to the network',
  unreachable: 'there is no way to it: check the address and the network',
}

/**
 * A monitor that speaks in datagrams. The socket is connected, so that the system hands
 * over what this one peer sends from this one port and nothing else, and tells when the
 * peer refuses. The own port is chosen by the system. Nothing is agreed on at opening:
 * `onOpen` says only that the peer can be spoken to.
 */
export class UdpLink implements Link {
  readonly kind = 'datagram'
  readonly simulated = false
  readonly #host: string
  readonly #port: number
  readonly #clock: Clock
  #events: LinkEvents | null = null
  #socket: Socket | null = null
  #isConnected = false
  #turn = 0

  constructor(host: string, port: number, clock: Clock) {
    this.#host = host
    this.#port = port
    this.#clock = clock
  }

  open(events: LinkEvents): void {
    this.close()
    this.#events = events
    const turn = this.#turn
    lookup(this.#host, (error, address, family) => {
      if (turn !== this.#turn) return
      if (error === null) this.#connect(address, family)
      else this.#lose(error)
    })
  }

  write(bytes: Uint8Array): boolean {
    const socket = this.#socket
    if (socket === null || !this.#isConnected) return false
    socket.send(bytes.slice(), (error) => {
      if (error !== null && socket === this.#socket) this.#lose(error)
    })
    return true
  }

  close(): void {
    this.#turn++
    this.#events = null
    this.#isConnected = false
    const socket = this.#socket
    this.#socket = null
    socket?.close()
  }

  #connect(address: string, family: number): void {
    const socket = createSocket(family === IPV6 ? 'udp6' : 'udp4')
    this.#socket = socket
    socket.on('connect', () => {
      if (socket !== this.#socket) return
      this.#isConnected = true
      this.#events?.onOpen([])
    })
    socket.on('message', (datagram) => {
      if (socket === this.#socket) this.#events?.onBytes(datagram, this.#clock.monotonicMs())
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (socket === this.#socket) this.#lose(error)
    })
    socket.connect(this.#port, address)
  }

  #lose(error: NodeJS.ErrnoException): void {
    const events = this.#events
    const cause = CAUSES[error.code ?? ''] ?? 'error'
    const advice = ADVICE[cause] ?? `${error.message}: check the network of this computer`
    this.close()
    events?.onClose(cause, `${this.#host}:${this.#port} cannot be spoken to, ${advice}.`)
  }
}
