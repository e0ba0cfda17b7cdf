import { readSync } from 'node:fs'

const POOL_BYTES = 65_536
/** As much as the system holds of one port; the pool is renewed when less is left. */
const MOST_BYTES = 4_096
/** Shared by all ports. What was handed on is never written to again, whoever keeps it. */
let pool = new Uint8Array(POOL_BYTES)
let used = 0

/** Nothing was there after all: the next look will tell. */
const NOTHING = new Uint8Array(0)
const AGAIN: ReadonlySet<string> = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR'])

/** What serialport opens on Unix: a descriptor, and the system's word that something is there. */
interface PolledPort {
  readonly fd: number | null
  readonly poller: { once(event: 'readable', look: (error: Error | null) => void): unknown }
}

/** As much of an open `SerialPort` as reading needs. */
export interface OpenedPort {
  readonly port?: object
  on(event: 'data', take: (bytes: Uint8Array) => void): unknown
}

/** Where the bytes of a port go. */
export interface PortReading {
  /** Whether anybody still wants them; asked before each look. */
  isWanted(): boolean
  onBytes(bytes: Uint8Array): void
  /** The port hung up or cannot be read any more. Nothing follows. */
  onGone(): void
}

function isPolled(port: object | undefined): port is PolledPort {
  return port !== undefined && 'poller' in port
}

/** The bytes that are there, none if there are none yet; null if the port hung up. Does not block: serialport opens ports so. */
function readNow(descriptor: number): Uint8Array | null {
  if (POOL_BYTES - used < MOST_BYTES) {
    pool = new Uint8Array(POOL_BYTES)
    used = 0
  }
  try {
    const length = readSync(descriptor, pool, used, MOST_BYTES, null)
    const bytes = pool.subarray(used, used + length)
    used += length
    return length === 0 ? null : bytes
  } catch (error) {
    const isEarly = error instanceof Error && 'code' in error && AGAIN.has(String(error.code))
    return isEarly ? NOTHING : null
  }
}

/**
 * Reads an open port for as long as it is wanted. Where the system says that bytes are there, they are taken at
 * once: serialport's own stream asks a thread for them, and again to learn that there are no more, which costs
 * several times what reading does. Windows has no such sign; there the stream reads.
 */
export function readPort(opened: OpenedPort, reading: PortReading): void {
  const { port } = opened
  if (!isPolled(port)) {
    opened.on('data', (bytes) => {
      if (reading.isWanted()) reading.onBytes(bytes)
    })
    return
  }
  const step = (error: Error | null) => {
    if (!reading.isWanted() || port.fd === null) return
    const bytes = error === null ? readNow(port.fd) : null
    if (bytes === null) {
      reading.onGone()
      return
    }
    if (bytes.length > 0) reading.onBytes(bytes)
    // Whoever took the bytes may have closed the port.
    if (reading.isWanted()) port.poller.once('readable', look)
  }
  const look = (error: Error | null) => {
    try {
      step(error)
    } catch (cause) {
      // Thrown into serialport's native code it would abort the process without a word of what it was.
      process.nextTick(() => {
        throw cause
      })
    }
  }
  port.poller.once('readable', look)
}
