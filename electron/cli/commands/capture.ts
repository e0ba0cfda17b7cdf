import { existsSync } from 'node:fs'
import { open as openFile, rm } from 'node:fs/promises'
import type { Decoder, Driver } from '../../../drivers/driver.ts'
import { wireOf } from '../../../drivers/wire.ts'
import { type Clock, systemClock } from '../../engine/clock.ts'
import { createLink } from '../../engine/link/create-link.ts'
import type { Link } from '../../engine/link/link.ts'
import { optionsOnLine } from '../../engine/link/options-on-line.ts'
import { parseLink } from '../../engine/link/spec.ts'
import { VcapWriter } from '../../engine/link/vcap-file.ts'
import { systemTimers } from '../../engine/timers.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { type CommandIo, untilStopped } from '../io.ts'
import { lineError } from '../line-causes.ts'
import { parsePositive } from '../values.ts'
import { driverNamed } from './driver-option.ts'

const SECOND_MS = 1000
const TICK_MS = 100
const REOPEN_AFTER_MS = 1000

/** `vigil capture`: everything on a line, with its times, as a `.vcap` file. */
export const captureCommand: Command = {
  syntax: {
    name: 'capture',
    files: [],
    options: {
      link: { kind: 'text', required: true, value: 'LINK' },
      out: { kind: 'text', required: true, value: 'FILE.vcap' },
      driver: { kind: 'text', value: 'ID' },
      seconds: { kind: 'text', value: 'N' },
    },
  },
  about: 'Records the bytes of a line with their times; --driver also asks the monitor for data.',
  async run(options, io) {
    const spec = parseLink(options.required('link'))
    const secondsText = options.text('seconds')
    const runMs = secondsText === undefined ? null : parsePositive('seconds', secondsText) * SECOND_MS
    const driverId = options.text('driver')
    const driver = driverId === undefined ? null : await driverNamed(driverId)
    const asking =
      driver === null ? null : { driver, options: optionsOnLine(driver, spec, driver.options.parse({})) }
    const clock = systemClock()
    const link = createLink(spec, driver, clock, systemTimers())
    const file = options.required('out')
    const bytes = await record(link, asking, file, runMs, clock, io)
    if (bytes === 0) {
      io.note('Not one byte arrived: check the cable, the power and the line settings.')
      return EXIT.noGoodFrame
    }
    io.note(`Captured ${bytes} bytes in ${file}${link.simulated ? ', marked SIMULATED' : ''}.`)
    return EXIT.done
  },
}

/** A driver that asks for data, with its options on this line. */
interface Asking {
  readonly driver: Driver
  readonly options: unknown
}

/** Captures until told to stop, reopening a lost line. Rejects if the line never opens. Out: bytes received. */
async function record(
  link: Link,
  asking: Asking | null,
  file: string,
  runMs: number | null,
  clock: Clock,
  io: CommandIo,
): Promise<number> {
  // A line is not opened for a file that cannot be written; an older capture stays until the line is open.
  const isNew = !existsSync(file)
  await (await openFile(file, 'a')).close()
  const startMs = clock.monotonicMs()
  const startUtcMs = clock.utcMs(startMs)
  let writer: VcapWriter | null = null
  const ended = new AbortController()
  const stop = AbortSignal.any([io.stop, ended.signal])
  const decoder =
    asking === null
      ? null
      : startAsking(asking, link, (bytes) => writer?.sent(bytes, clock.monotonicMs() - startMs))
  let received = 0
  let failure: Error | null = null
  let reopening: NodeJS.Timeout | undefined
  const open = (): void =>
    link.open({
      onOpen: (notes) => {
        writer ??= new VcapWriter(file, {
          startUtcMs,
          simulated: link.simulated,
          datagrams: link.kind === 'datagram',
          driver: asking?.driver.id ?? '',
        })
        writer.opened(clock.monotonicMs() - startMs)
        for (const note of notes) io.note(note)
      },
      onBytes: (bytes, atMs) => {
        received += bytes.length
        writer?.received(bytes, atMs - startMs)
        decoder?.push(bytes, atMs - startMs)
      },
      onClose: (cause, detail) => {
        const atMs = clock.monotonicMs() - startMs
        writer?.lost(cause, atMs)
        decoder?.end(atMs)
        if (writer === null) failure = lineError(cause, detail)
        if (writer === null || cause === 'replayEnded') return ended.abort()
        io.note(detail)
        reopening = setTimeout(open, REOPEN_AFTER_MS)
      },
    })
  const ticking = setInterval(() => {
    if (writer !== null && writer.problem !== null) ended.abort()
    decoder?.tick(clock.monotonicMs() - startMs)
  }, TICK_MS)
  try {
    open()
    await untilStopped(runMs, stop)
  } finally {
    clearInterval(ticking)
    clearTimeout(reopening)
    decoder?.leave?.(clock.monotonicMs() - startMs)
    link.close()
    await (writer as VcapWriter | null)?.close()
    if (writer === null && isNew) await rm(file, { force: true })
  }
  if (failure !== null) throw failure
  return received
}

/** The driver's decoder for its requests only: what it decodes is not needed here. */
function startAsking({ driver, options }: Asking, link: Link, onSent: (bytes: Uint8Array) => void): Decoder {
  const send = (bytes: Uint8Array): void => {
    if (link.write(bytes)) onSent(bytes)
  }
  const out = driver.writes === null ? { measure: () => undefined } : { measure: () => undefined, send }
  return wireOf(driver, link.kind).start(out, options)
}
