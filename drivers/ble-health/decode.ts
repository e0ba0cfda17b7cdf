import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { LineFramer } from '../framing/line.ts'
import { battery } from './channels.ts'
import { CHARACTERISTIC, LINE, MOST_BATTERY } from './codes.ts'
import { type Notification, readLine } from './line.ts'
import type { BleHealthOptions } from './options.ts'
import { type Reading, readPayload } from './payloads.ts'

/** More addresses than one ward's bridge hears are noise. */
const MOST_DEVICES = 64

/** Lines of the bridge in, numbers of the wearables of one patient out; it never writes. */
export class BleHealthDecoder implements Decoder {
  readonly #out: Out
  readonly #framer: LineFramer
  readonly #wanted: ReadonlySet<string>
  /** Addresses heard of each characteristic. */
  readonly #heard = new Map<string, Set<string>>()
  readonly #batteries = new Map<string, number>()
  #read: ReturnType<typeof readLine> = 'checksum'
  #atMs = 0

  constructor(out: Out, { devices }: BleHealthOptions) {
    this.#out = out
    this.#wanted = new Set(devices.split(/[ ,]+/).filter((address) => address !== ''))
    this.#framer = new LineFramer(
      { maximumBytes: LINE.longestBytes, problemOf: (line) => this.#problemOf(line) },
      { onFrame: () => this.#line(), onFault: (kind, bytes) => this.#fault(kind, bytes) },
    )
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    this.#framer.push(bytes)
  }

  tick(): void {
    // Nothing is asked and nothing waits.
  }

  /** Addresses stay known: a neighbour's wearable does not become this patient's because a cable was pulled. */
  end(atMs: number): void {
    this.#atMs = atMs
    this.#framer.end()
    this.#batteries.clear()
  }

  #problemOf(line: Uint8Array): 'checksum' | null {
    this.#read = readLine(String.fromCharCode(...line))
    return this.#read === 'checksum' ? 'checksum' : null
  }

  #line(): void {
    const read = this.#read
    if (typeof read === 'string') return
    if (this.#isOfPatient(read)) this.#say(read)
  }

  /** Without named addresses the only one of its kind is taken; of two, neither. */
  #isOfPatient({ mac, chr }: Notification): boolean {
    if (this.#wanted.size > 0) return this.#wanted.has(mac)
    const heard = this.#heard.get(chr) ?? new Set()
    if (this.#heard.size < MOST_DEVICES) this.#heard.set(chr, heard)
    if (heard.size < MOST_DEVICES) heard.add(mac)
    // Each wearable has a battery, so there several are usual.
    if (chr === CHARACTERISTIC.battery || heard.size === 1) return true
    this.#fault('unexpectedValue', 0, `${heard.size} devices send ${chr}: name those of this patient`)
    return false
  }

  #say({ mac, chr, payload }: Notification): void {
    if (chr === CHARACTERISTIC.battery) {
      this.#battery(mac, payload)
      return
    }
    const readings = readPayload(chr, payload)
    if (readings === undefined) this.#fault('unknownRecord', payload.length, chr)
    else if (readings === null) this.#fault('unexpectedValue', payload.length, chr)
    else for (const one of readings) this.#measure(one)
  }

  #battery(mac: string, payload: Uint8Array): void {
    const [percent = MOST_BATTERY + 1] = payload
    if (percent > MOST_BATTERY) {
      this.#fault('unexpectedValue', payload.length, CHARACTERISTIC.battery)
      return
    }
    if (this.#batteries.size < MOST_DEVICES || this.#batteries.has(mac)) this.#batteries.set(mac, percent)
    const value = Math.min(percent, ...this.#batteries.values())
    this.#measure({ channel: battery, value, validity: 'good' })
  }

  #measure({ channel, value, validity, takenMs }: Reading): void {
    const taken = takenMs === undefined ? {} : { measuredDeviceMs: takenMs }
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

  #fault(kind: FrameFault | 'unexpectedValue' | 'unknownRecord', bytes: number, about?: string): void {
    const more = about === undefined ? {} : { about }
    this.#out.measure({ type: 'fault', kind, bytes, atMs: this.#atMs, deviceMs: null, ...more })
  }
}
