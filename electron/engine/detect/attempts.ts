import type { Driver, SerialSettings } from '../../../drivers/driver.ts'
import { isSimulated, type LinkSpec, type SerialOverrides } from '../link/spec.ts'

/** One try at a line: how it is opened, and who may write to it. */
export interface Attempt {
  /** The driver that asks as it does on a bed; null: nobody writes. */
  readonly asks: Driver | null
  /** Null where the line has no settings. */
  readonly serial: SerialSettings | null
}

interface Wish {
  readonly driver: Driver
  readonly serial: SerialSettings
}

/** Whether two settings put the same bits on the wire; flow control decides only whether they may flow. */
export function isSameWire(one: SerialSettings, other: SerialSettings): boolean {
  return (
    one.baud === other.baud &&
    one.dataBits === other.dataBits &&
    one.parity === other.parity &&
    one.stopBits === other.stopBits
  )
}

function isSame(one: SerialSettings, other: SerialSettings): boolean {
  return isSameWire(one, other) && one.flow === other.flow
}

/** The settings of all drivers, likeliest first: every driver's own first, then what each would try next. */
function wishes(drivers: readonly Driver[], overrides: SerialOverrides): readonly Wish[] {
  const lists = drivers.map(({ link }) => [link.serial, ...link.candidates])
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, rank) => rank).flatMap((rank) =>
    drivers.flatMap((driver, index) => {
      const serial = lists[index]?.[rank]
      return serial === undefined ? [] : [{ driver, serial: { ...serial, ...overrides } }]
    }),
  )
}

/** The drivers that can be on such a line at all. */
export function driversOn(drivers: readonly Driver[], { kind }: LinkSpec): readonly Driver[] {
  return drivers.filter(({ link }) => link.kind === 'stream' && (kind !== 'hid' || link.hid !== undefined))
}

/**
 * What a search tries, in order. Listening comes first, at all settings: nothing is
 * written to a line on which some driver understands what arrives by itself. Then, if
 * `ask`, each driver that can ask does so alone, one after the other. A replay is never asked.
 */
export function attemptsOf(drivers: readonly Driver[], spec: LinkSpec, ask: boolean): readonly Attempt[] {
  const fitting = driversOn(drivers, spec)
  const asking = ask && !isSimulated(spec) ? fitting.filter(({ writes }) => writes !== null) : []
  if (spec.kind !== 'serial' && spec.kind !== 'serialUsb') {
    return [{ asks: null, serial: null }, ...asking.map((asks) => ({ asks, serial: null }))]
  }
  const listening: Attempt[] = []
  for (const { serial } of wishes(fitting, spec.overrides)) {
    if (!listening.some((one) => one.serial !== null && isSameWire(one.serial, serial))) {
      listening.push({ asks: null, serial })
    }
  }
  const questions: (Attempt & { readonly serial: SerialSettings })[] = []
  for (const { driver, serial } of wishes(asking, spec.overrides)) {
    if (!questions.some((one) => one.asks === driver && isSame(one.serial, serial))) {
      questions.push({ asks: driver, serial })
    }
  }
  return [...listening, ...questions]
}

/**
 * Whether a bed with this driver can be given these settings: a LINK text names speed,
 * parity and flow control, the rest is the driver's. A driver that is heard otherwise has
 * settings of its own in the list and is heard again there.
 */
export function canBeNamed(driver: Driver, serial: SerialSettings | null): boolean {
  const { dataBits, stopBits } = driver.link.serial
  return serial === null || (serial.dataBits === dataBits && serial.stopBits === stopBits)
}

/**
 * The LINK text of a bed with this driver. In: the text that was searched, and the
 * settings at which the driver was heard. What is the driver's own is left out.
 */
export function linkTextFor(text: string, driver: Driver, heard: Attempt): string {
  const { serial, asks } = heard
  if (serial === null) return text
  const own = driver.link.serial
  // While all listened, flow control was that of whoever had the settings first.
  const known = [own, ...driver.link.candidates].find((one) => isSameWire(one, serial))
  const flow = asks === driver ? serial.flow : (known?.flow ?? 'none')
  const settings = [
    ...(serial.baud === own.baud ? [] : [`baud=${serial.baud}`]),
    ...(serial.parity === own.parity ? [] : [`parity=${serial.parity}`]),
    ...(flow === own.flow ? [] : [`flow=${flow}`]),
  ]
  const mark = text.indexOf('?')
  const line = mark < 0 ? text : text.slice(0, mark)
  return settings.length === 0 ? line : `${line}?${settings.join('&')}`
}
