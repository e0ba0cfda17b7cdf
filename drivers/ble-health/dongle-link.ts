import { CHARACTERISTIC } from './codes.ts'
import { ASK, ATTRIBUTE, type CommandName, SWITCH } from './dongle-codes.ts'

/** One step with a connected wearable: a command that ends with a "completed". */
export interface Step {
  readonly name: CommandName
  readonly payload: readonly number[]
  /** Handle to ask a meter for its records at; the payload is made when it is its turn. */
  readonly records?: number
}

/** How each characteristic is switched on (profile); what is not here is left alone. */
const WANTED: ReadonlyMap<string, keyof typeof SWITCH> = new Map([
  [CHARACTERISTIC.heartRate, 'notify'],
  [CHARACTERISTIC.oximeter, 'notify'],
  [CHARACTERISTIC.oximeterSpot, 'indicate'],
  [CHARACTERISTIC.bloodPressure, 'indicate'],
  [CHARACTERISTIC.temperature, 'indicate'],
  [CHARACTERISTIC.glucose, 'notify'],
  [CHARACTERISTIC.battery, 'notify'],
  [CHARACTERISTIC.records, 'indicate'],
])
/** Read once: what a device tells by itself only when it changes, or never. */
const READ: ReadonlySet<string> = new Set([
  CHARACTERISTIC.battery,
  CHARACTERISTIC.currentTime,
  CHARACTERISTIC.dateTime,
])

const word = (value: number) => [value & 0xff, value >> 8]

/** A wearable that the dongle is connected with: its attributes, and what is still to be done with it. */
export class DongleLink {
  readonly mac: string
  readonly #connection: number
  readonly #attributes = new Map<number, string>()
  readonly #names = new Map<number, string>()
  #steps: Step[]
  #isPlanned = false

  constructor(mac: string, connection: number) {
    this.mac = mac
    this.#connection = connection
    this.#steps = [
      { name: 'findInformation', payload: [connection, ...word(ASK.firstHandle), ...word(ASK.lastHandle)] },
    ]
  }

  /**
   * The next step, taken off; undefined: all is done. In: what the meter is to be asked for, null if nothing, because nobody
   * knows how old its records would be.
   */
  nextStep(question: () => readonly number[] | null): Step | undefined {
    const step = this.#steps.shift()
    if (step?.records === undefined) return step
    const asked = question()
    if (asked === null) return this.nextStep(question)
    return { ...step, payload: [this.#connection, ...word(step.records), asked.length, ...asked] }
  }

  /** An attribute was found: its handle and the number of what it is. */
  found(handle: number, number: string): void {
    if (!this.#isPlanned) this.#attributes.set(handle, number)
  }

  /** A step has ended, well or not: after the first one it is known what there is. */
  completed(): void {
    if (this.#isPlanned) return
    this.#isPlanned = true
    let value: { readonly handle: number; readonly chr: string } | null = null
    let records: number | null = null
    for (const [handle, number] of [...this.#attributes].sort(([one], [other]) => one - other)) {
      if (number === ATTRIBUTE.characteristic) value = null
      else if (WANTED.has(number)) value = { handle, chr: number }
      if (READ.has(number)) this.#planRead(handle, number)
      if (number === CHARACTERISTIC.records) records = handle
      if (number === ATTRIBUTE.configuration && value !== null) this.#plan(value, handle)
    }
    if (records !== null) this.#steps.push({ name: 'write', payload: [], records })
  }

  /** The characteristic behind a handle; undefined: nothing that was switched on. */
  characteristicOf(handle: number): string | undefined {
    return this.#names.get(handle)
  }

  #plan({ handle, chr }: { readonly handle: number; readonly chr: string }, configuration: number): void {
    const way = WANTED.get(chr)
    if (way === undefined) return
    this.#names.set(handle, chr)
    const data = SWITCH[way]
    const payload = [this.#connection, ...word(configuration), data.length, ...data]
    this.#steps.push({ name: 'write', payload })
  }

  #planRead(handle: number, chr: string): void {
    this.#names.set(handle, chr)
    this.#steps.push({ name: 'readByHandle', payload: [this.#connection, ...word(handle)] })
  }
}
