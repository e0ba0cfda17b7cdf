import type { Out } from '../driver.ts'
import {
  isExplicitNull,
  leaf,
  type ReadMessage,
  type ReadSegment,
  segmentOf,
  segmentsOf,
} from '../hl7v2/message.ts'
import type { Stamp } from '../model/measurement.ts'
import { LIMITS, RESULT_ABSENT, VENTILATION_MODE } from './codes.ts'
import { senderOfMessage } from './sender.ts'

const PID_LIST = 3
const PID_NAME = 5
const PID_BIRTH = 7
const PID_SEX = 8
const OBX_CODE = 3
const OBX_VALUE = 5
const OBX_STATUS = 11
const OBX_DEVICE = 18
const MEDICAL_RECORD = 'MR'
const MOST_LIST = 20
/** Stands for a record that names nobody. */
const NOBODY = ''
const DATE = /^(\d{4})(\d{2})(\d{2})/

/**
 * What a message says about the sender and the person. A person is only a proposal: it is sent whole whenever
 * anything of it changes, as drivers/model/person.ts asks, and kept nowhere else. A PID without an identifier
 * names nobody; a message without a PID says nothing of anybody.
 */
export class IdentityDecoder {
  readonly #out: Out
  readonly #device = new Map<string, string>()
  /** The person as last said; nobody has been named yet at first. */
  #person = NOBODY

  constructor(out: Out) {
    this.#out = out
  }

  decode(message: ReadMessage, stamp: Stamp): void {
    const fields = { ...this.#deviceFields(message), ...this.#personFields(message) }
    const { atMs, deviceMs } = stamp
    if (Object.keys(fields).length > 0) this.#out.measure({ type: 'identity', fields, atMs, deviceMs })
  }

  #deviceFields(message: ReadMessage): Record<string, string> {
    const sender = senderOfMessage(message)
    const found = {
      model: sender.application,
      serial: deviceOf(message) || sender.applicationId,
    }
    const fields: Record<string, string> = {}
    for (const [name, sent] of Object.entries(found)) {
      const value = clean(sent)
      if (value === '' || this.#device.get(name) === value) continue
      this.#device.set(name, value)
      fields[name] = value
    }
    const mode = modeOf(message)
    if (mode === null || mode === (this.#device.get('mode') ?? '')) return fields
    this.#device.set('mode', mode)
    return { ...fields, mode }
  }

  #personFields(message: ReadMessage): Record<string, string> {
    const segment = segmentOf(message, 'PID')
    if (segment === undefined) return {}
    const fields = patientOf(segment)
    const person = fields.patientId === '' ? NOBODY : Object.values(fields).join('\n')
    if (person === this.#person) return {}
    this.#person = person
    return fields
  }
}

/** What a PID says of its person, as fields of drivers/model/person.ts; `patientId` is empty where it names nobody. */
export function patientOf(person: ReadSegment): Record<string, string> {
  const lists = Array.from({ length: MOST_LIST }, (_, index) => index + 1)
  const repeat =
    lists.find((one) => leaf(person, PID_LIST, { repeat: one, component: 5 }) === MEDICAL_RECORD) ?? 1
  const patientId = clean(leaf(person, PID_LIST, { repeat }))
  if (patientId === '') return { patientId }
  const [, year, month, day] = DATE.exec(leaf(person, PID_BIRTH)) ?? []
  return {
    patientId,
    patientAuthority: clean(leaf(person, PID_LIST, { repeat, component: 4 })),
    // One maker writes family and given name in either order, so the sender's own order stays.
    patientName: [leaf(person, PID_NAME), leaf(person, PID_NAME, { component: 2 })]
      .map(clean)
      .filter(Boolean)
      .join(' '),
    sex: clean(leaf(person, PID_SEX)),
    birthDate: year === undefined ? '' : `${year}-${month}-${day}`,
  }
}

/** The mode that the ventilator says it is in; empty where it says that it has none, null where the message tells none. */
function modeOf(message: ReadMessage): string | null {
  const row = segmentsOf(message, 'OBX').find((one) => leaf(one, OBX_CODE).trim() === VENTILATION_MODE)
  if (row === undefined) return null
  return RESULT_ABSENT.has(leaf(row, OBX_STATUS)) ? '' : clean(leaf(row, OBX_VALUE))
}

/** The device that measured, as the first row with one names it (OBX-18). */
function deviceOf(message: ReadMessage): string {
  for (const row of segmentsOf(message, 'OBX')) {
    const device = leaf(row, OBX_DEVICE)
    if (device !== '') return device
  }
  return ''
}

function clean(text: string): string {
  return isExplicitNull(text)
    ? ''
    : text
        .replaceAll(/[\p{C}\s]+/gu, ' ')
        .trim()
        .slice(0, LIMITS.textLength)
}
