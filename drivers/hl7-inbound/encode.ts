import type { Twin, TwinOptions } from '../driver.ts'
import { joinBytes } from '../framing/join.ts'
import { buildMessage, type Segment } from '../hl7v2/build.ts'
import { encodeMllp } from '../hl7v2/mllp.ts'
import { formatDtm } from '../hl7v2/time.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import { createAlarmTwin } from './encode-alarms.ts'
import { numericSegments } from './encode-numerics.ts'
import { waveSegments } from './encode-waves.ts'

const MS_PER_SECOND = 1000
/** Waves of a second leave when it is over, a little after the numbers. */
const WAVES_LATE_MS = 400
const ALARMS_LATE_MS = 200
const RADIX = 36

/** The sender that an eGateway names in MSH-3; the EUI-64 is from the range kept for examples. */
const SENDER = ['TWIN_EGATEWAY', '00005EFFFE005301', 'EUI-64']
const BED = ['SIM', '', '1']
const PROFILE = {
  observation: ['IHE_PCD_001', 'IHE PCD', '1.3.6.1.4.1.19376.1.6.1.1.1', 'ISO'],
  alarm: ['IHE_PCD_ACM_001', 'IHE PCD', '1.3.6.1.4.1.19376.1.6.1.4.1', 'ISO'],
} as const

/**
 * A gateway's side of the connection, written from the description of its messages (sections 2 and 3): numbers and
 * waves each second in messages of their own, alarms when they begin and end. It asks for a commit acknowledgement
 * and goes on without one.
 */
class EgatewayTwin implements Twin {
  readonly #patient: Patient
  readonly #options: TwinOptions
  readonly #alarms: ReturnType<typeof createAlarmTwin>
  #second = 0
  #step: 0 | 1 | 2 = 0
  #count = 0

  constructor(options: TwinOptions) {
    this.#options = options
    this.#patient = createPatient(options)
    this.#alarms = createAlarmTwin(this.#patient)
  }

  produce(atMs: number): Uint8Array {
    const frames: Uint8Array[] = []
    while (this.#dueMs() <= atMs) {
      for (const message of this.#messages()) frames.push(encodeMllp(message))
      this.#advance()
    }
    return joinBytes(frames)
  }

  receive(): void {
    // An acknowledgement changes nothing: what was lost is not sent again.
  }

  #dueMs(): number {
    const lateMs = [0, ALARMS_LATE_MS, WAVES_LATE_MS][this.#step] ?? 0
    return this.#second * MS_PER_SECOND + lateMs
  }

  #advance(): void {
    if (this.#step === 2) this.#second++
    this.#step = this.#step === 0 ? 1 : this.#step === 1 ? 2 : 0
  }

  #messages(): readonly string[] {
    const second = this.#second
    if (this.#step === 0) {
      const times = { 4: ['182777000', 'monitoring of patient', 'SCT'], 7: this.#time(second) }
      const rows = numericSegments(this.#patient, second, (at) => this.#time(at))
      return [this.#message('R01', second, times, rows)]
    }
    if (this.#step === 1) {
      return this.#alarms
        .reportsAt(second)
        .map((rows) =>
          this.#message(
            'R40',
            second,
            { 4: ['196616', 'MDC_EVT_ALARM', 'MDC'], 7: this.#time(second) },
            rows,
          ),
        )
    }
    if (second === 0) return []
    const times = { 4: 'CONTINUOUS WAVEFORM', 7: this.#time(second - 1), 8: this.#time(second) }
    return [this.#message('R01', second, times, waveSegments(this.#patient, second - 1))]
  }

  #time(second: number): string {
    return formatDtm(this.#options.startUtcMs + second * MS_PER_SECOND, 0, 'fraction')
  }

  #message(
    event: 'R01' | 'R40',
    second: number,
    report: Segment['fields'],
    rows: readonly Segment[],
  ): string {
    this.#count++
    const started = Math.floor(this.#options.startUtcMs / MS_PER_SECOND).toString(RADIX)
    const id = `${started}-${this.#count.toString(RADIX)}`
    return buildMessage([
      {
        name: 'MSH',
        fields: {
          3: SENDER,
          4: 'TWIN',
          7: this.#time(second),
          9: ['ORU', event, `ORU_${event}`],
          10: id,
          11: 'P',
          12: '2.6',
          15: 'AL',
          16: 'NE',
          18: 'UNICODE UTF-8',
          21: event === 'R01' ? PROFILE.observation : PROFILE.alarm,
        },
      },
      { name: 'PID', fields: { 3: ['SIM-1', '', '', 'SIM', 'MR'], 8: 'U' } },
      { name: 'PV1', fields: { 2: 'I', 3: BED } },
      { name: 'OBR', fields: { 1: '1', 3: [id, ...SENDER], ...report } },
      ...rows.map((row, index) => ({ ...row, fields: { 1: String(index + 1), ...row.fields } })),
    ])
  }
}

/** A gateway with one simulated patient. Throws TypeError for an unknown scenario. */
export function createTwin(options: TwinOptions): Twin {
  return new EgatewayTwin(options)
}
