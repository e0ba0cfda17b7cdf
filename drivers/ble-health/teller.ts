import type { Out } from '../driver.ts'
import type { FaultKind } from '../model/measurement.ts'
import { battery } from './channels.ts'
import { CHARACTERISTIC, MOST_BATTERY } from './codes.ts'
import { DeviceClocks } from './device-clocks.ts'
import { failureOf, RecordNumbers, readGlucose } from './glucose.ts'
import type { Notification } from './line.ts'
import { type Reading, readPayload } from './payloads.ts'

/** More addresses than one ward's bridge hears are noise. */
const MOST_DEVICES = 64

/** Addresses as an engineer writes them. */
export function addressesOf(devices: string): ReadonlySet<string> {
  return new Set(devices.split(/[ ,]+/).filter((address) => address !== ''))
}

/** Notifications of wearables in, whichever wire brought them; numbers of those of one patient out. */
export class Teller {
  readonly #out: Out
  readonly #wanted: ReadonlySet<string>
  /** Addresses heard of each characteristic. */
  readonly #heard = new Map<string, Set<string>>()
  readonly #batteries = new Map<string, number>()
  readonly #clocks = new DeviceClocks()
  readonly #records = new RecordNumbers()
  #atMs = 0

  constructor(out: Out, wanted: ReadonlySet<string>) {
    this.#out = out
    this.#wanted = wanted
  }

  take(notification: Notification, atMs: number): void {
    this.#atMs = atMs
    if (this.#isOfPatient(notification)) this.#say(notification)
  }

  /** Addresses stay known: a neighbour's wearable does not become this patient's because a cable was pulled. */
  end(): void {
    this.#batteries.clear()
  }

  fault(kind: FaultKind, bytes: number, atMs: number, about?: string): void {
    const more = about === undefined ? {} : { about }
    this.#out.measure({ type: 'fault', kind, bytes, atMs, deviceMs: null, ...more })
  }

  /** Without named addresses the only one of its kind is taken; of two, neither. */
  #isOfPatient({ mac, chr }: Notification): boolean {
    if (this.#wanted.size > 0) return this.#wanted.has(mac)
    const heard = this.#heard.get(chr) ?? new Set()
    if (this.#heard.size < MOST_DEVICES) this.#heard.set(chr, heard)
    if (heard.size < MOST_DEVICES) heard.add(mac)
    // Each wearable has a battery, so there several are usual.
    if (chr === CHARACTERISTIC.battery || heard.size === 1) return true
    this.fault(
      'unexpectedValue',
      0,
      this.#atMs,
      `${heard.size} devices send ${chr}: name those of this patient`,
    )
    return false
  }

  /** The last record that is known of a meter; undefined: none. */
  lastRecordOf(mac: string): number | undefined {
    return this.#records.lastOf(mac)
  }

  /** Whether the meter has told its clock: only then it is known how old its records are. */
  knowsClockOf(mac: string): boolean {
    return this.#clocks.has(mac)
  }

  #say({ mac, chr, payload }: Notification): void {
    switch (chr) {
      case CHARACTERISTIC.battery:
        this.#battery(mac, payload)
        return
      case CHARACTERISTIC.glucose:
        this.#glucose(mac, payload)
        return
      case CHARACTERISTIC.records:
        this.#answered(payload)
        return
      case CHARACTERISTIC.currentTime:
      case CHARACTERISTIC.dateTime:
        if (!this.#clocks.set(mac, payload, this.#atMs)) this.#unexpected(chr, payload)
        return
      default:
        this.#read(mac, chr, payload)
    }
  }

  #read(mac: string, chr: string, payload: Uint8Array): void {
    const readings = readPayload(chr, payload)
    if (readings === undefined) this.fault('unknownRecord', payload.length, this.#atMs, chr)
    else if (readings === null) this.#unexpected(chr, payload)
    else for (const one of readings) this.#measure(mac, one)
  }

  /** A record that came before is told once; those that are missing between two are counted. */
  #glucose(mac: string, payload: Uint8Array): void {
    const record = readGlucose(payload)
    if (record === null) {
      this.#unexpected(CHARACTERISTIC.glucose, payload)
      return
    }
    const missing = this.#records.take(mac, record.sequence)
    if (missing < 0) return
    if (missing > 0) {
      const about = CHARACTERISTIC.glucose
      const [atMs, deviceMs] = [this.#atMs, null]
      this.#out.measure({ type: 'fault', kind: 'lostFrame', bytes: 0, count: missing, about, atMs, deviceMs })
    }
    for (const one of record.readings) this.#measure(mac, one)
  }

  #answered(payload: Uint8Array): void {
    const failure = failureOf(payload)
    if (failure === null) return
    this.fault('unexpectedValue', payload.length, this.#atMs, `${CHARACTERISTIC.records} answers ${failure}`)
  }

  #unexpected(chr: string, payload: Uint8Array): void {
    this.fault('unexpectedValue', payload.length, this.#atMs, chr)
  }

  #battery(mac: string, payload: Uint8Array): void {
    const [percent = MOST_BATTERY + 1] = payload
    if (percent > MOST_BATTERY) {
      this.#unexpected(CHARACTERISTIC.battery, payload)
      return
    }
    if (this.#batteries.size < MOST_DEVICES || this.#batteries.has(mac)) this.#batteries.set(mac, percent)
    const value = Math.min(percent, ...this.#batteries.values())
    this.#measure(mac, { channel: battery, value, validity: 'good' })
  }

  #measure(mac: string, { channel, value, validity, takenMs }: Reading): void {
    const taken =
      takenMs === undefined
        ? {}
        : { measuredDeviceMs: takenMs, takenAgoMs: this.#clocks.agoOf(mac, takenMs, this.#atMs) }
    this.#out.measure({
      type: 'numeric',
      channel,
      value,
      validity,
      atMs: this.#atMs,
      deviceMs: null,
      ...taken,
    })
  }
}
