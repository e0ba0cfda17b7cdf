import type { Out } from '../driver.ts'
import type { NumericChannel } from '../model/channel.ts'
import { CLOCK_TEXT, ERROR, HEX, MISSING, MODES, REFUSED, ROUNDS_PER_UNIT, STANDBY_MODE } from './codes.ts'
import type { Message } from './framer.ts'
import type { PlannedValue } from './plan.ts'
import type { Question } from './session.ts'

/** One message with what it meant when it came. */
export interface Unit {
  readonly message: Message
  /** What it answers; null: this station did not ask. */
  readonly question: Question | null
  /** What its values are. */
  readonly values: readonly PlannedValue[]
}

const FACTS: Readonly<Partial<Record<Question, string>>> = {
  model: 'model',
  serial: 'serial',
  software: 'software',
}

/** Tells what messages say: numbers, mode, who the ventilator is, its clock. */
export class Teller {
  readonly #out: Out
  readonly #seen = new Set<NumericChannel>()
  #mode: string | null = null
  #facts: Readonly<Record<string, string>> = {}

  constructor(out: Out) {
    this.#out = out
  }

  unit({ message, question, values }: Unit, atMs: number): void {
    if (message.type === 'values') this.#values(message.raw, values, atMs)
    else if (message.type === 'text') this.#text(message.text, question, atMs)
    else if (message.code === ERROR.standby) this.#standby(atMs)
  }

  /** The line is gone: whoever answers next says anew what stands. */
  end(): void {
    this.#seen.clear()
    this.#mode = null
    this.#facts = {}
  }

  #values(raw: readonly number[], values: readonly PlannedValue[], atMs: number): void {
    for (const [index, one] of values.entries()) {
      const sent = raw[index] ?? MISSING
      if (one.type === 'mode') this.#tellMode(modeName(sent), atMs)
      else this.#number(one, sent, atMs)
    }
  }

  #number({ row, channel, scale }: Extract<PlannedValue, { type: 'number' }>, raw: number, atMs: number) {
    if (scale === null) return
    this.#seen.add(channel)
    const sent = raw === MISSING ? null : rounded(raw * scale.gain - scale.offset)
    const isNumber = sent !== null && sent >= row.least && sent <= row.most
    const said = isNumber
      ? ({ value: sent, validity: 'good' } as const)
      : ({ value: null, validity: 'invalid' } as const)
    this.#out.measure({ type: 'numeric', channel, ...said, atMs, deviceMs: null })
    if (sent === null || isNumber) return
    const about = channel.id
    this.#out.measure({ type: 'fault', kind: 'unexpectedValue', bytes: 0, about, atMs, deviceMs: null })
  }

  #standby(atMs: number): void {
    for (const channel of this.#seen) {
      const off = { value: null, validity: 'off', isUnsent: true } as const
      this.#out.measure({ type: 'numeric', channel, ...off, atMs, deviceMs: null })
    }
    this.#tellMode(STANDBY_MODE, atMs)
  }

  #text(text: string, question: Question | null, atMs: number): void {
    if (question === null || REFUSED.test(text)) return
    const fact = FACTS[question]
    if (fact !== undefined) {
      this.#facts = { ...this.#facts, [fact]: text }
      this.#identity({ [fact]: text }, atMs, null)
    }
    const clockMs = question === 'clock' ? clockOf(text) : null
    if (clockMs !== null) this.#identity(this.#facts, atMs, clockMs)
  }

  #tellMode(mode: string, atMs: number): void {
    if (mode === this.#mode) return
    this.#mode = mode
    this.#identity({ mode }, atMs, null)
  }

  #identity(fields: Readonly<Record<string, string>>, atMs: number, deviceMs: number | null): void {
    this.#out.measure({ type: 'identity', fields, atMs, deviceMs })
  }
}

/** A mode without a known name is told by its number, as the manual writes it. */
function modeName(raw: number): string {
  return raw === MISSING ? '' : (MODES.get(raw) ?? raw.toString(HEX).toUpperCase())
}

/** Without what arithmetic leaves: 15.0 and not 15.000000000000002. */
function rounded(value: number): number {
  return Math.round(value * ROUNDS_PER_UNIT) / ROUNDS_PER_UNIT
}

/** The ventilator's clock as UTC milliseconds; null if it is none. */
function clockOf(text: string): number | null {
  const parts = CLOCK_TEXT.exec(text)
  if (parts === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number)
  const ms = Date.UTC(year, month - 1, day, hour, minute, second)
  const told = new Date(ms).toISOString().replaceAll(/\D/g, '').slice(0, text.length)
  return told === text ? ms : null
}
