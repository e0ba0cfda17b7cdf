import { faultNames } from '../../../drivers/faults/table.ts'
import { scenarioNames } from '../../../drivers/physiology/scenarios.ts'
import { VigilError } from '../../ipc/contract.ts'
import { addressText, type ListenSpec, readListen } from './listen-spec.ts'
import { type QueryReader, readQuery } from './spec-query.ts'

/** Line settings that the LINK text names; what it leaves out comes from the driver. */
export interface SerialOverrides {
  readonly baud?: number
  readonly parity?: 'none' | 'even' | 'odd'
  readonly flow?: 'none' | 'rtscts' | 'xonxoff'
}

/** A USB adapter by what it says of itself; `port` tells two alike apart. Hex in lower case. */
export interface UsbIdentity {
  readonly vendorId: string
  readonly productId: string
  readonly serialNumber: string
  readonly port: string | null
}

/** A USB HID device by what it says of itself; null: whichever of its kind is plugged in. Hex in lower case. */
export interface HidIdentity {
  readonly vendorId: string
  readonly productId: string
  readonly serialNumber: string | null
}

/** A LINK text, read. */
export type LinkSpec =
  | { readonly kind: 'serial'; readonly path: string; readonly overrides: SerialOverrides }
  | { readonly kind: 'serialUsb'; readonly usb: UsbIdentity; readonly overrides: SerialOverrides }
  | { readonly kind: 'hid'; readonly hid: HidIdentity }
  | { readonly kind: 'tcp' | 'udp'; readonly host: string; readonly port: number }
  | ListenSpec
  | {
      readonly kind: 'replay'
      readonly file: string
      readonly speed: number | 'max'
      readonly loop: boolean
    }
  | {
      readonly kind: 'sim'
      readonly scenario: string
      readonly seed: number
      readonly faults: readonly string[]
      /** Which wire of the driver is played; absent: its usual one. */
      readonly wire?: 'serial' | 'udp'
    }

const DEFAULT_SCENARIO = 'stable'
const DEFAULT_SEED = 1
const LOWEST_BAUD = 50
const HIGHEST_BAUD = 4_000_000
const HIGHEST_PORT = 65_535
const HIGHEST_SPEED = 10_000
const HIGHEST_SEED = 0xffff_ffff
const HEX4 = /^[0-9a-f]{4}$/i

const BUILT = 'serial:, hid:, tcp:, udp:, listen:, replay: or sim:'
/** Part of the grammar that has no reader yet: said in one sentence instead of "unknown". */
const NOT_BUILT: Readonly<Record<string, string>> = {
  folder: `Reading a folder is not built yet: use ${BUILT}.`,
}

function refuse(text: string, why: string): never {
  throw new VigilError('badLink', `The link "${text}" cannot be used: ${why}`)
}

function serialOverrides(query: QueryReader): SerialOverrides {
  const baud = query.integer('baud', LOWEST_BAUD, HIGHEST_BAUD)
  const parity = query.choice('parity', ['none', 'even', 'odd'] as const)
  const flow = query.choice('flow', ['none', 'rtscts', 'xonxoff'] as const)
  return {
    ...(baud === undefined ? {} : { baud }),
    ...(parity === undefined ? {} : { parity }),
    ...(flow === undefined ? {} : { flow }),
  }
}

function usbIdentity(text: string, parts: readonly string[]): UsbIdentity {
  const [vendorId = '', productId = '', serialNumber = '', ...port] = parts
  if (!HEX4.test(vendorId) || !HEX4.test(productId)) {
    refuse(text, 'after serial:usb: write the vendor and product number as four hex digits each.')
  }
  if (serialNumber === '') refuse(text, 'the serial number of the adapter is missing after VID:PID.')
  return {
    vendorId: vendorId.toLowerCase(),
    productId: productId.toLowerCase(),
    serialNumber,
    port: port.length === 0 ? null : port.join(':'),
  }
}

function hidIdentity(text: string, parts: readonly string[]): HidIdentity {
  const [vendorId = '', productId = '', ...serial] = parts
  if (!HEX4.test(vendorId) || !HEX4.test(productId)) {
    refuse(text, 'after hid: write the vendor and product number as four hex digits each.')
  }
  const serialNumber = serial.join(':')
  return {
    vendorId: vendorId.toLowerCase(),
    productId: productId.toLowerCase(),
    serialNumber: serialNumber === '' ? null : serialNumber,
  }
}

function hostAndPort(text: string, scheme: string, rest: string): { host: string; port: number } {
  const colon = rest.lastIndexOf(':')
  const host = rest.slice(0, Math.max(colon, 0)).replace(/^\[(.*)\]$/, '$1')
  const digits = rest.slice(colon + 1)
  const port = Number(digits)
  if (host === '') refuse(text, `write ${scheme}:HOST:PORT.`)
  if (!/^\d{1,5}$/.test(digits) || port < 1 || port > HIGHEST_PORT) {
    refuse(text, `the port "${digits}" is not a number from 1 to ${HIGHEST_PORT}.`)
  }
  return { host, port }
}

function oneOf(text: string, what: string, known: readonly string[], name: string): string {
  if (known.includes(name)) return name
  return refuse(text, `there is no ${what} "${name}": use one of ${known.join(', ')}.`)
}

function read(text: string, scheme: string, rest: string, query: QueryReader): LinkSpec {
  switch (scheme) {
    case 'serial': {
      if (rest === '') refuse(text, 'write the port after serial:, for example serial:/dev/ttyUSB0.')
      const overrides = serialOverrides(query)
      const usb = /^usb:(.*)$/i.exec(rest)
      return usb === null
        ? { kind: 'serial', path: rest, overrides }
        : { kind: 'serialUsb', usb: usbIdentity(text, (usb[1] ?? '').split(':')), overrides }
    }
    case 'hid':
      return { kind: 'hid', hid: hidIdentity(text, rest.split(':')) }
    case 'tcp':
    case 'udp':
      return { kind: scheme, ...hostAndPort(text, scheme, rest) }
    case 'listen':
      return readListen(hostAndPort(text, scheme, rest), query, (why) => refuse(text, why))
    case 'replay': {
      if (rest === '') refuse(text, 'write the file after replay:.')
      const speed = query.text('speed') === 'max' ? 'max' : query.decimal('speed', 0.01, HIGHEST_SPEED)
      return { kind: 'replay', file: rest, speed: speed ?? 1, loop: query.choice('loop', ['0', '1']) === '1' }
    }
    case 'sim': {
      const wire = query.choice('wire', ['serial', 'udp'] as const)
      return {
        kind: 'sim',
        scenario: oneOf(text, 'scenario', scenarioNames, rest === '' ? DEFAULT_SCENARIO : rest),
        seed: query.integer('seed', 0, HIGHEST_SEED) ?? DEFAULT_SEED,
        faults: query.all('fault').map((name) => oneOf(text, 'fault', faultNames, name)),
        ...(wire === undefined ? {} : { wire }),
      }
    }
    default: {
      const known = NOT_BUILT[scheme]
      if (known !== undefined) throw new VigilError('badLink', known)
      return refuse(text, `it must begin with ${BUILT}.`)
    }
  }
}

/**
 * Reads a LINK text. In: one of the forms `serial:PATH[?baud=&parity=&flow=]`,
 * `serial:usb:VID:PID:SERIAL[:PORT]`, `hid:VID:PID[:SERIAL]`, `tcp:HOST:PORT`, `udp:HOST:PORT`,
 * `listen:HOST:PORT[?from=A,B&cert=&key=&ca=]`, `replay:FILE[?speed=N|max&loop=1]`,
 * `sim:[SCENARIO][?seed=N&fault=NAME&wire=serial|udp]`.
 * Throws VigilError badLink with one sentence that names what is wrong.
 */
export function parseLink(text: string): LinkSpec {
  const colon = text.indexOf(':')
  if (colon < 1) refuse(text, `it must begin with ${BUILT}.`)
  const scheme = text.slice(0, colon).toLowerCase()
  const mark = text.indexOf('?', colon)
  const rest = text.slice(colon + 1, mark < 0 ? undefined : mark)
  const query = readQuery(mark < 0 ? '' : text.slice(mark + 1), (why) => refuse(text, why))
  const spec = read(text, scheme, rest, query)
  query.nothingElse()
  return spec
}

/** Whether what this link feeds is not a patient: replayed or simulated bytes. */
export function isSimulated(spec: LinkSpec): boolean {
  return spec.kind === 'sim' || spec.kind === 'replay'
}

/** A HID device for sentences: `USB device 28e9:028a A1`. */
export function hidName({ vendorId, productId, serialNumber }: HidIdentity): string {
  return `USB device ${vendorId}:${productId}${serialNumber === null ? '' : ` ${serialNumber}`}`
}

/** The port, host or file of a link, for sentences. */
export function linkTarget(spec: LinkSpec): string {
  switch (spec.kind) {
    case 'serial':
      return spec.path
    case 'serialUsb':
      return `USB adapter ${spec.usb.vendorId}:${spec.usb.productId} ${spec.usb.serialNumber}`
    case 'hid':
      return hidName(spec.hid)
    case 'tcp':
    case 'udp':
      return `${spec.host}:${spec.port}`
    case 'listen':
      return addressText(spec.host, spec.port)
    case 'replay':
      return spec.file.split(/[\\/]/).at(-1) ?? spec.file
    case 'sim':
      return `simulator (${spec.scenario})`
  }
}

/** Whether two links need the same port or connection, which only one of them can have. */
export function isSameLine(one: LinkSpec, other: LinkSpec): boolean {
  if (one.kind === 'serial' && other.kind === 'serial') return one.path === other.path
  if ((one.kind === 'tcp' || one.kind === 'udp') && one.kind === other.kind) {
    return one.host === other.host && one.port === other.port
  }
  if (one.kind === 'hid' && other.kind === 'hid') {
    return (
      one.hid.vendorId === other.hid.vendorId &&
      one.hid.productId === other.hid.productId &&
      isSameOrAny(one.hid.serialNumber, other.hid.serialNumber)
    )
  }
  if (one.kind === 'serialUsb' && other.kind === 'serialUsb') {
    return (
      one.usb.vendorId === other.usb.vendorId &&
      one.usb.productId === other.usb.productId &&
      one.usb.serialNumber === other.usb.serialNumber &&
      isSameOrAny(one.usb.port, other.usb.port)
    )
  }
  return false
}

function isSameOrAny(one: string | null, other: string | null): boolean {
  return one === other || one === null || other === null
}
