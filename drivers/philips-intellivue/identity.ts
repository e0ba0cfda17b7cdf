import type { Out } from '../driver.ts'
import { ATTRIBUTE, PATIENT, PRODUCTION } from './codes.ts'
import type { DeviceClock } from './device-clock.ts'
import type { Attributes } from './message.ts'
import type { Stamped } from './numerics.ts'
import { absoluteMs, asciiOf, Reader } from './reader.ts'

/**
 * What the monitor says about itself and about the person admitted to it. A name
 * is only a proposal; it is sent when it changes and kept nowhere else.
 */
export class IdentityDecoder {
  readonly #out: Out
  readonly #clock: DeviceClock
  readonly #known = new Map<string, string>()

  constructor(out: Out, clock: DeviceClock) {
    this.#out = out
    this.#clock = clock
  }

  reset(): void {
    this.#known.clear()
  }

  /** Takes attributes of the device system: clock, model, serial number, software. */
  system(attributes: Attributes, ticks: number, atMs: number): void {
    const wall = attributes.get(ATTRIBUTE.wallTime)
    const relative = attributes.get(ATTRIBUTE.relativeTime)
    const wallMs = wall === undefined ? null : absoluteMs(wall)
    if (wallMs !== null && relative !== undefined) this.#clock.set(wallMs, new Reader(relative).u32())
    const fields: Record<string, string> = {}
    const model = attributes.get(ATTRIBUTE.model)
    if (model !== undefined && !this.#known.has('model')) fields.model = readModel(new Reader(model))
    const production = attributes.get(ATTRIBUTE.production)
    if (production !== undefined) readProduction(new Reader(production), fields)
    this.#say(fields, { ticks, atMs, deviceMs: this.#clock.msAt(ticks), isPast: false })
  }

  /** Takes attributes of the demographics. An empty, discharged or contested record proposes nobody. */
  patient(attributes: Attributes, stamp: Stamped): void {
    const state = attributes.get(ATTRIBUTE.patientState)
    const admission = state === undefined ? null : new Reader(state).u16()
    if (admission !== PATIENT.admitted && admission !== PATIENT.preAdmitted) return
    const family = stringOf(attributes, ATTRIBUTE.familyName)
    if (family === PATIENT.conflictName) return
    const name = [stringOf(attributes, ATTRIBUTE.givenName), family].filter((part) => part !== '').join(' ')
    this.#say({ patientId: stringOf(attributes, ATTRIBUTE.patientId), patientName: name }, stamp)
  }

  #say(found: Readonly<Record<string, string>>, { atMs, deviceMs }: Stamped): void {
    const fields: Record<string, string> = {}
    for (const [name, value] of Object.entries(found)) {
      if (value === '' || this.#known.get(name) === value) continue
      this.#known.set(name, value)
      fields[name] = value
    }
    if (Object.keys(fields).length > 0) this.#out.measure({ type: 'identity', fields, atMs, deviceMs })
  }
}

function stringOf(attributes: Attributes, id: number): string {
  const bytes = attributes.get(id)
  return bytes === undefined ? '' : new Reader(bytes).string()
}

/** Maker and model number, each a text with its length before it; the model number is the one that says something. */
function readModel(reader: Reader): string {
  reader.skip(reader.u16())
  const model = asciiOf(reader.take(reader.u16()))
  return reader.failed ? '' : model
}

function readProduction(reader: Reader, fields: Record<string, string>): void {
  const count = reader.u16()
  reader.skip(2)
  for (let index = 0; index < count && !reader.failed; index++) {
    const type = reader.u16()
    const component = reader.u16()
    const text = asciiOf(reader.take(reader.u16()))
    if (reader.failed) return
    if (component === PRODUCTION.product && type === PRODUCTION.serialType) fields.serial = text
    if (component === PRODUCTION.product && type === PRODUCTION.partType) fields.model = text
    if (component === PRODUCTION.application && type === PRODUCTION.softwareType) fields.software = text
  }
}
