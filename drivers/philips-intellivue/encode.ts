import type { DatagramTwin, TwinOptions } from '../driver.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import {
  ABORT,
  ASSOCIATION,
  ATTRIBUTE,
  CLASS,
  COMMAND,
  DATA,
  GROUP,
  OPERATION,
  REFUSE,
  RELEASE_ANSWER,
  SESSION_BYTE,
  SET_STATUS,
  TICKS_PER_MS,
  TWIN,
} from './codes.ts'
import { alertObject } from './encode-alarms.ts'
import {
  associationAnswer,
  busyError,
  createEvent,
  pollResult,
  priorityResult,
  type ResultHead,
  setError,
} from './encode-messages.ts'
import { chosenNumerics, numericObjects } from './encode-numerics.ts'
import { type Admitted, patientObject } from './encode-patient.ts'
import {
  type PollRequest,
  readAskedAttribute,
  readAskedBits,
  readPollRequest,
  readPriorityList,
} from './encode-requests.ts'
import { systemObject } from './encode-system.ts'
import { chosenWaves, type TwinWave, waveObject, wavePartsOf } from './encode-waves.ts'
import { Reader } from './reader.ts'

const MS_PER_SECOND = 1000
const CREATE_INVOKE = 1
const DEFAULT_WAVES: readonly number[] = [0x00020102]
/** What it grants of what is asked for: real-time numerics, waves, and the list of numerics if it has one. */
const USUAL_BITS = 0x88000000

/** An extended poll that runs. */
interface Running {
  readonly request: PollRequest
  readonly untilMs: number
  /** When this poll first ran: the grid of its results. */
  readonly fromMs: number
  sequence: number
  nextMs: number
}

/**
 * The monitor's side of the line, written from the interface document: silent until
 * a station associates, then it announces itself until that is confirmed, answers
 * polls and repeats extended ones for their active period. Waves leave in one burst
 * a second, a second late; a station that says nothing for ten seconds is dropped.
 * It speaks in messages: how they travel is for `twin.ts`.
 */
export class MessageTwin implements DatagramTwin {
  readonly #options: TwinOptions
  readonly #mtuBytes: number
  readonly #admitted: () => Admitted | null
  readonly #patient: Patient
  readonly #listBit: number
  readonly #polls = new Map<string, Running>()
  #state: 'idle' | 'announced' | 'running' = 'idle'
  #createTries = 0
  #createMs = Number.POSITIVE_INFINITY
  #heardMs = 0
  #waves: readonly TwinWave[] = []
  #grantedBits = 0
  /** The numerics that a station listed; null: all. */
  #numerics: readonly number[] | null = null
  #rotation = 0
  #nowMs = 0
  #sent: Uint8Array[] = []

  /**
   * In: the largest message to send, bytes; who is admitted at the moment; whether a station may list the
   * numerics. Throws a TypeError if the scenario is unknown.
   */
  constructor(
    options: TwinOptions,
    mtuBytes: number,
    admitted: () => Admitted | null,
    hasNumericList = true,
  ) {
    this.#options = options
    this.#mtuBytes = mtuBytes
    this.#admitted = admitted
    this.#patient = createPatient(options)
    this.#listBit = hasNumericList ? ASSOCIATION.numericListBit : 0
  }

  receive(message: Uint8Array, atMs: number): void {
    this.#advance(atMs)
    this.#message(message)
  }

  produce(atMs: number): readonly Uint8Array[] {
    this.#advance(atMs)
    const messages = this.#sent
    this.#sent = []
    return messages
  }

  #send(message: Uint8Array): void {
    this.#sent.push(message)
  }

  #ticksAt(ms: number): number {
    return (TWIN.startTicks + Math.round(ms * TICKS_PER_MS)) >>> 0
  }

  /** Everything that falls due up to `atMs`, in the order of time. */
  #advance(atMs: number): void {
    for (;;) {
      let dueMs = this.#createMs
      for (const poll of this.#polls.values()) dueMs = Math.min(dueMs, poll.nextMs)
      if (this.#state !== 'idle') dueMs = Math.min(dueMs, this.#heardMs + TWIN.associationTimeoutMs)
      if (dueMs > atMs) break
      this.#nowMs = Math.max(this.#nowMs, dueMs)
      if (this.#createMs <= dueMs) this.#announce()
      for (const poll of this.#polls.values()) if (poll.nextMs <= dueMs) this.#repeat(poll)
      if (this.#state !== 'idle' && this.#heardMs + TWIN.associationTimeoutMs <= dueMs) this.#drop()
    }
    this.#nowMs = Math.max(this.#nowMs, atMs)
  }

  #message(data: Uint8Array): void {
    this.#heardMs = this.#nowMs
    switch (data[0]) {
      case SESSION_BYTE.connect:
        this.#connect(data)
        break
      case SESSION_BYTE.release:
        if (this.#state !== 'idle') this.#send(Uint8Array.from(RELEASE_ANSWER))
        this.#close()
        break
      case SESSION_BYTE.abort:
        this.#close()
        break
      default:
        if (this.#state !== 'idle') this.#operation(new Reader(data))
    }
  }

  /** One association at a time (section "association"): a second station is refused. */
  #connect(request: Uint8Array): void {
    if (this.#state !== 'idle') {
      this.#send(Uint8Array.from(REFUSE))
      return
    }
    this.#grantedBits = (readAskedBits(request) & (USUAL_BITS | this.#listBit)) >>> 0
    this.#send(associationAnswer(TICKS_PER_MS * MS_PER_SECOND, this.#mtuBytes, this.#grantedBits))
    this.#state = 'announced'
    this.#createTries = 0
    this.#createMs = this.#nowMs
    this.#waves = chosenWaves(DEFAULT_WAVES)
    this.#numerics = null
  }

  #announce(): void {
    if (this.#createTries >= TWIN.createTries) {
      this.#drop()
      return
    }
    this.#createTries++
    this.#createMs = this.#nowMs + TWIN.createEveryMs
    this.#send(createEvent(CREATE_INVOKE, this.#ticksAt(this.#nowMs), this.#options.startUtcMs + this.#nowMs))
  }

  #drop(): void {
    this.#send(Uint8Array.from(ABORT))
    this.#close()
  }

  #close(): void {
    this.#state = 'idle'
    this.#createMs = Number.POSITIVE_INFINITY
    this.#polls.clear()
  }

  #operation(reader: Reader): void {
    if (reader.u16() !== DATA.session) return
    reader.skip(2)
    const type = reader.u16()
    reader.skip(2)
    const invoke = reader.u16()
    const command = reader.u16()
    reader.skip(2)
    if (type === OPERATION.result && command === COMMAND.confirmedEvent) {
      this.#state = 'running'
      this.#createMs = Number.POSITIVE_INFINITY
      return
    }
    if (type !== OPERATION.invoke || this.#state !== 'running') return
    if (command === COMMAND.action) this.#poll(readPollRequest(reader, invoke))
    else if (command === COMMAND.confirmedSet) this.#choose(reader, invoke)
    else if (command === COMMAND.get) this.#sendList(invoke, command, readAskedAttribute(reader))
  }

  #choose(reader: Reader, invoke: number): void {
    const list = readPriorityList(reader)
    if (list === null) {
      this.#send(busyError(invoke))
      return
    }
    const { attribute, labels } = list
    const mayList = (this.#grantedBits & ASSOCIATION.numericListBit) !== 0
    if (attribute === ATTRIBUTE.wavePriority) this.#waves = chosenWaves(labels)
    else if (attribute === ATTRIBUTE.numericPriority && mayList) this.#numerics = chosenNumerics(labels)
    else {
      const isKnown = attribute === ATTRIBUTE.numericPriority
      const status = isKnown ? SET_STATUS.accessDenied : SET_STATUS.noSuchAttribute
      this.#send(setError(invoke, attribute, status))
      return
    }
    this.#sendList(invoke, COMMAND.confirmedSet, attribute)
  }

  #sendList(invoke: number, command: number, attribute: number): void {
    const waves = this.#waves.map(({ label }) => label)
    const labels = attribute === ATTRIBUTE.numericPriority ? (this.#numerics ?? []) : waves
    this.#send(priorityResult(invoke, command, attribute, labels))
  }

  #poll(request: PollRequest | null): void {
    if (request === null) return
    const { objectClass, group, activeMs } = request
    if (activeMs === null) {
      this.#result(request, null, this.#nowMs, this.#objects(objectClass, group, null))
      return
    }
    // The confirmation comes at once and is empty; a renewed poll goes on where it was.
    this.#result(request, 0, this.#nowMs, [])
    const place = `${objectClass}/${group}`
    const before = this.#polls.get(place)
    this.#polls.set(place, {
      request,
      untilMs: this.#nowMs + activeMs,
      fromMs: before?.fromMs ?? this.#nowMs,
      sequence: 0,
      nextMs: before?.nextMs ?? this.#nowMs + TWIN.periodMs,
    })
  }

  #repeat(poll: Running): void {
    const { request } = poll
    const endMs = poll.nextMs
    poll.nextMs += TWIN.periodMs
    if (endMs > poll.untilMs) {
      this.#polls.delete(`${request.objectClass}/${request.group}`)
      return
    }
    if (request.objectClass !== CLASS.wave) {
      poll.sequence++
      this.#result(request, poll.sequence, endMs, this.#objects(request.objectClass, request.group, null))
      return
    }
    this.#rotation++
    for (let index = 0; index < TWIN.wavesPerBurst; index++) {
      poll.sequence++
      // A burst carries the second that began two periods ago.
      const startMs = endMs - TWIN.periodMs + index * TWIN.waveMessageMs
      this.#result(
        request,
        poll.sequence,
        startMs,
        this.#objects(CLASS.wave, request.group, startMs, index === 0),
      )
    }
  }

  #result(request: PollRequest, sequence: number | null, atMs: number, objects: readonly Uint8Array[]): void {
    const { invoke, poll, objectClass, group } = request
    const head: ResultHead = { invoke, poll, sequence, ticks: this.#ticksAt(atMs), objectClass, group }
    for (const message of pollResult(head, objects, this.#mtuBytes)) this.#send(message)
  }

  /** Objects of a class; `waveMs` is the start of the wave samples, and `rotates` whether one wave tells all. */
  #objects(
    objectClass: number,
    group: number,
    waveMs: number | null,
    rotates = false,
  ): readonly Uint8Array[] {
    const seconds = this.#nowMs / MS_PER_SECOND
    switch (objectClass) {
      case CLASS.numeric: {
        const vitals = this.#patient.vitals(seconds)
        const cuffSeconds = vitals.nibpAtSeconds
        const cuffMs = cuffSeconds === null ? null : this.#options.startUtcMs + cuffSeconds * MS_PER_SECOND
        return numericObjects(group, vitals, cuffMs, this.#numerics)
      }
      case CLASS.wave: {
        const parts = wavePartsOf(group)
        const isTold = (index: number): boolean => waveMs === null || (rotates && this.#isTurnOf(index))
        return this.#waves.map((wave, index) =>
          waveObject(wave, this.#patient, {
            constant: parts.constant && isTold(index),
            dynamic: parts.dynamic && isTold(index),
            fromSeconds: waveMs === null ? null : waveMs / MS_PER_SECOND,
          }),
        )
      }
      case CLASS.alert:
        return [alertObject(this.#patient.vitals(seconds), group === GROUP.all || group === GROUP.alarms)]
      case CLASS.system:
        return [systemObject(this.#ticksAt(this.#nowMs), this.#options.startUtcMs + this.#nowMs)]
      case CLASS.demographics:
        return [patientObject(this.#admitted())]
      default:
        return []
    }
  }

  #isTurnOf(index: number): boolean {
    return this.#rotation % Math.max(1, this.#waves.length) === index
  }
}
