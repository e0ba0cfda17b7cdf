import type { DatagramTwin, Driver } from '../../../drivers/driver.ts'
import { createFaultyPieces } from '../../../drivers/faults/faulty-twin.ts'
import { faultNames } from '../../../drivers/faults/table.ts'
import { scenarioNames } from '../../../drivers/physiology/scenarios.ts'
import { wireOf } from '../../../drivers/wire.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { type CommandIo, untilStopped } from '../io.ts'
import { type ParsedOptions, UsageError } from '../options.ts'
import { type Endpoint, type EndpointEvents, listenEndpoint, serialEndpoint } from '../simulate/endpoint.ts'
import { udpEndpoint } from '../simulate/udp-endpoint.ts'
import { parseHostPort, parsePositive, parseWhole } from '../values.ts'
import { driverNamed } from './driver-option.ts'

const TICK_MS = 20
const SECOND_MS = 1000

/** What stands before the address of a network of datagrams. */
const UDP = 'udp:'

/** `vigil simulate`: a monitor's twin on a serial port, a TCP port or a UDP port. */
export const simulateCommand: Command = {
  syntax: {
    name: 'simulate',
    files: [],
    options: {
      driver: { kind: 'text', required: true, value: 'ID' },
      port: { kind: 'text', value: 'PATH' },
      listen: { kind: 'text', value: '[udp:]HOST:PORT' },
      scenario: { kind: 'text', value: 'NAME' },
      seed: { kind: 'text', value: 'N' },
      speed: { kind: 'text', value: 'N' },
      fault: { kind: 'list', value: 'NAME' },
      seconds: { kind: 'text', value: 'N' },
    },
  },
  about: 'Plays a monitor, byte for byte, on a serial port (--port), a TCP port or a UDP port (--listen).',
  async run(options, io) {
    const driver = await driverNamed(options.required('driver'))
    const seed = parseWhole('seed', options.text('seed') ?? '1')
    const speed = parsePositive('speed', options.text('speed') ?? '1')
    const secondsText = options.text('seconds')
    const runMs = secondsText === undefined ? null : parsePositive('seconds', secondsText) * SECOND_MS
    const scenario = scenarioNamed(options.text('scenario') ?? 'stable')
    const names = options.list('fault').map(faultNamed)
    const wire = wireOf(driver, isUdp(options, driver) ? 'datagram' : driver.link.kind)
    const twinOptions = { scenario, seed, startUtcMs: Date.now() }
    const twin = createFaultyPieces(wire, driver.maxQuietMs, twinOptions, names)
    await speak(twin, speed, runMs, options, driver, io)
    return EXIT.done
  },
}

async function speak(
  twin: DatagramTwin,
  speed: number,
  runMs: number | null,
  options: ParsedOptions,
  driver: Driver,
  io: CommandIo,
): Promise<void> {
  const startMs = performance.now()
  const twinMs = (): number => (performance.now() - startMs) * speed
  const ended = new AbortController()
  let lost: Error | null = null
  const endpoint = await openEndpoint(options, driver, {
    onBytes: (bytes) => twin.receive(bytes, twinMs()),
    onNote: (line) => io.note(line),
    onLost: (error) => {
      lost = error
      ended.abort()
    },
  })
  io.note(`SIMULATED ${driver.id} on ${endpoint.place}; stop with Ctrl-C.`)
  const timer = setInterval(() => {
    for (const piece of twin.produce(twinMs())) endpoint.write(piece)
  }, TICK_MS)
  try {
    await untilStopped(runMs, AbortSignal.any([io.stop, ended.signal]))
  } finally {
    clearInterval(timer)
    await endpoint.close()
  }
  if (lost !== null) throw lost
}

/** Whether the twin is to speak over UDP; refuses that for a monitor that never does. */
function isUdp(options: ParsedOptions, driver: Driver): boolean {
  if (options.text('listen')?.startsWith(UDP) !== true) return false
  if (driver.datagrams !== undefined) return true
  throw new UsageError(`The monitor ${driver.id} has no network wire: use --listen HOST:PORT or --port PATH`)
}

function openEndpoint(options: ParsedOptions, driver: Driver, events: EndpointEvents): Promise<Endpoint> {
  const path = options.text('port')
  const listen = options.text('listen')
  if ((path === undefined) === (listen === undefined)) {
    throw new UsageError('Say where to play the monitor: give either --port PATH or --listen HOST:PORT')
  }
  if (listen !== undefined) {
    const isDatagram = listen.startsWith(UDP)
    const { host, port } = parseHostPort('listen', isDatagram ? listen.slice(UDP.length) : listen)
    return isDatagram ? udpEndpoint(host, port, events) : listenEndpoint(host, port, events)
  }
  return serialEndpoint(path ?? '', driver.link.serial, events)
}

function scenarioNamed(name: string): string {
  if (scenarioNames.includes(name)) return name
  throw new UsageError(`There is no scenario "${name}": use one of ${scenarioNames.join(', ')}`)
}

function faultNamed(name: string): string {
  if (faultNames.includes(name)) return name
  throw new UsageError(`There is no fault "${name}": use one of ${faultNames.join(', ')}`)
}
