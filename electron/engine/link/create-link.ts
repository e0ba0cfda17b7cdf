import type { Driver, SerialSettings } from '../../../drivers/driver.ts'
import { createFaultyPieces } from '../../../drivers/faults/faulty-twin.ts'
import { wireOf } from '../../../drivers/wire.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { Clock } from '../clock.ts'
import type { Timers } from '../timers.ts'
import { HidLink } from './hid.ts'
import { loadHidSystem } from './hid-system.ts'
import type { Link } from './link.ts'
import { ListenHub } from './listen-hub.ts'
import { ListenLink, type ListenPlace } from './listen-link.ts'
import { ReplayLink } from './replay.ts'
import { SerialLink } from './serial.ts'
import { SimulatedLink } from './simulated.ts'
import type { LinkSpec, SerialOverrides } from './spec.ts'
import { TcpLink } from './tcp.ts'
import { UdpLink } from './udp.ts'

/** For a line of which nothing is known: capture without a driver. */
const PLAIN_SERIAL: SerialSettings = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' }
/** Start bit, data bits, parity and stop bits of one byte on the line. */
function bitsPerByte({ dataBits, parity, stopBits }: SerialSettings): number {
  return 1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits
}

/** The driver's line settings with what the LINK text says instead. */
export function serialSettings(driver: Driver | null, overrides: SerialOverrides): SerialSettings {
  return { ...(driver?.link.serial ?? PLAIN_SERIAL), ...overrides }
}

/** Bytes a second that a serial line with these settings can carry. */
export function lineBytesPerSecond(settings: SerialSettings): number {
  return settings.baud / bitsPerByte(settings)
}

function simulated(
  spec: LinkSpec & { kind: 'sim' },
  driver: Driver | null,
  clock: Clock,
  timers: Timers,
): Link {
  if (driver === null) {
    throw new VigilError(
      'badLink',
      'A simulated line needs a driver: use a serial:, tcp:, udp: or replay: link here.',
    )
  }
  if (spec.wire === 'udp' && driver.datagrams === undefined) {
    throw new VigilError(
      'badLink',
      `The simulated line cannot start: ${driver.id} has no network wire, leave wire=udp out.`,
    )
  }
  try {
    const startUtcMs = clock.utcMs(clock.monotonicMs())
    const options = { scenario: spec.scenario, seed: spec.seed, startUtcMs }
    const wire = wireOf(driver, spec.wire === 'udp' ? 'datagram' : driver.link.kind)
    const twin = createFaultyPieces(wire, driver.maxQuietMs, options, spec.faults)
    return new SimulatedLink(wire.kind, twin, clock, timers)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new VigilError('badLink', `The simulated line cannot start: ${error.message}.`)
  }
}

/** Makes the link of a serial port with the settings given, whatever its LINK text says; it opens nothing yet. */
export function createSerialLink(
  spec: LinkSpec & { kind: 'serial' | 'serialUsb' },
  settings: SerialSettings,
  clock: Clock,
  timers: Timers,
): Link {
  const target = spec.kind === 'serial' ? { path: spec.path } : { usb: spec.usb }
  return new SerialLink(target, settings, clock, timers)
}

/** For a line that feeds no bed: capture and tests. */
function placeOfItsOwn(clock: Clock, timers: Timers): ListenPlace {
  return { hub: new ListenHub(clock, timers), bed: '', sendingApplication: '', location: '' }
}

/**
 * Makes the link of a LINK text; it opens nothing yet. In: the driver gives the
 * line settings that the text leaves out (null: a plain line). Throws
 * VigilError badLink for a simulated line without a driver, or with an unknown
 * scenario or fault. `place` says which bed a listening link feeds; without it
 * the link has its port to itself and takes every message.
 */
export function createLink(
  spec: LinkSpec,
  driver: Driver | null,
  clock: Clock,
  timers: Timers,
  place?: ListenPlace,
): Link {
  switch (spec.kind) {
    case 'serial':
    case 'serialUsb':
      return createSerialLink(spec, serialSettings(driver, spec.overrides), clock, timers)
    case 'hid':
      return new HidLink(spec.hid, loadHidSystem, clock, timers)
    case 'tcp':
      return new TcpLink(spec.host, spec.port, clock, timers)
    case 'udp':
      return new UdpLink(spec.host, spec.port, clock)
    case 'listen':
      return new ListenLink(spec, place ?? placeOfItsOwn(clock, timers))
    case 'replay': {
      const bytesPerSecond = lineBytesPerSecond(serialSettings(driver, {}))
      return new ReplayLink({ ...spec, bytesPerSecond }, clock, timers)
    }
    case 'sim':
      return simulated(spec, driver, clock, timers)
  }
}
