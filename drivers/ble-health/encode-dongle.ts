import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient } from '../physiology/patient.ts'
import { CHARACTERISTIC, HEX, TWIN } from './codes.ts'
import { cuff, dateTime, glucose, heart, oximeter, thermometer } from './encode-payloads.ts'

/** What a wearable has, in the order of its attributes: two bytes of each number, and what it tells. */
interface Device {
  readonly mac: string
  readonly tells: readonly { readonly chr: string; readonly everySeconds: number }[]
}

const EVERY_SECOND = 1
const NEVER = Number.POSITIVE_INFINITY
const MS_PER_HOUR = 3_600_000
const DEVICES: readonly Device[] = [
  {
    mac: TWIN.strap,
    tells: [
      { chr: CHARACTERISTIC.battery, everySeconds: TWIN.slowEverySeconds },
      { chr: CHARACTERISTIC.heartRate, everySeconds: EVERY_SECOND },
    ],
  },
  { mac: TWIN.clip, tells: [{ chr: CHARACTERISTIC.oximeter, everySeconds: EVERY_SECOND }] },
  { mac: TWIN.cuff, tells: [{ chr: CHARACTERISTIC.bloodPressure, everySeconds: TWIN.slowEverySeconds }] },
  {
    mac: TWIN.thermometer,
    tells: [{ chr: CHARACTERISTIC.temperature, everySeconds: TWIN.slowEverySeconds }],
  },
  {
    mac: TWIN.meter,
    tells: [
      { chr: CHARACTERISTIC.currentTime, everySeconds: NEVER },
      { chr: CHARACTERISTIC.glucose, everySeconds: NEVER },
      { chr: CHARACTERISTIC.records, everySeconds: NEVER },
    ],
  },
]
const INDICATED: readonly string[] = [
  CHARACTERISTIC.bloodPressure,
  CHARACTERISTIC.temperature,
  CHARACTERISTIC.records,
]
/** Records of the meter: how many hours before the start each was taken, and tenths of a millimole per litre. */
const METER_RECORDS = [
  { hoursAgo: 9, tenthsMmol: 71 },
  { hoursAgo: 5, tenthsMmol: 62 },
  { hoursAgo: 1, tenthsMmol: 54 },
] as const
const FIRST_RECORD = 41

const MS_PER_SECOND = 1_000
const ADVERTISES_EVERY_MS = 500
const FIRST_HANDLE = 0x10
/** Declaration, value and switch. */
const HANDLES = 3
const NO_CONNECTION = [0x86, 0x01]
const IS_WELL = [0, 0]
const TIMED_OUT = [0x08, 0x02]

const low = (value: number) => [value & 0xff, (value >> 8) & 0xff]
const numberBytes = (chr: string) => low(Number.parseInt(chr, HEX))
const addressBytes = (mac: string) => [...mac.split(':')].reverse().map((part) => Number.parseInt(part, HEX))
const withLength = (bytes: readonly number[]) => [bytes.length, ...bytes]

interface Connection {
  readonly device: Device
  readonly on: Set<string>
}

/** A dongle's side of the wire, whose wearables can be taken out of reach. */
export interface DongleTwin extends Twin {
  reach(mac: string, isInReach: boolean): void
  /** The meter takes one more, at once. */
  measureGlucose(atMs: number, tenthsMmol: number): void
}

/** A Bluegiga dongle with the same wearables in reach as the bridge. Throws a TypeError if the scenario is unknown. */
export function createDongleTwin(options: TwinOptions): DongleTwin {
  const patient = createPatient(options)
  const connections = new Map<number, Connection>()
  const away = new Set<string>()
  let sent: number[] = []
  let heard: number[] = []
  let isScanning = false
  let nextAdvertMs = 0
  let nextTellMs = 0
  const records: { takenUtcMs: number; tenthsMmol: number }[] = METER_RECORDS.map(
    ({ hoursAgo, tenthsMmol }) => ({
      takenUtcMs: options.startUtcMs - hoursAgo * MS_PER_HOUR,
      tenthsMmol,
    }),
  )

  const say = (kind: number, group: number, id: number, payload: readonly number[]) =>
    void sent.push(kind, payload.length, group, id, ...payload)
  const answer = (group: number, id: number, payload: readonly number[] = []) => say(0, group, id, payload)
  const event = (group: number, id: number, payload: readonly number[]) => say(0x80, group, id, payload)

  function payloadOf(chr: string, atMs: number): readonly number[] | null {
    const vitals = patient.vitals(atMs / MS_PER_SECOND)
    if (chr === CHARACTERISTIC.heartRate) return heart(vitals)
    if (chr === CHARACTERISTIC.oximeter) return oximeter(vitals)
    if (chr === CHARACTERISTIC.bloodPressure) return cuff(vitals, options.startUtcMs)
    if (chr === CHARACTERISTIC.currentTime) return [...dateTime(options.startUtcMs + atMs), 4, 0, 0]
    return chr === CHARACTERISTIC.temperature ? thermometer(vitals) : [TWIN.battery]
  }

  function value(connection: number, at: number, type: number, payload: readonly number[]): void {
    event(4, 5, [connection, ...low(FIRST_HANDLE + at * HANDLES + 1), type, ...withLength(payload)])
  }

  function tell(atMs: number): void {
    for (const [number, { device, on }] of connections) {
      for (const [at, { chr, everySeconds }] of device.tells.entries()) {
        if (!on.has(chr) || (atMs / MS_PER_SECOND) % everySeconds !== 0) continue
        const payload = payloadOf(chr, atMs)
        if (payload !== null) value(number, at, INDICATED.includes(chr) ? 2 : 1, payload)
      }
    }
  }

  function answerRecords(number: number, at: number, question: readonly number[]): void {
    const [code = 0, operator = 0, , fromLow = 0, fromHigh = 0] = question
    const first = operator === 6 ? records.length - 1 : (fromHigh << 8) + fromLow - FIRST_RECORD
    const asked = records.slice(Math.max(0, first))
    for (const [index, { takenUtcMs, tenthsMmol }] of asked.entries()) {
      const sequence = FIRST_RECORD + Math.max(0, first) + index
      value(number, at - 1, 1, glucose(sequence, takenUtcMs, tenthsMmol))
    }
    value(number, at, 2, [6, 0, code, asked.length === 0 ? 6 : 1])
  }

  function advertise(): void {
    const held = new Set([...connections.values()].map(({ device }) => device.mac))
    for (const { mac } of DEVICES) {
      if (held.has(mac) || away.has(mac)) continue
      event(6, 0, [0xc4, 0, ...addressBytes(mac), 1, 0xff, ...withLength([2, 1, 6])])
    }
  }

  function connect(payload: readonly number[]): void {
    const device = DEVICES.find(({ mac }) => addressBytes(mac).every((byte, at) => byte === payload[at]))
    if (device === undefined || away.has(device.mac)) {
      answer(6, 3, [...IS_WELL, 0])
      return
    }
    let number = 0
    while (connections.has(number)) number++
    answer(6, 3, [...IS_WELL, number])
    connections.set(number, { device, on: new Set() })
    event(3, 0, [number, 5, ...addressBytes(device.mac), 1, 0x18, 0, 0x90, 1, 0, 0, 0xff])
  }

  function attributes(connection: number, { device }: Connection): void {
    for (const [at, { chr }] of device.tells.entries()) {
      const first = FIRST_HANDLE + at * HANDLES
      for (const [step, name] of ['2803', chr, '2902'].entries())
        event(4, 4, [connection, ...low(first + step), ...withLength(numberBytes(name))])
    }
    event(4, 1, [connection, 0x0a, 0x04, 0, 0])
  }

  function attribute(id: number, payload: readonly number[], atMs: number): void {
    const [number = 0, ...rest] = payload
    const connection = connections.get(number)
    answer(4, id, [number, ...(connection === undefined ? NO_CONNECTION : IS_WELL)])
    if (connection === undefined) return
    if (id === 3) attributes(number, connection)
    const [handleLow = 0, handleHigh = 0] = rest
    const at = Math.floor(((handleHigh << 8) + handleLow - FIRST_HANDLE) / HANDLES)
    const chr = connection.device.tells[at]?.chr
    if (chr === undefined) return
    if (id === 4) value(number, at, 0, payloadOf(chr, atMs) ?? [])
    if (id !== 5) return
    const isSwitch = ((handleHigh << 8) + handleLow - FIRST_HANDLE) % HANDLES === 2
    if (isSwitch) connection.on.add(chr)
    event(4, 1, [number, 0, 0, handleLow, handleHigh])
    if (!isSwitch && chr === CHARACTERISTIC.records) answerRecords(number, at, rest.slice(3))
  }

  function command(group: number, id: number, payload: readonly number[], atMs: number): void {
    if (group === 0) answer(0, 1)
    else if (group === 3) {
      const [number = 0] = payload
      const isHeld = connections.delete(number)
      answer(3, 0, [number, ...(isHeld ? IS_WELL : NO_CONNECTION)])
      if (isHeld) event(3, 4, [number, 0x16, 0x02])
    } else if (group === 4) attribute(id, payload, atMs)
    else if (id === 3) connect(payload)
    else {
      if (id === 2) nextAdvertMs = atMs
      if (id !== 7) isScanning = id === 2
      answer(6, id, IS_WELL)
    }
  }

  return {
    produce(atMs) {
      for (; isScanning && nextAdvertMs <= atMs; nextAdvertMs += ADVERTISES_EVERY_MS) advertise()
      for (; nextTellMs <= atMs; nextTellMs += MS_PER_SECOND) tell(nextTellMs)
      const bytes = Uint8Array.from(sent)
      sent = []
      return bytes
    },
    receive(bytes, atMs) {
      heard.push(...bytes)
      for (;;) {
        const [, length = 0, group = 0, id = 0] = heard
        if (heard.length < 4 || heard.length < 4 + length) return
        command(group, id, heard.slice(4, 4 + length), atMs)
        heard = heard.slice(4 + length)
      }
    },
    measureGlucose(atMs, tenthsMmol) {
      records.push({ takenUtcMs: options.startUtcMs + atMs, tenthsMmol })
    },
    reach(mac, isInReach) {
      if (isInReach) away.delete(mac)
      else away.add(mac)
      for (const [number, { device }] of connections) {
        if (!away.has(device.mac)) continue
        connections.delete(number)
        event(3, 4, [number, ...TIMED_OUT])
      }
    },
  }
}
