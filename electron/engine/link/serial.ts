import { access } from 'node:fs/promises'
import type { SerialPort } from 'serialport'
import type { SerialSettings } from '../../../drivers/driver.ts'
import type { LinkCause } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Link, LinkEvents } from './link.ts'
import { goneSentence, isGone, openSentence, serialCause } from './serial-errors.ts'
import { findUsb, listSerialPorts } from './serial-ports.ts'
import { readPort } from './serial-reader.ts'
import type { UsbIdentity } from './spec.ts'
import { watchForReturn } from './watch-return.ts'

/** How often an open port is looked for: some adapters vanish without an error on the open handle. */
const PRESENCE_EVERY_MS = 1_000
/** How often a missing port is looked for, so that a cable put back is noticed at once. */
const RETURN_EVERY_MS = 500
/** An adapter named by its USB identity is looked for in the list of ports, which starts a program each time. */
const LIST_EVERY_MS = 2_000
/** Bytes that may wait in the port (a monitor holding CTS) before writing is refused. */
const MOST_WAITING_BYTES = 4_096

/** A monitor that holds CTS takes nothing: its port is closed without the last words. */
const LAST_WORDS_WITHIN_MS = 200

function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}

/** Which port: a path, or an adapter wherever it is plugged in. */
export type SerialTarget = { readonly path: string } | { readonly usb: UsbIdentity }

async function resolvePath(target: SerialTarget): Promise<string | null> {
  if ('path' in target) return target.path
  const { ports } = await listSerialPorts()
  return findUsb(ports, target.usb)
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** A serial port, held alone. Windows ports have no file: their presence is known by opening only. */
export class SerialLink implements Link {
  readonly kind = 'stream'
  readonly simulated = false
  readonly #target: SerialTarget
  readonly #settings: SerialSettings
  readonly #clock: Clock
  readonly #timers: Timers
  #port: SerialPort | null = null
  #events: LinkEvents | null = null
  #stopWatching: Cancel | null = null
  /** Grows at each open and close: work begun for an earlier one is dropped. */
  #turn = 0
  /** The system releases a port a moment after close; the next open waits for it. */
  #released: Promise<void> = Promise.resolve()

  constructor(target: SerialTarget, settings: SerialSettings, clock: Clock, timers: Timers) {
    this.#target = target
    this.#settings = settings
    this.#clock = clock
    this.#timers = timers
  }

  open(events: LinkEvents): void {
    this.close()
    this.#events = events
    const turn = this.#turn
    this.#begin(turn).catch((error: unknown) => {
      this.#lose(turn, 'error', error instanceof Error ? error.message : String(error))
    })
  }

  write(bytes: Uint8Array): boolean {
    const port = this.#port
    if (port === null || !port.isOpen || port.writableLength > MOST_WAITING_BYTES) return false
    port.write(Buffer.from(bytes))
    return true
  }

  close(): void {
    this.#turn++
    this.#events = null
    this.#release()
  }

  watchReturn(onReturn: () => void): Cancel {
    const everyMs = 'path' in this.#target ? RETURN_EVERY_MS : LIST_EVERY_MS
    return watchForReturn(this.#timers, everyMs, () => this.#isBack(), onReturn)
  }

  async #isBack(): Promise<boolean> {
    const path = await resolvePath(this.#target)
    return path !== null && process.platform !== 'win32' && (await isThere(path))
  }

  async #begin(turn: number): Promise<void> {
    await this.#released
    const path = await resolvePath(this.#target)
    const { SerialPort } = await import('serialport')
    if (turn !== this.#turn) return
    if (path === null) {
      this.#lose(turn, 'portMissing', 'The adapter is not plugged in: plug it in or choose another port.')
      return
    }
    const { baud, dataBits, parity, stopBits, flow } = this.#settings
    const port = new SerialPort({
      path,
      baudRate: baud,
      dataBits,
      parity,
      stopBits,
      rtscts: flow === 'rtscts',
      xon: flow === 'xonxoff',
      xoff: flow === 'xonxoff',
      lock: true,
      autoOpen: false,
    })
    this.#port = port
    port.on('close', () => this.#lose(turn, 'unplugged', goneSentence(path)))
    port.on('error', ({ message }: Error) => {
      // A write may meet the missing device before the port's own close does.
      if (isGone(message)) this.#lose(turn, 'unplugged', goneSentence(path))
      else this.#lose(turn, 'error', `The port ${path} failed (${message}): check the adapter.`)
    })
    port.open((error) => {
      if (error === null) this.#opened(turn, port, path)
      else void this.#failed(turn, path, error.message)
    })
  }

  #opened(turn: number, port: SerialPort, path: string): void {
    if (turn !== this.#turn) {
      // Closed while the system was still opening it.
      this.#closePort(port)
      return
    }
    // Many monitors send only while DTR and RTS are on.
    port.set({ dtr: true, rts: true }, (error) => {
      if (turn !== this.#turn) return
      this.#events?.onOpen(error ? ['This port cannot set DTR and RTS.'] : [])
      if (turn === this.#turn) this.#read(turn, port, path)
    })
    if (process.platform === 'win32') return
    this.#stopWatching = this.#timers.every(PRESENCE_EVERY_MS, () => {
      void isThere(path).then((there) => {
        if (!there) this.#lose(turn, 'unplugged', goneSentence(path))
      })
    })
  }

  #read(turn: number, port: SerialPort, path: string): void {
    readPort(port, {
      isWanted: () => turn === this.#turn,
      onBytes: (bytes) => this.#events?.onBytes(bytes, this.#clock.monotonicMs()),
      onGone: () => this.#lose(turn, 'unplugged', goneSentence(path)),
    })
  }

  async #failed(turn: number, path: string, message: string): Promise<void> {
    const cause = serialCause(message)
    this.#lose(turn, cause, await openSentence(cause, path, message))
  }

  #lose(turn: number, cause: LinkCause, detail: string): void {
    if (turn !== this.#turn) return
    const events = this.#events
    this.close()
    events?.onClose(cause, detail)
  }

  #release(): void {
    this.#stopWatching?.()
    this.#stopWatching = null
    const port = this.#port
    this.#port = null
    if (port !== null) this.#closePort(port)
  }

  #closePort(port: SerialPort): void {
    if (!port.isOpen) return
    this.#released = new Promise((resolve) => {
      this.#afterLastWords(port, () => port.close(() => resolve()))
    })
  }

  /** What was written just before closing, a farewell to the monitor, is handed to the system first. */
  #afterLastWords(port: SerialPort, close: () => void): void {
    if (port.writableLength === 0) {
      close()
      return
    }
    const written = once(() => {
      stopWaiting()
      close()
    })
    const stopWaiting = this.#timers.after(LAST_WORDS_WITHIN_MS, written)
    // Writes are done in order: this one, of nothing, ends after all others.
    port.write(Buffer.alloc(0), written)
  }
}
