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
import { LIMITS } from './codes.ts'
import { senderOfMessage } from './sender.ts'

const PID_LIST = 3
const PID_NAME = 5
const PID_BIRTH = 7
const PID_SEX = 8
const OBX_DEVICE = 18
const MEDICAL_RECORD = 'MR'
const MOST_LIST = 20
const DATE = /^(\d{4})(\d{2})(\d{2})/

/**
 * What a message says about the sender and the person. The person is only a proposal; it is sent when it changes
 * and kept nowhere else. An empty PID proposes nobody.
 */
export class IdentityDecoder {
  readonly #out: Out
  readonly #known = new Map<string, string>()

  constructor(out: Out) {
    this.#out = out
  }

  decode(message: ReadMessage, { atMs, deviceMs }: Stamp): void {
    const sender = senderOfMessage(message)
    const found: Record<string, string> = {
      model: sender.application,
      serial: deviceOf(message) || sender.applicationId,
      ...patientOf(segmentOf(message, 'PID')),
    }
    const fields: Record<string, string> = {}
    for (const [name, sent] of Object.entries(found)) {
      const value = clean(sent)
      if (value === '' || this.#known.get(name) === value) continue
      this.#known.set(name, value)
      fields[name] = value
    }
    if (Object.keys(fields).length > 0) this.#out.measure({ type: 'identity', fields, atMs, deviceMs })
  }
}

function patientOf(person: ReadSegment | undefined): Record<string, string> {
  const lists = Array.from({ length: MOST_LIST }, (_, index) => index + 1)
  const repeat =
    lists.find((one) => leaf(person, PID_LIST, { repeat: one, component: 5 }) === MEDICAL_RECORD) ?? 1
  const [, year, month, day] = DATE.exec(leaf(person, PID_BIRTH)) ?? []
  return {
    patientId: leaf(person, PID_LIST, { repeat }),
    patientAuthority: leaf(person, PID_LIST, { repeat, component: 4 }),
    // One maker writes family and given name in either order, so the sender's own order stays.
    patientName: [leaf(person, PID_NAME), leaf(person, PID_NAME, { component: 2 })].filter(Boolean).join(' '),
    patientSex: leaf(person, PID_SEX),
    patientBirthDate: year === undefined ? '' : `${year}-${month}-${day}`,
  }
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
