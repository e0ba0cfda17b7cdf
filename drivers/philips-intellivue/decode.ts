import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { Framer } from '../framing/counts.ts'
import type { FaultKind } from '../model/measurement.ts'
import { AlarmDecoder } from './alarms.ts'
import { ArrivalWatch } from './arrival.ts'
import { hex } from './channels.ts'
import { CLASS, EVENT } from './codes.ts'
import { DeviceClock } from './device-clock.ts'
import { IdentityDecoder } from './identity.ts'
import { LinkWatch } from './linked.ts'
import { type Message, type PollResult, readMessage } from './message.ts'
import { NumericDecoder, type Stamped } from './numerics.ts'
import type { IntellivueOptions } from './options.ts'
import { ResultOrder } from './result-order.ts'
import { Session } from './session.ts'
import type { Transport } from './transport.ts'
import { WaveDecoder } from './waves.ts'

/** The station's side of the IntelliVue data export interface: bytes in, measurements and requests out. */
export class IntellivueDecoder implements Decoder {
  readonly #out: Out
  readonly #transport: Transport
  readonly #framer: Framer
  readonly #session: Session | null
  readonly #clock = new DeviceClock()
  readonly #links = new LinkWatch()
  readonly #order = new ResultOrder()
  readonly #arrivals: ArrivalWatch | null
  readonly #numerics: NumericDecoder
  readonly #waves: WaveDecoder
  readonly #alarms: AlarmDecoder
  readonly #identity: IdentityDecoder
  #atMs = 0
  /** The last announcement of the device system, by its id and time: the network may bring it twice. */
  #created = ''
  #deviceMs: number | null = null

  constructor(out: Out, options: IntellivueOptions, transport: Transport) {
    this.#out = out
    this.#transport = transport
    this.#arrivals = transport.reorders ? new ArrivalWatch() : null
    this.#numerics = new NumericDecoder(out)
    this.#waves = new WaveDecoder(out)
    this.#alarms = new AlarmDecoder(out)
    this.#identity = new IdentityDecoder(out, this.#clock)
    const send = out.send?.bind(out)
    this.#session =
      send === undefined || options.listenOnly
        ? null
        : new Session(options, transport.mtuBytes, (message) => send(transport.wrap(message)))
    this.#framer = transport.framer({
      onFrame: (frame) => this.#frame(frame),
      onFault: (kind, bytes) => this.#fault(kind, bytes),
    })
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  /** A refused poll for alarms means none come, so only a list proves that they do. */
  get alertsFlow(): boolean {
    return this.#alarms.flow
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    this.#framer.push(bytes)
  }

  tick(atMs: number): void {
    this.#session?.tick(atMs)
  }

  leave(atMs: number): void {
    this.#session?.leave(atMs)
  }

  end(atMs: number): void {
    this.#atMs = atMs
    this.#framer.end()
    this.#finish()
    this.#links.reset()
    this.#order.reset()
    this.#alarms.forget()
    this.#waves.gap()
  }

  #frame(frame: Uint8Array): void {
    const data = this.#transport.messageOf(frame)
    if (data === null) {
      this.#fault('unknownRecord', frame.length)
      return
    }
    const message = readMessage(data)
    this.#session?.heard(this.#atMs)
    switch (message.kind) {
      case 'association':
        if (message.type === 'accept' || message.type === 'abort') this.#forgetObjects()
        break
      case 'event':
        if (message.type === EVENT.create) this.#systemCreated(message)
        break
      case 'announcement':
        this.#identity.system(message.attributes, message.ticks, this.#atMs)
        break
      case 'poll':
        this.#poll(message, data)
        break
      case 'unknown':
        this.#fault('unknownRecord', data.length)
        break
      case 'cut':
        this.#fault('unexpectedValue', data.length)
        break
      default:
    }
    this.#session?.message(message, this.#atMs)
  }

  /** A new association begins; the same event again only wants its answer again. */
  #systemCreated(event: Message & { readonly kind: 'event' }): void {
    const name = `${event.invoke}/${event.ticks}`
    if (this.#created === name) return
    this.#forgetObjects()
    this.#created = name
    this.#identity.reset()
    this.#clock.reset()
    this.#identity.system(event.attributes, event.ticks, this.#atMs)
  }

  /** Handles mean nothing in another association. */
  #forgetObjects(): void {
    this.#created = ''
    this.#links.reset()
    this.#order.reset()
    this.#arrivals?.reset()
    this.#finish()
    this.#numerics.reset()
    this.#waves.reset()
    this.#waves.gap()
    this.#alarms.forget()
  }

  /** What still waits for its name or scale gets none any more. */
  #finish(): void {
    this.#count('illegalUnit', this.#numerics.finish(this.#atMs))
    this.#count('lostFrame', this.#waves.finish())
  }

  #poll(result: PollResult, data: Uint8Array): void {
    const arrival = this.#arrivals?.judge(result)
    this.#count('lostFrame', arrival?.lost ?? 0)
    if (arrival !== undefined && arrival.verdict !== 'new') {
      this.#fault('repeatedFrame', 0)
      return
    }
    const { ticks, objectClass, objects } = result
    this.#deviceMs = this.#clock.msAt(ticks)
    const isPast = this.#order.isPast(result, data)
    if (isPast) this.#fault('repeatedFrame', 0)
    const stamp: Stamped = { ticks, atMs: this.#atMs, deviceMs: this.#deviceMs, isPast }
    const step = this.#links.see(result.invoke, result.link)
    if (step.lost > 0) this.#fault('lostFrame', 0, step.lost)
    switch (objectClass) {
      case CLASS.numeric:
        for (const object of objects) {
          const { cut, illegalUnits } = this.#numerics.decode(object, stamp)
          this.#count('unexpectedValue', cut ? 1 : 0)
          this.#count('illegalUnit', illegalUnits)
        }
        break
      case CLASS.wave:
        for (const object of objects) {
          const { cut, illegalUnits, dropped } = this.#waves.decode(object, stamp)
          this.#count('unexpectedValue', cut ? 1 : 0)
          this.#count('illegalUnit', illegalUnits)
          this.#count('lostFrame', dropped)
        }
        break
      case CLASS.alert:
        if (step.begins) this.#alarms.begin(result.invoke)
        for (const object of objects) {
          this.#count('unexpectedValue', this.#alarms.gather(result.invoke, object) ? 0 : 1)
        }
        if (step.complete) this.#alarms.finish(result.invoke, stamp)
        break
      case CLASS.system:
        for (const object of objects) this.#identity.system(object.attributes, ticks, this.#atMs)
        break
      case CLASS.demographics:
        for (const object of objects) this.#identity.patient(object.attributes, stamp)
        break
      default:
        this.#fault('unknownRecord', 0, undefined, `class ${hex(objectClass)}`)
    }
  }

  #count(kind: FaultKind, count: number): void {
    if (count > 0) this.#fault(kind, 0, count)
  }

  #fault(kind: FaultKind, bytes: number, count?: number, about?: string): void {
    const stamp = { atMs: this.#atMs, deviceMs: this.#deviceMs }
    const more = { ...(count === undefined ? {} : { count }), ...(about === undefined ? {} : { about }) }
    this.#out.measure({ type: 'fault', kind, bytes, ...stamp, ...more })
  }
}
