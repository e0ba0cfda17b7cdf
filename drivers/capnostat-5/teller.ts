import type { Out } from '../driver.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import type { FaultKind, Validity } from '../model/measurement.ts'
import { co2Wave, numberPlans } from './channels.ts'
import {
  MMHG,
  PARAMETER,
  PER_HIGH,
  SILENT_PARAMETERS,
  STATE,
  STATES,
  STATUS_AT,
  type StateRow,
  WAVE,
} from './codes.ts'

/** Tells what packets of the wave say: samples, numbers, and what is wrong with the module. */
export class Teller {
  readonly #out: Out
  readonly #batch: SampleBatch
  /** What is not 0 of the module's state; null: it has said that all is well, or nothing yet. */
  #state: StateRow | null = null
  #hasState = false
  /** Null: it has not said. A module that was just switched on has mmHg. */
  #unit: number | null = null
  #sync: number | null = null
  readonly #mustTell: boolean

  /** `mustTell`: whether the module was asked for its unit and state, so that its numbers are in doubt until it has told both. */
  constructor(out: Out, mustTell: boolean) {
    this.#mustTell = mustTell
    this.#out = out
    this.#batch = new SampleBatch(co2Wave, WAVE.samplesAtOnce, out)
  }

  get knowsUnit(): boolean {
    return this.#unit !== null
  }

  /** The unit that the module says it has. */
  unit(unit: number, atMs: number): void {
    this.#unit = unit
    if (unit === MMHG) return
    const fault = { type: 'fault', kind: 'illegalUnit', bytes: 0, about: `CO2 in unit ${unit}` } as const
    this.#out.measure({ ...fault, atMs, deviceMs: null })
  }

  /** In: the data of a packet of the wave. Out: the module's state where it tells it. */
  packet(data: Uint8Array, atMs: number): number | null {
    if (!this.#isNew(data[WAVE.syncAt] ?? 0, atMs)) return null
    const parameter = data[WAVE.parameterAt]
    const values = data.subarray(WAVE.parameterAt + 1)
    // The state of a sample comes before it: none is believed with the state that was.
    const state = parameter === PARAMETER.status ? this.#tellState(values[STATUS_AT] ?? 0, atMs) : null
    this.#sample(data, atMs)
    if (parameter !== undefined && state === null) this.#number(parameter, values, atMs)
    return state
  }

  tick(atMs: number): void {
    this.#batch.tick(atMs)
  }

  /** Frames were lost. */
  gap(atMs: number): void {
    this.#batch.gap(atMs)
    this.#sync = null
  }

  /** The line is gone: whoever answers next says anew what stands. */
  end(atMs: number): void {
    this.gap(atMs)
    this.#state = null
    this.#hasState = false
    this.#unit = null
  }

  #isNew(sync: number, atMs: number): boolean {
    const before = this.#sync
    this.#sync = sync
    const step = before === null ? 1 : (sync - before + WAVE.syncs) % WAVE.syncs
    if (step === 1) return true
    if (step === 0 || step > WAVE.syncs / 2) {
      // It came twice, or behind a later one, whose count goes on to hold.
      this.#sync = before
      this.#fault('repeatedFrame', 1, atMs)
      return false
    }
    this.#batch.gap(atMs)
    this.#fault('lostFrame', step - 1, atMs)
    return true
  }

  #sample(data: Uint8Array, atMs: number): void {
    const sent = PER_HIGH * (data[WAVE.highAt] ?? 0) + (data[WAVE.lowAt] ?? 0)
    const raw = sent - WAVE.zeroAt
    const isData = this.#isMeasuring && sent > 0 && raw <= WAVE.most * WAVE.perUnit
    this.#batch.add(isData ? raw : 0, isData, atMs)
  }

  #number(parameter: number, values: Uint8Array, atMs: number): void {
    const plan = numberPlans.find(({ row }) => row.parameter === parameter)
    if (plan === undefined) {
      if (!SILENT_PARAMETERS.has(parameter)) this.#fault('unknownRecord', 1, atMs, `parameter ${parameter}`)
      return
    }
    const { row, channel } = plan
    const sent = PER_HIGH * (values[0] ?? 0) + (values[1] ?? 0)
    const value = sent / row.perUnit
    const isNumber = this.#isMeasuring && !(sent === 0 && row.zeroIsNone) && value <= row.most
    const said: { readonly value: number | null; readonly validity: Validity } = isNumber
      ? { value, validity: this.#isInDoubt ? 'questionable' : 'good' }
      : { value: null, validity: this.#state?.isOff === true ? 'off' : 'invalid' }
    this.#out.measure({ type: 'numeric', channel, ...said, atMs, deviceMs: null })
  }

  get #isMeasuring(): boolean {
    return this.#state === null && (this.#unit ?? MMHG) === MMHG
  }

  get #isInDoubt(): boolean {
    return this.#mustTell && !(this.#hasState && this.knowsUnit)
  }

  #tellState(code: number, atMs: number): number {
    this.#hasState = true
    const before = this.#state
    const known = STATES.find(({ state }) => state === code)
    const other = { state: code, text: `CO2 sensor state ${code}`, priority: 'low', isOff: false } as const
    const now = code === STATE.ok ? null : (known ?? other)
    if (now?.state === before?.state) return code
    if (before !== null) this.#alert(before, 'end', atMs)
    if (now !== null) this.#alert(now, 'start', atMs)
    this.#state = now
    // What was measured before is over at once, and not when its next message comes.
    if (before === null) this.#takeNumbers(atMs)
    return code
  }

  #takeNumbers(atMs: number): void {
    const validity = this.#state?.isOff === true ? 'off' : 'invalid'
    for (const { channel } of numberPlans) {
      const none = { value: null, validity, isUnsent: true } as const
      this.#out.measure({ type: 'numeric', channel, ...none, atMs, deviceMs: null })
    }
  }

  #alert({ text, priority }: StateRow, phase: 'start' | 'end', atMs: number): void {
    this.#out.measure({ type: 'alert', phase, kind: 'technical', priority, text, atMs, deviceMs: null })
  }

  #fault(kind: FaultKind, count: number, atMs: number, about?: string): void {
    const more = about === undefined ? {} : { about }
    this.#out.measure({ type: 'fault', kind, bytes: 0, count, ...more, atMs, deviceMs: null })
  }
}
