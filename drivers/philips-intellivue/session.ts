import { associationRequest, grantedBits } from './association.ts'
import { ASSOCIATION, ATTRIBUTE, ERROR, EVENT, RELEASE_REQUEST, TIMING } from './codes.ts'
import type { Message } from './message.ts'
import { type IntellivueOptions, waveLabels } from './options.ts'
import { createResult, selectWaves } from './requests.ts'
import { type Stream, streamsFor } from './streams.ts'

/** `closed` until a release was sent; `refused` and `aborted` wait before asking again. */
type Phase = 'closed' | 'releasing' | 'associating' | 'waitingForSystem' | 'running' | 'refused' | 'aborted'

const SET_WAVES_INVOKE = 2
const FIRST_STREAM_INVOKE = 3
const SET_TRIES = 3

/**
 * The station's side of an association (section "session"): release what an earlier
 * station may have left, associate, confirm the device system, choose the waves,
 * poll. After a refusal, an abort or five silent seconds it begins again, for ever. A
 * monitor that refuses may hold an association whose answer was lost: it is released first.
 */
export class Session {
  readonly #send: (message: Uint8Array) => void
  readonly #mtuBytes: number
  readonly #labels: readonly number[]
  readonly #allStreams: readonly Stream[]
  #streams: readonly Stream[] = []
  #phase: Phase = 'closed'
  #sinceMs = 0
  #sentMs = Number.NEGATIVE_INFINITY
  #heardMs = Number.NEGATIVE_INFINITY
  /** Requests to associate since the last release. */
  #associateTries = 0
  #setTries = 0
  #wavesChosen = false

  /** `send` takes messages as they are; how they travel is the transport's matter. */
  constructor(options: IntellivueOptions, mtuBytes: number, send: (message: Uint8Array) => void) {
    this.#send = send
    this.#mtuBytes = mtuBytes
    this.#labels = waveLabels(options.waves)
    this.#allStreams = streamsFor(options, FIRST_STREAM_INVOKE)
  }

  get phase(): Phase {
    return this.#phase
  }

  /** A frame came whose check holds. */
  heard(atMs: number): void {
    this.#heardMs = atMs
  }

  /** A message came: follows the association and notes what flows. */
  message(message: Message, atMs: number): void {
    switch (message.kind) {
      case 'association':
        this.#associationMessage(message.type, message.body, atMs)
        break
      case 'event':
        if (message.type === EVENT.create) this.#created(message.invoke, atMs)
        break
      case 'poll':
        for (const stream of this.#streams) stream.heard(message, atMs)
        break
      case 'result':
        if (message.attributes.has(ATTRIBUTE.wavePriority)) this.#wavesChosen = true
        break
      case 'error':
        if (message.error === ERROR.processingFailure) {
          for (const stream of this.#streams) stream.busy(message.invoke, atMs)
        }
        break
      default:
    }
  }

  tick(atMs: number): void {
    const waitedMs = atMs - this.#sinceMs
    switch (this.#phase) {
      case 'closed':
        this.#release(atMs)
        break
      case 'releasing':
        if (waitedMs >= TIMING.afterReleaseMs) this.#associate(atMs)
        break
      case 'associating':
        if (waitedMs >= TIMING.associateEveryMs) this.#associate(atMs)
        break
      case 'waitingForSystem':
        if (waitedMs >= TIMING.createWaitMs) this.#release(atMs)
        break
      case 'refused':
        if (waitedMs >= this.#refusalMs()) this.#release(atMs)
        break
      case 'aborted':
        if (waitedMs >= TIMING.abortedMs) this.#associate(atMs)
        break
      case 'running':
        this.#run(atMs)
    }
  }

  #enter(phase: Phase, atMs: number): void {
    this.#phase = phase
    this.#sinceMs = atMs
  }

  #release(atMs: number): void {
    this.#enter('releasing', atMs)
    this.#associateTries = 0
    this.#send(Uint8Array.from(RELEASE_REQUEST))
  }

  #associate(atMs: number): void {
    this.#enter('associating', atMs)
    this.#associateTries++
    this.#send(associationRequest(this.#mtuBytes))
  }

  /** Refused at once, somebody else has the monitor; after requests without an answer, it may be ourselves. */
  #refusalMs(): number {
    return this.#associateTries > 1 ? TIMING.associateEveryMs : TIMING.refusedMs
  }

  #associationMessage(type: string, body: Uint8Array, atMs: number): void {
    if (type === 'accept' && this.#phase === 'associating') {
      const bits = grantedBits(body) ?? 0
      const mayPollWaves = (bits & ASSOCIATION.waveBit) !== 0
      this.#streams = this.#allStreams.filter((stream) => mayPollWaves || !stream.isWave)
      this.#enter('waitingForSystem', atMs)
    } else if (type === 'refuse' && this.#phase === 'associating') this.#enter('refused', atMs)
    else if (type === 'abort' && this.#phase !== 'refused') this.#enter('aborted', atMs)
    else if (type === 'released' && this.#phase === 'running') this.#enter('aborted', atMs)
  }

  #created(invoke: number, atMs: number): void {
    // An event of somebody else's association is not ours to answer.
    if (this.#phase !== 'waitingForSystem' && this.#phase !== 'running') return
    this.#send(createResult(invoke))
    this.#enter('running', atMs)
    this.#sentMs = atMs
    this.#heardMs = atMs
    this.#setTries = 0
    this.#wavesChosen = !this.#streams.some((stream) => stream.isWave)
    for (const stream of this.#streams) stream.restart()
  }

  #run(atMs: number): void {
    if (atMs - this.#heardMs > TIMING.lostMs) {
      this.#release(atMs)
      return
    }
    if (atMs - this.#sentMs < TIMING.spacingMs) return
    const request = this.#waveChoice(atMs) ?? this.#nextPoll(atMs)
    if (request === null) return
    this.#sentMs = atMs
    this.#send(request)
  }

  #waveChoice(atMs: number): Uint8Array | null {
    if (this.#wavesChosen || this.#setTries >= SET_TRIES) return null
    if (atMs - this.#sinceMs < this.#setTries * TIMING.choiceMs) return null
    this.#setTries++
    return selectWaves(SET_WAVES_INVOKE, this.#labels)
  }

  #nextPoll(atMs: number): Uint8Array | null {
    for (const stream of this.#streams) {
      const request = stream.due(atMs)
      if (request !== null) return request
    }
    return null
  }
}
