import { CHARACTERISTIC } from './codes.ts'
import { ASK, ATTRIBUTE, type CommandName, SWITCH } from './dongle-codes.ts'

/** One step with a connected wearable: a command that ends with a "completed". */
export interface Step {
  readonly name: CommandName
  readonly payload: readonly number[]
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

  /** The next step, taken off; undefined: all is done. */
  nextStep(): Step | undefined {
    return this.#steps.shift()
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
    for (const [handle, number] of [...this.#attributes].sort(([one], [other]) => one - other)) {
      if (number === ATTRIBUTE.characteristic) value = null
      else if (WANTED.has(number)) value = { handle, chr: number }
      else if (number === ATTRIBUTE.configuration && value !== null) this.#plan(value, handle)
    }
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
    // A battery tells of itself only when it changes.
    if (chr === CHARACTERISTIC.battery)
      this.#steps.push({ name: 'readByHandle', payload: [this.#connection, ...word(handle)] })
  }
}
