import type { Out } from '../driver.ts'
import type { Validity } from '../model/measurement.ts'
import { numberPlans } from './channels.ts'
import {
  AT,
  BYTE_VALUES,
  MMHG,
  NO_NUMBER,
  type NumberRow,
  RESPIRATION_AT,
  SATURATION_AT,
  SENSOR_OFF,
  TIME_BYTES,
  UNITS,
  YEARS,
} from './codes.ts'

const MS_PER_SECOND = 1_000

/** Seconds as the device's clock, read as UTC; null where they are no time. */
function clockOf(data: Uint8Array): number | null {
  let seconds = 0
  for (const byte of data.subarray(AT.time, AT.time + TIME_BYTES)) seconds = seconds * BYTE_VALUES + byte
  const ms = seconds * MS_PER_SECOND
  return ms >= Date.UTC(YEARS.first, 0, 1) && ms < Date.UTC(YEARS.last, 0, 1) ? ms : null
}

/** Tells the numbers of one message. */
export class Numbers {
  readonly #out: Out
  #respiration: number | null = null
  /** Just after its start a device may repeat its breath rate as the saturation: until both differ nothing of a message counts. */
  #mayEcho = true

  constructor(out: Out) {
    this.#out = out
  }

  message(data: Uint8Array, atMs: number): void {
    const deviceMs = clockOf(data)
    if (this.#isEcho(data)) {
      const about = 'SpO2 as RR'
      this.#out.measure({ type: 'fault', kind: 'unexpectedValue', bytes: 0, about, atMs, deviceMs })
      return
    }
    const unit = data[AT.unit] ?? 0
    const isOff = ((data[AT.oximeterAlarms] ?? 0) & SENSOR_OFF) !== 0
    for (const { row, channel } of numberPlans) {
      const { value, validity } = readNumber(row, data[row.at] ?? NO_NUMBER, unit, isOff)
      this.#out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs })
    }
    if (unit === MMHG) return
    const about = `CO2 in ${UNITS.get(unit) ?? `unit ${unit}`}`
    this.#out.measure({ type: 'fault', kind: 'illegalUnit', bytes: 0, about, atMs, deviceMs })
  }

  /** The device has just been started, or another one will answer. */
  begin(): void {
    this.#respiration = null
    this.#mayEcho = true
  }

  #isEcho(data: Uint8Array): boolean {
    const before = this.#respiration
    const saturation = data[SATURATION_AT] ?? NO_NUMBER
    const respiration = data[RESPIRATION_AT] ?? NO_NUMBER
    this.#respiration = respiration
    if (!this.#mayEcho || saturation === NO_NUMBER) return false
    const isEcho = saturation === respiration || saturation === before
    this.#mayEcho = isEcho
    return isEcho
  }
}

function readNumber(
  { isGas, most, source }: NumberRow,
  raw: number,
  unit: number,
  isOff: boolean,
): { readonly value: number | null; readonly validity: Validity } {
  if (source === 'spo2' && isOff) return { value: null, validity: 'off' }
  const isNumber = raw !== NO_NUMBER && raw <= most && !(isGas && unit !== MMHG)
  return isNumber ? { value: raw, validity: 'good' } : { value: null, validity: 'invalid' }
}
