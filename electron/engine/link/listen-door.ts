import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket, Server as TlsServer } from 'node:tls'
import type { RefusalReason } from '../../ipc/views.ts'
import { plainAddress } from './listen-senders.ts'

/** More connections at one port are refused and shown. */
export const MOST_CONNECTIONS = 64
/** First probe on a quiet connection, so that a sender that lost power is noticed (INTEROP 1.9). */
const KEEP_ALIVE_AFTER_MS = 30_000
/** Connections that the system may hold before the engine has looked at them. */
const BACKLOG = 64

export interface DoorEvents {
  isAllowed(address: string): boolean
  /** A connection that may talk; encrypted ones have finished their greeting. */
  onStream(stream: Duplex, address: string): void
  onRefused(address: string, reason: RefusalReason): void
  onListening(): void
  /** It does not listen any more; the door is closed. */
  onFailed(error: NodeJS.ErrnoException): void
}

interface Guest {
  readonly address: string
  /** May talk: in the clear at once, encrypted after the greeting. */
  isIn: boolean
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}

/** One open port: who may connect, how many, and the greeting of encrypted connections. Knows nothing of messages. */
export class Door {
  readonly #events: DoorEvents
  readonly #server: Server
  readonly #tls: TlsServer | null
  readonly #guests = new Map<Socket, Guest>()
  #closed = false

  /** Opens the port at once. In: the address, the TLS server (null: in the clear). */
  constructor(host: string, port: number, tls: TlsServer | null, events: DoorEvents) {
    this.#events = events
    this.#tls = tls
    this.#server = createServer({
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
      noDelay: true,
    })
    this.#server.on('connection', (socket) => this.#meet(socket))
    this.#server.on('listening', () => this.#closed || events.onListening())
    this.#server.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#closed) return
      this.close()
      events.onFailed(error)
    })
    tls?.on('secureConnection', (socket) => this.#greeted(socket))
    this.#server.listen({ host, port, backlog: BACKLOG, exclusive: true })
  }

  /** Closes the port and every connection. Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#server.close()
    for (const socket of this.#guests.keys()) socket.destroy()
  }

  #meet(socket: Socket): void {
    socket.on('error', () => undefined)
    const address = plainAddress(socket.remoteAddress ?? '')
    if (this.#closed || address === '') return void socket.destroy()
    const reason = this.#reasonAgainst(address)
    if (reason !== null) {
      socket.destroy()
      this.#events.onRefused(address, reason)
      return
    }
    const guest: Guest = { address, isIn: this.#tls === null }
    this.#guests.set(socket, guest)
    socket.on('close', () => {
      this.#guests.delete(socket)
      if (!guest.isIn && !this.#closed) this.#events.onRefused(address, 'tlsFailed')
    })
    if (this.#tls === null) this.#events.onStream(socket, address)
    // The documented way to hand a connection to a TLS server (Node, tls, event 'connection').
    else this.#tls.emit('connection', socket)
  }

  #reasonAgainst(address: string): RefusalReason | null {
    if (!this.#events.isAllowed(address)) return 'addressNotAllowed'
    return this.#guests.size >= MOST_CONNECTIONS ? 'tooManyConnections' : null
  }

  #greeted(stream: TLSSocket): void {
    const peer = peerOf(stream)
    const found = [...this.#guests].find(([socket, { isIn }]) => !isIn && peerOf(socket) === peer)
    if (found === undefined || this.#closed) return void stream.destroy()
    const [, guest] = found
    guest.isIn = true
    this.#events.onStream(stream, guest.address)
  }
}
