import type { Out } from '../driver.ts'
import type { NumericChannel } from '../model/channel.ts'
import type { Priority } from '../model/measurement.ts'
import { numberChannel, settingChannel } from './channels.ts'
import { COMMAND, type CodeTable, MACHINE_ALARMS, MODE_TEXTS, RECORD, TABLE_BY_DIGIT } from './codes.ts'
import { hexByte, type Message } from './message.ts'
import type { MedibusOptions } from './options.ts'
import { type ReadAlarm, readAlarms, readClock, readIdentity, readTexts, readValues } from './replies.ts'

type Kind = 'physiological' | 'technical'

interface Standing {
  readonly kind: Kind
  readonly priority: Priority
  readonly text: string
}

type Page = 1 | 2

/** Tells what answers say: numbers, what alarms began and ended, who the device is, its mode and its clock. */
export class MessageTeller {
  readonly #out: Out
  readonly #given: CodeTable | null
  /** Channels that have come, by answer: one that stays away has no value any more (definition). */
  readonly #seen = new Map<number, Set<NumericChannel>>()
  readonly #standing = new Map<string, Standing>()
  #table: CodeTable | null
  #identity: Readonly<Record<string, string>> = {}
  #mode: string | null = null
  #hasAlarms = false

  constructor(out: Out, { table }: MedibusOptions) {
    this.#out = out
    this.#given = table === 'auto' ? null : table
    this.#table = this.#given
  }

  /** Whether the device has answered what its alarms are. */
  get hasAlarms(): boolean {
    return this.#hasAlarms
  }

  message(message: Message, atMs: number): void {
    const { type, code, text } = message
    if (code === COMMAND.open) this.#forgetDevice()
    if (type === 'command') return
    const isRead = this.#answer(code, text, atMs)
    if (isRead) return
    this.#out.measure({ type: 'fault', kind: 'unexpectedValue', bytes: text.length, atMs, deviceMs: null })
  }

  /** The line is gone: whoever answers next says anew what stands. */
  end(): void {
    this.#forgetDevice()
    this.#standing.clear()
    this.#hasAlarms = false
    this.#mode = null
  }

  /** Out: whether the answer has its form. */
  #answer(code: number, text: string, atMs: number): boolean {
    switch (code) {
      case COMMAND.data:
        return this.#values(code, text, (one) => numberChannel(1, one, this.#table), atMs)
      case COMMAND.data2:
        return this.#values(code, text, (one) => numberChannel(2, one, this.#table), atMs)
      case COMMAND.settings:
        return this.#values(code, text, settingChannel, atMs)
      case COMMAND.alarms:
        return this.#alarms(1, text, atMs)
      case COMMAND.alarms2:
        return this.#alarms(2, text, atMs)
      case COMMAND.identity:
        return this.#identify(text, atMs)
      case COMMAND.texts:
        return this.#texts(text, atMs)
      case COMMAND.clock:
        return this.#clock(text, atMs)
      default:
        return true
    }
  }

  #values(
    answer: number,
    text: string,
    channelOf: (code: number) => NumericChannel | undefined,
    atMs: number,
  ): boolean {
    const values = readValues(text, answer === COMMAND.settings ? RECORD.setting : RECORD.value)
    if (values === null) return false
    const came = new Map<NumericChannel, number | null>()
    for (const { code, value } of values) {
      const channel = channelOf(code)
      // Of codes for several ranges of one quantity, the one with a number has it.
      if (channel !== undefined) came.set(channel, value ?? came.get(channel) ?? null)
    }
    const seen = this.#seen.get(answer) ?? new Set()
    this.#seen.set(answer, seen)
    for (const [channel, value] of came) {
      seen.add(channel)
      const validity = value === null ? 'invalid' : 'good'
      this.#out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs: null })
    }
    for (const channel of seen) {
      if (came.has(channel)) continue
      const off = { value: null, validity: 'off', isUnsent: true } as const
      this.#out.measure({ type: 'numeric', channel, ...off, atMs, deviceMs: null })
    }
    return true
  }

  #alarms(page: Page, text: string, atMs: number): boolean {
    const alarms = readAlarms(text)
    if (alarms === null) return false
    this.#hasAlarms = true
    const now = new Map<string, ReadAlarm>(alarms.map((alarm) => [`${page} ${alarm.code}`, alarm]))
    for (const [key, before] of this.#standing) {
      if (!key.startsWith(`${page} `)) continue
      const alarm = now.get(key)
      if (alarm !== undefined && isSame(before, wordsOf(page, alarm))) continue
      this.#standing.delete(key)
      this.#alert('end', before, atMs)
    }
    for (const [key, alarm] of now) {
      if (this.#standing.has(key)) continue
      const kind: Kind = MACHINE_ALARMS.has(key) ? 'technical' : 'physiological'
      const standing = { kind, ...wordsOf(page, alarm) }
      this.#standing.set(key, standing)
      this.#alert('start', standing, atMs)
    }
    return true
  }

  #alert(phase: 'start' | 'end', { kind, priority, text }: Standing, atMs: number): void {
    this.#out.measure({ type: 'alert', phase, kind, priority, text, atMs, deviceMs: null })
  }

  #identify(text: string, atMs: number): boolean {
    const identity = readIdentity(text)
    if (identity === null) return false
    const { number, model, software } = identity
    const table = this.#given ?? TABLE_BY_DIGIT[number.slice(0, 1)] ?? null
    // Another table: what was seen under the old one means something else.
    if (table !== this.#table) this.#seen.clear()
    this.#table = table
    this.#identity = { model, software }
    this.#tellIdentity(this.#identity, atMs, null)
    return true
  }

  #texts(text: string, atMs: number): boolean {
    const texts = readTexts(text)
    if (texts === null) return false
    const mode = [...texts].flatMap(([code, words]) => (MODE_TEXTS.has(code) ? [words] : [])).join(', ')
    if (mode !== this.#mode) this.#tellIdentity({ mode }, atMs, null)
    this.#mode = mode
    return true
  }

  #clock(text: string, atMs: number): boolean {
    const deviceMs = readClock(text)
    if (deviceMs === null) return false
    this.#tellIdentity(this.#identity, atMs, deviceMs)
    return true
  }

  #tellIdentity(fields: Readonly<Record<string, string>>, atMs: number, deviceMs: number | null): void {
    this.#out.measure({ type: 'identity', fields, atMs, deviceMs })
  }

  #forgetDevice(): void {
    this.#table = this.#given
    this.#identity = {}
    this.#seen.clear()
  }
}

function wordsOf(page: Page, { code, priority, text }: ReadAlarm): Pick<Standing, 'priority' | 'text'> {
  return { priority, text: text === '' ? `Alarm ${page}/${hexByte(code)}` : text }
}

function isSame(before: Standing, { priority, text }: Pick<Standing, 'priority' | 'text'>): boolean {
  return before.priority === priority && before.text === text
}
