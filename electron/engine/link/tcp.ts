import { createConnection, type Socket } from 'node:net'
import type { LinkCause } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Link, LinkEvents } from './link.ts'

/** A server in the same building answers in milliseconds; longer is a wrong address or a firewall. */
const CONNECT_WITHIN_MS = 5_000
/** First keep-alive probe on a quiet line, so that a dead device server is noticed. */
const KEEP_ALIVE_AFTER_MS = 5_000
/** Bytes that may wait in the socket before writing is refused. */
const MOST_WAITING_BYTES = 65_536

const CAUSES: Readonly<Record<string, LinkCause>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'closedByPeer',
  EPIPE: 'closedByPeer',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
}

/** The raw socket of a serial device server. */
export class TcpLink implements Link {
  readonly kind = 'stream'
  readonly simulated = false
  readonly #host: string
  readonly #port: number
  readonly #clock: Clock
  readonly #timers: Timers
  readonly #connectWithinMs: number
  #socket: Socket | null = null
  #stopWaiting: Cancel | null = null

  constructor(host: string, port: number, clock: Clock, timers: Timers, connectWithinMs = CONNECT_WITHIN_MS) {
    this.#host = host
    this.#port = port
    this.#clock = clock
    this.#timers = timers
    this.#connectWithinMs = connectWithinMs
  }

  open(events: LinkEvents): void {
    this.close()
    const where = `${this.#host}:${this.#port}`
    const socket = createConnection({ host: this.#host, port: this.#port, noDelay: true })
    this.#socket = socket
    const lose = (cause: LinkCause, detail: string): void => {
      if (this.#socket !== socket) return
      this.close()
      events.onClose(cause, detail)
    }
    this.#stopWaiting = this.#timers.after(this.#connectWithinMs, () =>
      lose('unreachable', `${where} does not answer: check the address and the network.`),
    )
    socket.on('connect', () => {
      if (this.#socket !== socket) return
      this.#stopWaiting?.()
      socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS)
      events.onOpen([])
    })
    socket.on('data', (bytes) => {
      if (this.#socket === socket) events.onBytes(bytes, this.#clock.monotonicMs())
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const cause = CAUSES[error.code ?? ''] ?? 'error'
      lose(cause, `The connection to ${where} failed (${error.message}): check the device server.`)
    })
    socket.on('close', () => lose('closedByPeer', `${where} closed the connection: check the device server.`))
  }

  write(bytes: Uint8Array): boolean {
    const socket = this.#socket
    if (socket === null || socket.connecting || socket.writableLength > MOST_WAITING_BYTES) return false
    socket.write(bytes.slice())
    return true
  }

  close(): void {
    this.#stopWaiting?.()
    this.#stopWaiting = null
    const socket = this.#socket
    this.#socket = null
    socket?.destroy()
  }
}
