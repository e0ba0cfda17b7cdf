import type { Out } from '../driver.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import type { FaultKind } from '../model/measurement.ts'
import { Alarms } from './alarms.ts'
import { AT, CODE, FRAME, NAME, PRINTABLE, WAVE } from './codes.ts'
import { CapnostreamFramer } from './frame.ts'
import { Numbers } from './numbers.ts'
import { Session } from './session.ts'
import { WaveTeller } from './wave-teller.ts'

/** Bytes of the device in, capnogram, numbers and alarms out. */
export class CapnostreamDecoder extends LockedDecoder {
  protected readonly framer: CapnostreamFramer
  readonly #session: Session | null
  readonly #wave: WaveTeller
  readonly #numbers: Numbers
  readonly #alarms: Alarms

  constructor(out: Out) {
    super(out)
    this.#session = out.send === undefined ? null : new Session((bytes) => out.send?.(bytes))
    this.#wave = new WaveTeller(out)
    this.#numbers = new Numbers(out)
    this.#alarms = new Alarms(out)
    const locked = this.insideLock({
      onFrame: (frame, atMs) => this.#frame(frame, atMs),
      onFault: (kind, bytes) => this.#lost(kind, bytes),
    })
    this.framer = new CapnostreamFramer({
      onFrame: (frame) => {
        this.#hear(frame)
        locked.onFrame(frame)
      },
      onFault: locked.onFault,
    })
  }

  override tick(atMs: number): void {
    this.nowMs = atMs
    this.#wave.tick(atMs)
    this.#session?.tick(atMs)
  }

  leave(): void {
    this.#session?.leave()
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#session?.end()
    this.#wave.end(atMs)
    this.#numbers.begin()
    this.#alarms.end()
  }

  /** The session answers at once, whatever the lock holds back. */
  #hear(frame: Uint8Array): void {
    const code = frame[FRAME.codeAt]
    this.#session?.heard(this.nowMs)
    if (code === CODE.name) this.#session?.named(this.nowMs)
    if (code === CODE.numbers) this.#session?.numbers(this.nowMs)
  }

  #frame(frame: Uint8Array, atMs: number): void {
    const data = frame.subarray(FRAME.dataAt, frame.length - 1)
    const code = frame[FRAME.codeAt]
    if (code === CODE.wave) {
      this.#wave.message(data, atMs)
      this.#alarms.take('fast', data[WAVE.statusAt] ?? 0, atMs)
      return
    }
    this.#wave.other()
    if (code === CODE.numbers) this.#tellNumbers(data, atMs)
    else if (code === CODE.name) this.#tellName(data, atMs)
  }

  #tellNumbers(data: Uint8Array, atMs: number): void {
    this.#wave.unit(data[AT.unit] ?? 0)
    this.#numbers.message(data, atMs)
    this.#alarms.slowStatus(data[AT.slowStatus] ?? 0)
    for (const place of ['co2Alarms', 'oximeterAlarms', 'extended'] as const) {
      this.#alarms.take(place, data[AT[place]] ?? 0, atMs)
    }
  }

  #tellName(data: Uint8Array, atMs: number): void {
    this.#numbers.begin()
    const text = String.fromCharCode(...data).trim()
    if (text === '' || !PRINTABLE.test(text)) return
    const [, software, serial] = NAME.exec(text) ?? []
    const fields = software === undefined || serial === undefined ? { model: text } : { software, serial }
    this.out.measure({ type: 'identity', fields, atMs, deviceMs: null })
  }

  #lost(kind: FaultKind, bytes: number): void {
    this.#wave.gap(this.nowMs)
    this.fault(kind, bytes)
  }
}
