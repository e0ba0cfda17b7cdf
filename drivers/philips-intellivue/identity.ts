import type { Out } from '../driver.ts'
import { ATTRIBUTE, PATIENT, PRODUCTION, SEX } from './codes.ts'
import type { DeviceClock } from './device-clock.ts'
import type { Attributes } from './message.ts'
import type { Stamped } from './numerics.ts'
import { absoluteMs, asciiOf, Reader } from './reader.ts'

/** Days are the first ten characters of an ISO date. */
const DATE_LENGTH = 10

/**
 * What the monitor says about itself and about the person admitted to it. A person is
 * only a proposal: sent whole whenever anything of it changes, and kept nowhere else.
 */
export class IdentityDecoder {
  readonly #out: Out
  readonly #clock: DeviceClock
  readonly #known = new Map<string, string>()
  /** The person last sent, as text; null before the first record of an association. */
  #person: string | null = null

  constructor(out: Out, clock: DeviceClock) {
    this.#out = out
    this.#clock = clock
  }

  reset(): void {
    this.#known.clear()
    this.#person = null
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

  /** Takes attributes of the demographics. An empty, discharged or contested record names nobody. */
  patient(attributes: Attributes, { atMs, deviceMs }: Stamped): void {
    const fields = personFields(attributes)
    if (fields === null) return
    const text = Object.entries(fields).flat().join('\n')
    if (text === this.#person) return
    this.#person = text
    this.#out.measure({ type: 'identity', fields, atMs, deviceMs })
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

/** The fields of a person (drivers/model/person.ts); null where the record does not say whether anybody is admitted. */
function personFields(attributes: Attributes): Readonly<Record<string, string>> | null {
  const state = attributes.get(ATTRIBUTE.patientState)
  if (state === undefined) return null
  const admission = new Reader(state).u16()
  const family = stringOf(attributes, ATTRIBUTE.familyName)
  const isAdmitted = admission === PATIENT.admitted || admission === PATIENT.preAdmitted
  if (!isAdmitted || family === PATIENT.conflictName) return { patientId: '' }
  const sex = attributes.get(ATTRIBUTE.sex)
  const found = {
    patientName: [stringOf(attributes, ATTRIBUTE.givenName), family].filter((part) => part !== '').join(' '),
    birthDate: dateOf(attributes.get(ATTRIBUTE.birthDate)),
    sex: sex === undefined ? '' : (SEX[new Reader(sex).u16()] ?? ''),
  }
  const said = Object.entries(found).filter(([, value]) => value !== '')
  return { patientId: stringOf(attributes, ATTRIBUTE.patientId), ...Object.fromEntries(said) }
}

function dateOf(bytes: Uint8Array | undefined): string {
  const ms = bytes === undefined ? null : absoluteMs(bytes)
  return ms === null ? '' : new Date(ms).toISOString().slice(0, DATE_LENGTH)
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
