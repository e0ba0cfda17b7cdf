import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { type OpenedPort, type PortReading, readPort } from './serial-reader.ts'

/** A port that is looked at when the test says so. */
class HandPort implements OpenedPort {
  readonly port: { fd: number | null; readonly poller: HandPort }
  #look: ((error: Error | null) => void) | null = null

  constructor(path: string, flags: number) {
    const fd = openSync(path, flags | constants.O_NONBLOCK)
    onTestFinished(() => closeSync(fd))
    this.port = { fd, poller: this }
  }

  get isWatched(): boolean {
    return this.#look !== null
  }

  on(): never {
    throw new Error('the stream must not read too')
  }

  once(_event: 'readable', look: (error: Error | null) => void): void {
    this.#look = look
  }

  look(error: Error | null = null): void {
    const look = this.#look
    this.#look = null
    look?.(error)
  }
}

class Log implements PortReading {
  readonly pieces: Uint8Array[] = []
  gone = 0
  wanted = true

  isWanted(): boolean {
    return this.wanted
  }

  onBytes(bytes: Uint8Array): void {
    this.pieces.push(bytes)
  }

  onGone(): void {
    this.gone++
  }
}

function pipe(): string {
  const path = join(temporaryFolder(), 'pipe')
  execFileSync('mkfifo', [path])
  return path
}

it('takes what is there, waits where nothing is, and leaves what it handed on alone', () => {
  const port = new HandPort(pipe(), constants.O_RDWR)
  const log = new Log()
  readPort(port, log)
  port.look()
  expect([log.pieces.length, log.gone, port.isWatched]).toEqual([0, 0, true])
  for (const byte of [7, 8]) {
    writeSync(port.port.fd ?? 0, Uint8Array.of(byte, 0xff))
    port.look()
  }
  expect(log.pieces.map((piece) => [...piece])).toEqual([
    [7, 0xff],
    [8, 0xff],
  ])
  expect(port.isWatched).toBe(true)
})

it('hands on every byte of more than its pool holds', () => {
  const port = new HandPort(pipe(), constants.O_RDWR)
  const log = new Log()
  readPort(port, log)
  const block = Uint8Array.from({ length: 3_000 }, (_, at) => at)
  const rounds = 50
  for (let round = 0; round < rounds; round++) {
    writeSync(port.port.fd ?? 0, block)
    port.look()
  }
  expect(log.pieces).toHaveLength(rounds)
  for (const piece of log.pieces) expect(piece).toEqual(block)
})

it('says that a port hung up, once, and looks no more', () => {
  const path = join(temporaryFolder(), 'end')
  writeFileSync(path, Uint8Array.of(1, 2))
  const port = new HandPort(path, constants.O_RDONLY)
  const log = new Log()
  readPort(port, log)
  port.look()
  port.look()
  port.look()
  expect([log.pieces.length, log.gone, port.isWatched]).toEqual([1, 1, false])
})

it('takes an error of the watch as a port that is gone', () => {
  const port = new HandPort(pipe(), constants.O_RDWR)
  const log = new Log()
  readPort(port, log)
  port.look(new Error('bad file descriptor'))
  expect([log.gone, port.isWatched]).toEqual([1, false])
})

it('neither reads nor watches once nobody wants the bytes, even from within them', () => {
  const port = new HandPort(pipe(), constants.O_RDWR)
  const log = new Log()
  readPort(port, {
    isWanted: () => log.wanted,
    onBytes: (bytes) => {
      log.onBytes(bytes)
      log.wanted = false
    },
    onGone: () => log.onGone(),
  })
  writeSync(port.port.fd ?? 0, Uint8Array.of(1))
  port.look()
  expect([log.pieces.length, port.isWatched]).toEqual([1, false])
  const closed = new HandPort(pipe(), constants.O_RDWR)
  const other = new Log()
  readPort(closed, other)
  other.wanted = false
  closed.look(new Error('cancelled'))
  expect([other.pieces.length, other.gone]).toEqual([0, 0])
})

it('lets no error of whoever takes the bytes into native code', async () => {
  const port = new HandPort(pipe(), constants.O_RDWR)
  const broken = new Error('broken')
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  onTestFinished(() => {
    for (const other of others) process.on('uncaughtException', other)
  })
  const thrown = new Promise((resolve) => process.once('uncaughtException', resolve))
  readPort(port, {
    isWanted: () => true,
    onBytes: () => {
      throw broken
    },
    onGone: () => undefined,
  })
  writeSync(port.port.fd ?? 0, Uint8Array.of(1))
  expect(() => port.look()).not.toThrow()
  expect(await thrown).toBe(broken)
})

it('lets the stream read where the system gives no sign', () => {
  const takers: ((bytes: Uint8Array) => void)[] = []
  const log = new Log()
  readPort({ port: {}, on: (_event, take) => takers.push(take) }, log)
  takers[0]?.(Uint8Array.of(4))
  log.wanted = false
  takers[0]?.(Uint8Array.of(5))
  expect(log.pieces).toEqual([Uint8Array.of(4)])
})
