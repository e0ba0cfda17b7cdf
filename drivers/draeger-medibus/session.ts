import { BYTE, COMMAND, EVERY, OUR_IDENTITY, SINCE_REVISION, TIME } from './codes.ts'
import { type CurvePlan, configurationOf, enableBytes } from './curve-plan.ts'
import { commandBytes, type Message, responseBytes } from './message.ts'
import type { MedibusOptions } from './options.ts'
import { readIdentity } from './replies.ts'

const MS_PER_SECOND = 1_000
const NEVER = Number.POSITIVE_INFINITY
const LONG_AGO = Number.NEGATIVE_INFINITY

interface Pending {
  readonly code: number
  readonly bytes: Uint8Array
  readonly tries: number
  readonly sentMs: number
}

/** A question that is asked again and again. */
interface Question {
  readonly code: number
  readonly everyMs: number
  readonly sinceRevision: number
}

function questionsOf({ everySeconds }: MedibusOptions): readonly Question[] {
  const dataMs = everySeconds * MS_PER_SECOND
  const of = (code: number, everyMs: number, sinceRevision = 0) => ({ code, everyMs, sinceRevision })
  return [
    of(COMMAND.identity, EVERY.identity),
    of(COMMAND.data, dataMs),
    of(COMMAND.data2, dataMs, SINCE_REVISION.secondPage),
    of(COMMAND.alarms, EVERY.alarms),
    of(COMMAND.alarms2, EVERY.alarms, SINCE_REVISION.secondPage),
    of(COMMAND.clock, EVERY.clock),
    of(COMMAND.settings, EVERY.settings),
    of(COMMAND.texts, EVERY.texts),
  ]
}

/**
 * The station's side of the wire (definition, communication): opens it, answers every command of the device, asks one
 * question at a time, never lets the line rest for long, and begins anew when the device is silent. It asks only.
 */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  readonly #plan: CurvePlan
  readonly #questions: readonly Question[]
  readonly #due = new Map<number, number>()
  #isOpen = false
  #pending: Pending | null = null
  #revision = 0
  #nextOpenMs = LONG_AGO
  #heardMs = LONG_AGO
  #sentMs = LONG_AGO
  #settledMs = LONG_AGO
  #suspendedUntilMs = LONG_AGO
  #describeMs = 0
  #enableMs = NEVER
  #recordMs = 0

  constructor(send: (bytes: Uint8Array) => void, plan: CurvePlan, options: MedibusOptions) {
    this.#send = send
    this.#plan = plan
    this.#questions = questionsOf(options)
    this.#describeMs = options.curves ? 0 : NEVER
  }

  /** A whole slow message came; the plan of curves has heard it already. */
  heard(message: Message, atMs: number): void {
    this.#heardMs = atMs
    if (message.type === 'command') this.#command(message, atMs)
    else this.#answer(message, atMs)
  }

  /** A byte of flow control. */
  control(byte: number, atMs: number): void {
    if (byte === BYTE.suspend) this.#suspendedUntilMs = atMs + TIME.suspended
    else if (byte === BYTE.resume) this.#suspendedUntilMs = LONG_AGO
  }

  /** A command came damaged: the device sends it again. */
  badCommand(atMs: number): void {
    this.#say(responseBytes(BYTE.refused), atMs)
  }

  /** A record of curves came. */
  record(atMs: number): void {
    this.#recordMs = atMs
  }

  tick(atMs: number): void {
    if (atMs < this.#suspendedUntilMs) return
    if (!this.#isOpen) this.#open(atMs)
    else if (atMs - this.#heardMs > TIME.silence) this.#restart(atMs)
    else if (this.#pending !== null) this.#wait(this.#pending, atMs)
    else if (atMs >= this.#settledMs) this.#ask(atMs)
    if (this.#isOpen) this.#keepCurves(atMs)
  }

  /** The device is told that nobody listens any more: it would alarm otherwise. */
  leave(atMs: number): void {
    if (!this.#isOpen) return
    if (this.#plan.running !== null) this.#send(enableBytes(0))
    this.#say(commandBytes(COMMAND.close), atMs)
    this.#isOpen = false
  }

  /** The line is gone. */
  end(): void {
    this.#isOpen = false
    this.#pending = null
    this.#nextOpenMs = LONG_AGO
    this.#plan.reset()
  }

  #command({ code }: Message, atMs: number): void {
    const isIdentity = code === COMMAND.identity
    this.#say(responseBytes(code, isIdentity ? OUR_IDENTITY : ''), atMs)
    if (isIdentity) this.#settledMs = atMs + TIME.settle
    if (code === COMMAND.open) this.#begin(atMs)
    if (code === COMMAND.curvesChanged) this.#describeMs = Math.min(this.#describeMs, atMs)
    if (code === COMMAND.clockChanged) this.#due.set(COMMAND.clock, atMs)
    if (code === COMMAND.close) {
      this.#isOpen = false
      this.#nextOpenMs = atMs + TIME.openEvery
    }
  }

  #answer({ code, text }: Message, atMs: number): void {
    if (code === COMMAND.open && !this.#isOpen) this.#begin(atMs)
    const pending = this.#pending
    if (pending === null || code !== pending.code) return
    this.#pending = null
    if (code === COMMAND.identity) this.#revision = readIdentity(text)?.revision ?? this.#revision
    if (code === COMMAND.configure && this.#plan.running !== null) {
      this.#enableMs = atMs
      this.#recordMs = atMs
    }
  }

  #begin(atMs: number): void {
    this.#isOpen = true
    this.#pending = null
    this.#due.clear()
    this.#revision = 0
    this.#settledMs = atMs + TIME.settle
    this.#enableMs = NEVER
    if (this.#describeMs !== NEVER) this.#describeMs = atMs
  }

  #open(atMs: number): void {
    if (atMs < this.#nextOpenMs) return
    this.#nextOpenMs = atMs + TIME.openEvery
    this.#say(commandBytes(COMMAND.open), atMs)
  }

  #restart(atMs: number): void {
    this.end()
    this.#open(atMs)
  }

  #wait(pending: Pending, atMs: number): void {
    if (atMs - pending.sentMs < TIME.answer) return
    if (pending.tries >= TIME.tries) this.#restart(atMs)
    else this.#put(pending.code, pending.bytes, pending.tries + 1, atMs)
  }

  #ask(atMs: number): void {
    const curves = this.#curveCommand(atMs)
    if (curves !== null) {
      this.#put(curves.code, curves.bytes, 1, atMs)
      return
    }
    const question = this.#questions.find(
      ({ code, sinceRevision }) =>
        this.#revision >= sinceRevision && (this.#due.get(code) ?? LONG_AGO) <= atMs,
    )
    if (question !== undefined) {
      this.#due.set(question.code, atMs + question.everyMs)
      this.#put(question.code, commandBytes(question.code), 1, atMs)
    } else if (atMs - this.#sentMs >= TIME.idle) {
      this.#put(COMMAND.nothing, commandBytes(COMMAND.nothing), 1, atMs)
    }
  }

  /** First what curves there are, then which are wanted: both only of a device that takes arguments. */
  #curveCommand(atMs: number): { readonly code: number; readonly bytes: Uint8Array } | null {
    if (this.#revision < SINCE_REVISION.arguments) return null
    if (atMs >= this.#describeMs) {
      this.#describeMs = atMs + TIME.curvesLost
      return { code: COMMAND.curves, bytes: commandBytes(COMMAND.curves) }
    }
    const { described, running } = this.#plan
    if (described === null || described.length === 0 || running !== null) return null
    return { code: COMMAND.configure, bytes: commandBytes(COMMAND.configure, configurationOf(described)) }
  }

  /** Switching curves on is not answered, so it is said again and again; where none come, all is asked anew. */
  #keepCurves(atMs: number): void {
    const { running } = this.#plan
    if (running === null) return
    if (atMs - this.#recordMs < TIME.curvesLost) this.#describeMs = this.#recordMs + TIME.curvesLost
    if (atMs < this.#enableMs) return
    this.#enableMs = atMs + TIME.enableEvery
    this.#send(enableBytes(running.length))
  }

  #put(code: number, bytes: Uint8Array, tries: number, atMs: number): void {
    this.#pending = { code, bytes, tries, sentMs: atMs }
    this.#say(bytes, atMs)
  }

  #say(bytes: Uint8Array, atMs: number): void {
    this.#sentMs = atMs
    this.#send(bytes)
  }
}
