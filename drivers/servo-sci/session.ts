import { BYTE, COMMAND, DONE, ERROR, MOST_SILENT, REFUSED, TIME, VERSION, VERSION_TEXT } from './codes.ts'
import type { Message } from './framer.ts'
import { textBytes } from './message.ts'
import type { Plan } from './plan.ts'

/** What was asked, so that an answer can be understood. */
export type Question = 'abort' | keyof typeof COMMAND

const LONG_AGO = Number.NEGATIVE_INFINITY
const VERSION_DIGITS = 4

/** Asked in turn before the numbers (manual, start of communication). */
const OPENING: readonly Question[] = [
  'abort',
  'check',
  'type',
  'highestVersion',
  'selectVersion',
  'channels',
  'model',
  'serial',
  'software',
  'chooseBreath',
  'chooseSettings',
]
/** Where a ventilator that has forgotten its lists is taken up again. */
const LISTS: readonly Question[] = OPENING.slice(OPENING.indexOf('type'))

/**
 * The station's side of the wire: one question at a time. It opens the interface, chooses what the blocks hold and reads
 * them again and again; in standby it waits, and where nothing answers it begins anew. It asks only.
 */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  readonly #plan: Plan
  #steps: readonly Question[] = OPENING
  #pending: Question | null = null
  #sentMs = LONG_AGO
  #heardMs = LONG_AGO
  #waitsUntilMs = LONG_AGO
  #silent = 0
  #version: number | null = null
  #isStandby = false
  #dueMs: Partial<Record<Question, number>> = {}

  constructor(send: (bytes: Uint8Array) => void, plan: Plan) {
    this.#send = send
    this.#plan = plan
  }

  /** Bytes came: the answer is on its way, however long it is. */
  hearing(atMs: number): void {
    this.#heardMs = atMs
  }

  /** A whole message. Out: what it answers; null: nothing was asked. */
  heard(message: Message, atMs: number): Question | null {
    const question = this.#pending
    this.#silent = 0
    this.#pending = null
    if (message.type === 'error') this.#error(message.code, atMs)
    else if (message.type === 'values') this.#values()
    else if (question !== null) this.#text(question, message.text)
    return question
  }

  tick(atMs: number): void {
    if (this.#pending !== null) {
      if (atMs - Math.max(this.#sentMs, this.#heardMs) < TIME.answer) return
      this.#pending = null
      this.#silent++
      if (this.#silent >= MOST_SILENT) this.#restart(atMs)
    }
    if (atMs < this.#waitsUntilMs || atMs - this.#sentMs < TIME.between) return
    const question = this.#next(atMs)
    if (question !== null) this.#ask(question, atMs)
  }

  /** The line is gone. */
  end(): void {
    this.#forget()
    this.#sentMs = LONG_AGO
    this.#waitsUntilMs = LONG_AGO
  }

  #forget(): void {
    this.#steps = OPENING
    this.#pending = null
    this.#silent = 0
    this.#version = null
    this.#isStandby = false
    this.#dueMs = {}
    this.#plan.reset()
  }

  #restart(atMs: number): void {
    this.#forget()
    this.#waitsUntilMs = atMs + TIME.restart
  }

  #next(atMs: number): Question | null {
    if (this.#steps[0] === 'channels' && !this.#plan.wantsTable) this.#steps = this.#steps.slice(1)
    const [step] = this.#steps
    if (step !== undefined) return step
    const asked = this.#isStandby
      ? ([
          ['breath', TIME.standby],
          ['check', TIME.check],
        ] as const)
      : ([
          ['clock', TIME.clock],
          ['settings', TIME.settings],
          ['breath', TIME.breath],
        ] as const)
    const due = asked.find(([question]) => (this.#dueMs[question] ?? LONG_AGO) <= atMs)
    if (due === undefined) return null
    const [question, everyMs] = due
    this.#dueMs = { ...this.#dueMs, [question]: atMs + everyMs }
    return question
  }

  #ask(question: Question, atMs: number): void {
    if (question === 'channels') this.#plan.tableAsked()
    const isAgain = question === 'channels' && this.#plan.wantsTable
    if (this.#steps[0] === question && !isAgain) this.#steps = this.#steps.slice(1)
    this.#pending = question
    this.#sentMs = atMs
    this.#send(this.#bytesOf(question))
  }

  #bytesOf(question: Question): Uint8Array {
    switch (question) {
      case 'abort':
        return Uint8Array.of(BYTE.abort)
      case 'selectVersion': {
        const version = Math.min(this.#version ?? 1, VERSION)
        return textBytes(COMMAND.selectVersion + String(version).padStart(VERSION_DIGITS, '0'))
      }
      case 'chooseBreath':
        return textBytes(COMMAND.chooseBreath + this.#plan.listOf('breath'))
      case 'chooseSettings':
        return textBytes(COMMAND.chooseSettings + this.#plan.listOf('settings'))
      default:
        return textBytes(COMMAND[question])
    }
  }

  #text(question: Question, text: string): void {
    if (question === 'highestVersion' && VERSION_TEXT.test(text)) this.#version = Number(text)
    const isChoice = question === 'chooseBreath' || question === 'chooseSettings'
    if (!isChoice || text === DONE || !REFUSED.test(text)) return
    if (this.#plan.shorten()) this.#steps = ['chooseBreath', 'chooseSettings']
  }

  #values(): void {
    // It has left standby, and its lists with it.
    if (this.#isStandby) this.#begin()
  }

  #error(code: number, atMs: number): void {
    if (code === ERROR.standby) {
      this.#isStandby = true
      this.#steps = []
      this.#dueMs = { breath: atMs + TIME.standby }
    } else if (code === ERROR.notConfigured || this.#isStandby) {
      this.#begin()
      this.#waitsUntilMs = atMs + TIME.restart
    }
  }

  #begin(): void {
    this.#isStandby = false
    this.#dueMs = {}
    this.#steps = LISTS
    this.#plan.reset()
  }
}
